import type { AnyNode, Identifier, Pattern, Program } from 'acorn';

export type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as AnyNode).type === 'string';

/** The nodes directly below a node, in the order of the text. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  // Asked of every node several times while code is compiled: lists made on the way would cost more than all the rest.
  for (const name in node) {
    const value: unknown = node[name as keyof AnyNode];
    if (Array.isArray(value)) {
      for (const each of value) if (isNode(each)) children.push(each);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

/** Every node with its parent, outer before inner. */
export function parentsOf(program: Program): Map<AnyNode, AnyNode | undefined> {
  const parents = new Map<AnyNode, AnyNode | undefined>();
  const visit = (node: AnyNode, parent?: AnyNode) => {
    // A shorthand `{ a }` holds one identifier as key and value: it counts once, as the value.
    if (node.type === 'Property' && node.shorthand) {
      parents.set(node, parent);
      visit(node.value, node);
      return;
    }
    if (node.type === 'ExportSpecifier' || node.type === 'ImportSpecifier') {
      parents.set(node, parent);
      visit(node.local, node);
      return;
    }
    parents.set(node, parent);
    for (const child of childrenOf(node)) visit(child, node);
  };
  visit(program);
  return parents;
}

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
