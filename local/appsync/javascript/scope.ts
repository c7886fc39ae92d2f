import type { AnyNode, Expression, Identifier, Pattern, Program } from 'acorn';
import { eachChild, namesIn, type FunctionNode, type Survey } from './syntax-tree.ts';

/** A name that the code declares. */
export interface Binding {
  readonly name: string;
  readonly kind: 'import' | 'function' | 'parameter' | 'var' | 'let' | 'const';
  readonly identifier: Identifier;
  /** What the name is bound to at its declaration, when that is a plain `name = value` or a function. */
  readonly value?: Expression | FunctionNode;
  /** Module and exported name of an import; `*` for a namespace. */
  readonly imported?: { readonly module: string; readonly name: string };
  readonly references: Reference[];
}

/** A use of a name. Without binding, the name is free: a global. */
export interface Reference {
  readonly identifier: Identifier;
  readonly binding?: Binding;
  readonly write: boolean;
}

interface Scope {
  readonly names: Map<string, Binding>;
  readonly parent?: Scope;
}

/** Resolves every name of a module to its declaration. */
export function resolveNames(
  program: Program,
  { vars }: Pick<Survey, 'vars'>,
): { bindings: Binding[]; references: Reference[] } {
  const bindings: Binding[] = [];
  const references: Reference[] = [];

  function declare(scope: Scope, identifier: Identifier, rest: Pick<Binding, 'kind' | 'value' | 'imported'>) {
    const binding: Binding = { name: identifier.name, identifier, references: [], ...rest };
    scope.names.set(identifier.name, binding);
    bindings.push(binding);
  }

  function refer(scope: Scope, identifier: Identifier, write: boolean) {
    let binding: Binding | undefined;
    for (let at: Scope | undefined = scope; at && !binding; at = at.parent)
      binding = at.names.get(identifier.name);
    const reference: Reference = { identifier, binding, write };
    binding?.references.push(reference);
    references.push(reference);
  }

  function declareVariables(node: AnyNode, scope: Scope, kinds: readonly string[]) {
    if (node.type !== 'VariableDeclaration' || !kinds.includes(node.kind)) return;
    for (const { id, init } of node.declarations) {
      const value = id.type === 'Identifier' ? (init ?? undefined) : undefined;
      for (const name of namesIn(id)) declare(scope, name, { kind: node.kind as Binding['kind'], value });
    }
  }

  /** `var` belongs to the function around it, wherever it stands. */
  function hoistVars(owner: AnyNode, scope: Scope) {
    for (const declaration of vars.get(owner) ?? []) declareVariables(declaration, scope, ['var']);
  }

  function declareBlock(statements: readonly AnyNode[], scope: Scope) {
    for (const statement of statements) {
      const node =
        statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? statement) : statement;
      declareVariables(node, scope, ['let', 'const']);
      if (node.type === 'FunctionDeclaration' && node.id)
        declare(scope, node.id, { kind: 'function', value: node });
      if (node.type !== 'ImportDeclaration') continue;
      const module = String(node.source.value);
      for (const specifier of node.specifiers) {
        const name =
          specifier.type === 'ImportNamespaceSpecifier'
            ? '*'
            : specifier.type === 'ImportDefaultSpecifier'
              ? 'default'
              : specifier.imported.type === 'Identifier'
                ? specifier.imported.name
                : String(specifier.imported.value);
        declare(scope, specifier.local, { kind: 'import', imported: { module, name } });
      }
    }
  }

  /** Names that a pattern writes, and the expressions inside it. `declares`: the names are being declared. */
  function visitPattern(pattern: Pattern, scope: Scope, declares: boolean) {
    switch (pattern.type) {
      case 'Identifier':
        if (!declares) refer(scope, pattern, true);
        return;
      case 'ObjectPattern':
        for (const each of pattern.properties) {
          if (each.type === 'RestElement') visitPattern(each.argument, scope, declares);
          else {
            if (each.computed) visit(each.key, scope);
            visitPattern(each.value, scope, declares);
          }
        }
        return;
      case 'ArrayPattern':
        for (const each of pattern.elements) if (each) visitPattern(each, scope, declares);
        return;
      case 'AssignmentPattern':
        visitPattern(pattern.left, scope, declares);
        visit(pattern.right, scope);
        return;
      case 'RestElement':
        visitPattern(pattern.argument, scope, declares);
        return;
      default:
        visit(pattern, scope);
    }
  }

  function visitFunction(node: FunctionNode, outer: Scope) {
    const scope: Scope = { names: new Map(), parent: outer };
    if (node.type === 'FunctionExpression' && node.id)
      declare(scope, node.id, { kind: 'function', value: node });
    for (const parameter of node.params) {
      for (const name of namesIn(parameter)) declare(scope, name, { kind: 'parameter' });
    }
    for (const parameter of node.params) visitPattern(parameter, scope, true);
    if (node.body.type !== 'BlockStatement') return visit(node.body, scope);
    hoistVars(node, scope);
    declareBlock(node.body.body, scope);
    for (const statement of node.body.body) visit(statement, scope);
  }

  function inner(scope: Scope, statements: readonly AnyNode[]): Scope {
    const block: Scope = { names: new Map(), parent: scope };
    declareBlock(statements, block);
    return block;
  }

  function visit(node: AnyNode, scope: Scope): void {
    switch (node.type) {
      case 'Identifier':
        return refer(scope, node, false);
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return visitFunction(node, scope);
      case 'BlockStatement': {
        const block = inner(scope, node.body);
        for (const statement of node.body) visit(statement, block);
        return;
      }
      case 'SwitchStatement': {
        visit(node.discriminant, scope);
        const block = inner(
          scope,
          node.cases.flatMap((each) => each.consequent),
        );
        for (const each of node.cases) visit(each, block);
        return;
      }
      case 'ForOfStatement':
      case 'ForInStatement': {
        visit(node.right, scope);
        const block = inner(scope, [node.left]);
        if (node.left.type === 'VariableDeclaration') visit(node.left, block);
        else visitPattern(node.left, block, false);
        return visit(node.body, block);
      }
      case 'ForStatement':
        return eachChild(node, visit, inner(scope, node.init ? [node.init] : []));
      case 'VariableDeclarator':
        visitPattern(node.id, scope, true);
        if (node.init) visit(node.init, scope);
        return;
      case 'AssignmentExpression':
        visitPattern(node.left, scope, false);
        return visit(node.right, scope);
      case 'UpdateExpression':
        return visitPattern(node.argument as Pattern, scope, false);
      case 'MemberExpression':
        visit(node.object, scope);
        if (node.computed) visit(node.property, scope);
        return;
      case 'Property':
        if (node.computed) visit(node.key, scope);
        return visit(node.value, scope);
      case 'ExportSpecifier':
        return visit(node.local, scope);
      case 'ImportDeclaration':
      case 'MetaProperty':
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
      case 'LabeledStatement':
        return visit(node.body, scope);
      default:
        eachChild(node, visit, scope);
    }
  }

  const module: Scope = { names: new Map() };
  hoistVars(program, module);
  declareBlock(program.body, module);
  for (const statement of program.body) visit(statement, module);
  return { bindings, references };
}
