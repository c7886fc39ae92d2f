import type { AnyNode, Identifier, Pattern, Program, VariableDeclaration } from 'acorn';

export type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

/** The members of each kind of node that hold nodes, in the order of the text. */
const members: Readonly<Record<AnyNode['type'], readonly string[]>> = {
  Program: ['body'],
  EmptyStatement: [],
  BlockStatement: ['body'],
  StaticBlock: ['body'],
  ExpressionStatement: ['expression'],
  IfStatement: ['test', 'consequent', 'alternate'],
  LabeledStatement: ['label', 'body'],
  BreakStatement: ['label'],
  ContinueStatement: ['label'],
  WithStatement: ['object', 'body'],
  SwitchStatement: ['discriminant', 'cases'],
  SwitchCase: ['test', 'consequent'],
  ReturnStatement: ['argument'],
  ThrowStatement: ['argument'],
  TryStatement: ['block', 'handler', 'finalizer'],
  CatchClause: ['param', 'body'],
  WhileStatement: ['test', 'body'],
  DoWhileStatement: ['body', 'test'],
  ForStatement: ['init', 'test', 'update', 'body'],
  ForInStatement: ['left', 'right', 'body'],
  ForOfStatement: ['left', 'right', 'body'],
  DebuggerStatement: [],
  FunctionDeclaration: ['id', 'params', 'body'],
  VariableDeclaration: ['declarations'],
  VariableDeclarator: ['id', 'init'],
  ThisExpression: [],
  ArrayExpression: ['elements'],
  ObjectExpression: ['properties'],
  Property: ['key', 'value'],
  FunctionExpression: ['id', 'params', 'body'],
  ArrowFunctionExpression: ['params', 'body'],
  UnaryExpression: ['argument'],
  UpdateExpression: ['argument'],
  BinaryExpression: ['left', 'right'],
  LogicalExpression: ['left', 'right'],
  AssignmentExpression: ['left', 'right'],
  AssignmentPattern: ['left', 'right'],
  ConditionalExpression: ['test', 'consequent', 'alternate'],
  CallExpression: ['callee', 'arguments'],
  NewExpression: ['callee', 'arguments'],
  MemberExpression: ['object', 'property'],
  ChainExpression: ['expression'],
  ParenthesizedExpression: ['expression'],
  SequenceExpression: ['expressions'],
  SpreadElement: ['argument'],
  RestElement: ['argument'],
  YieldExpression: ['argument'],
  AwaitExpression: ['argument'],
  TemplateLiteral: ['quasis', 'expressions'],
  TemplateElement: [],
  TaggedTemplateExpression: ['tag', 'quasi'],
  ObjectPattern: ['properties'],
  ArrayPattern: ['elements'],
  Super: [],
  ClassDeclaration: ['id', 'superClass', 'body'],
  ClassExpression: ['id', 'superClass', 'body'],
  ClassBody: ['body'],
  MethodDefinition: ['key', 'value'],
  PropertyDefinition: ['key', 'value'],
  MetaProperty: ['meta', 'property'],
  ImportDeclaration: ['specifiers', 'source', 'attributes'],
  ImportSpecifier: ['imported', 'local'],
  ImportDefaultSpecifier: ['local'],
  ImportNamespaceSpecifier: ['local'],
  ImportAttribute: ['key', 'value'],
  ImportExpression: ['source', 'options'],
  ExportNamedDeclaration: ['declaration', 'specifiers', 'source', 'attributes'],
  ExportSpecifier: ['local', 'exported'],
  ExportDefaultDeclaration: ['declaration'],
  ExportAllDeclaration: ['exported', 'source', 'attributes'],
  Identifier: [],
  PrivateIdentifier: [],
  Literal: [],
};

/**
 * Visits the nodes directly below a node. Most of what it costs to check code is walks over its tree: no list is made
 * on the way, and nothing is looked at that holds no nodes.
 *
 * @param given - handed on to each visit.
 */
