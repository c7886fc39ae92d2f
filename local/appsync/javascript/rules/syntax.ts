import type { AnyNode } from 'acorn';
import type { Module } from '../parse.ts';
import { codeError } from '../refusal.ts';
import type { CodeError } from '../types.ts';

/** Kinds of syntax that APPSYNC_JS does not have. */
const refusedKinds = new Set<string>([
  'ForStatement',
  'WhileStatement',
  'DoWhileStatement',
  'ContinueStatement',
  'LabeledStatement',
  'TryStatement',
  'ThrowStatement',
  'AwaitExpression',
  'YieldExpression',
  'ClassDeclaration',
  'ClassExpression',
  'ThisExpression',
  'Super',
  'NewExpression',
  'ImportExpression',
  'MetaProperty',
  'PrivateIdentifier',
  'DebuggerStatement',
  'WithStatement',
]);

/** Kinds of which some are refused: what these are called then. */
const refusedSometimes: { readonly [Kind in AnyNode['type']]?: (node: NodeOf<Kind>) => string | undefined } =
  {
    FunctionDeclaration: functionKind,
    FunctionExpression: functionKind,
    ArrowFunctionExpression: functionKind,
    ForOfStatement: (node) => (node.await ? 'ForAwaitStatement' : undefined),
    UnaryExpression: ({ operator }) => (operator === '~' ? 'UnaryExpression (~)' : undefined),
    BinaryExpression: ({ operator }) =>
      operator === 'in' || operator === 'instanceof' ? `BinaryExpression (${operator})` : undefined,
    // BigInt: not established; the documentation lists none.
    Literal: (node) =>
      node.regex ? 'RegularExpressionLiteral' : typeof node.value === 'bigint' ? 'BigIntLiteral' : undefined,
    // Not established; accessors need `this`, which is refused.
    Property: ({ kind }) => (kind === 'get' || kind === 'set' ? `Accessor (${kind})` : undefined),
    UpdateExpression: ({ operator }) => `UpdateExpression (${operator})`,
  };

type NodeOf<Kind> = Extract<AnyNode, { type: Kind }>;

function functionKind({ async, generator }: { async: boolean; generator: boolean }): string | undefined {
  return async ? 'AsyncFunction' : generator ? 'GeneratorFunction' : undefined;
}

/** Refuses loops other than for-in and for-of, exceptions, classes, `this`, `new`, async code, regex literals, … */
export function syntaxErrors(module: Module): CodeError[] {
  const refused: [node: AnyNode, kind: string][] = [];
  for (const [type, nodes] of module.kinds) {
    if (refusedKinds.has(type)) refused.push(...nodes.map((node): [AnyNode, string] => [node, type]));
    const kindOf = refusedSometimes[type] as ((node: AnyNode) => string | undefined) | undefined;
    if (!kindOf) continue;
    for (const node of nodes) {
      const kind = kindOf(node);
      if (kind !== undefined) refused.push([node, kind]);
    }
  }
  return refused
    .sort(([one], [other]) => one.start - other.start || other.end - one.end)
    .map(([node, kind]) =>
      codeError('UNSUPPORTED_SYNTAX_TYPE', `Unsupported syntax type: ${kind}`, node, module),
    );
}
