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
  'UpdateExpression',
  'ImportExpression',
  'MetaProperty',
  'PrivateIdentifier',
  'DebuggerStatement',
  'WithStatement',
]);

/** Refuses loops other than for-in and for-of, exceptions, classes, `this`, `new`, async code, regex literals, … */
export function syntaxErrors({ parents }: Module): CodeError[] {
  return [...parents.keys()].flatMap((node) => {
    const kind = refusedKind(node);
    return kind ? [codeError('UNSUPPORTED_SYNTAX_TYPE', `Unsupported syntax type: ${kind}`, node)] : [];
  });
}

function refusedKind(node: AnyNode): string | undefined {
  if (refusedKinds.has(node.type))
    return node.type === 'UpdateExpression' ? `UpdateExpression (${node.operator})` : node.type;
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      if (node.async) return 'AsyncFunction';
      return node.generator ? 'GeneratorFunction' : undefined;
    case 'ForOfStatement':
      return node.await ? 'ForAwaitStatement' : undefined;
    case 'UnaryExpression':
      return node.operator === '~' ? 'UnaryExpression (~)' : undefined;
    case 'BinaryExpression':
      return node.operator === 'in' || node.operator === 'instanceof'
        ? `BinaryExpression (${node.operator})`
        : undefined;
    case 'Literal':
      if ('regex' in node && node.regex) return 'RegularExpressionLiteral';
      // Not established; the documentation lists no BigInt.
      return typeof node.value === 'bigint' ? 'BigIntLiteral' : undefined;
    case 'Property':
      // Not established; accessors need `this`, which is refused.
      return node.kind === 'get' || node.kind === 'set' ? `Accessor (${node.kind})` : undefined;
    default:
      return undefined;
  }
}