export function eachChild<Given>(
  node: AnyNode,
  visit: (child: AnyNode, given: Given) => void,
  given: Given,
): void {
  const names = members[node.type];
  for (let at = 0; at < names.length; at++) {
    const value = node[names[at] as keyof AnyNode] as unknown as
      AnyNode | (AnyNode | null)[] | null | undefined;
    if (!value) continue;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        const child = value[index];
        if (child) visit(child, given);
      }
    } else visit(value, given);
  }
}

/** The nodes directly below a node, in the order of the text. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  eachChild(node, (child) => children.push(child), undefined);
  return children;
}

/** What one walk over a module's tree finds. */
export interface Survey {
  /** Every node with its parent, outer before inner. */
  readonly parents: ReadonlyMap<AnyNode, AnyNode | undefined>;
  /** The nodes of each kind, outer before inner. */
  readonly kinds: ReadonlyMap<AnyNode['type'], readonly AnyNode[]>;
  /** By function, or the program, its `var` declarations, wherever they stand in it. */
  readonly vars: ReadonlyMap<AnyNode, readonly VariableDeclaration[]>;
  /** By body of a function or a loop, how many members its literals have; those of functions in it are not its own. */
  readonly sizes: ReadonlyMap<AnyNode, number>;
}

/** Walks over a module's tree. */
export function survey(program: Program): Survey {
  const parents = new Map<AnyNode, AnyNode | undefined>();
  const kinds = new Map<AnyNode['type'], AnyNode[]>();
  const vars = new Map<AnyNode, VariableDeclaration[]>();
  const sizes = new Map<AnyNode, number>();
  /** The function that the walk is in. */
  let within: AnyNode = program;
  /** Members of the literals met so far in it. */
  let size = 0;

  const visit = (node: AnyNode, parent: AnyNode | undefined): void => {
    parents.set(node, parent);
    const { type } = node;
    const same = kinds.get(type);
    if (same) same.push(node);
    else kinds.set(type, [node]);
    switch (type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression': {
        const [outer, before] = [within, size];
        within = node;
        for (const parameter of node.params) visit(parameter, node);
        if (node.id) visit(node.id, node);
        size = 0;
        visit(node.body, node);
        sizes.set(node.body, size);
        [within, size] = [outer, before];
        return;
      }
      case 'ForOfStatement':
      case 'ForInStatement': {
        visit(node.left, node);
        visit(node.right, node);
        const before = size;
        visit(node.body, node);
        sizes.set(node.body, size - before);
        return;
      }
      case 'VariableDeclaration':
        if (node.kind === 'var') {
          const others = vars.get(within);
          if (others) others.push(node);
          else vars.set(within, [node]);
        }
        break;
      case 'ArrayExpression':
        size += node.elements.length;
        break;
      case 'ObjectExpression':
        size += node.properties.length;
        break;
      case 'Property':
        // A shorthand `{ a }` holds one identifier as key and value: it counts once, as the value.
        if (node.shorthand) return visit(node.value, node);
        break;
      case 'ImportSpecifier':
      case 'ExportSpecifier':
        return visit(node.local, node);
    }
    eachChild(node, visit, node);
  };
  visit(program, undefined);
  return { parents, kinds, vars, sizes };
}

/** The nodes of one kind, outer before inner. */
export const ofKind = <Kind extends AnyNode['type']>(
  { kinds }: Pick<Survey, 'kinds'>,
  kind: Kind,
): readonly Extract<AnyNode, { type: Kind }>[] =>
  (kinds.get(kind) ?? []) as readonly Extract<AnyNode, { type: Kind }>[];

export const isFunction = (node: AnyNode | null | undefined): node is FunctionNode =>
  node?.type === 'FunctionDeclaration' ||
  node?.type === 'FunctionExpression' ||
  node?.type === 'ArrowFunctionExpression';

/** The names that a pattern binds or assigns, as identifier nodes; member expressions are no names. */
export function namesIn(pattern: Pattern | null): Identifier[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) =>
        namesIn(each.type === 'RestElement' ? each.argument : each.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap(namesIn);
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    default:
      return [];
  }
}

/** The name of a property read with a dot or a literal in brackets; undefined when only the run can tell. */
export function staticName(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined;
  return node.property.type === 'Literal' && typeof node.property.value === 'string'
    ? node.property.value
    : undefined;
}
