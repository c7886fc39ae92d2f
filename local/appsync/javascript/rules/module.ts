import type { AnyNode } from 'acorn';
import type { Module } from '../parse.ts';
import { codeError, typeError } from '../refusal.ts';
import { runtime } from '../runtime.ts';
import { staticName } from '../syntax-tree.ts';
import type { CodeError } from '../types.ts';

/** The service's bounds on a resolver's or function's code, in characters. */
export const codeLength = { least: 1, most: 32_768 } as const;

const handlers = ['request', 'response'];

/** Refuses code that is empty or too long. */
export function sizeErrors(source: string): CodeError[] {
  if (source.length >= codeLength.least && source.length <= codeLength.most) return [];
  const value = `The code must have between ${codeLength.least} and ${codeLength.most} characters; it has ${source.length}.`;
  return [{ errorType: 'LINT_ERROR', value, location: { line: 0, column: 0, span: -1 } }];
}

/** Refuses imports of anything but the service's modules and their members, and a missing handler. */
export function moduleErrors(module: Module): CodeError[] {
  return [...importErrors(module), ...exportErrors(module), ...memberErrors(module)];
}

function importErrors(module: Module): CodeError[] {
  const modules = runtime().modules as Record<string, Record<string, unknown>>;
  const errors: CodeError[] = [];
  for (const node of module.program.body) {
    const from = 'source' in node ? node.source : undefined;
    if (!from) continue;
    const name = String(from.value);
    const members = modules[name];
    if (node.type !== 'ImportDeclaration')
      errors.push(
        codeError('UNSUPPORTED_SYNTAX_TYPE', `Unsupported syntax type: ${node.type} from`, node, module),
      );
    else if (!members)
      errors.push(
        typeError(2307, `Cannot find module '${name}' or its corresponding type declarations.`, from, module),
      );
    else
      for (const specifier of node.specifiers) {
        if (specifier.type === 'ImportNamespaceSpecifier') continue;
        const imported =
          specifier.type === 'ImportSpecifier'
            ? 'name' in specifier.imported
              ? specifier.imported.name
              : String(specifier.imported.value)
            : 'default';
        if (!(imported in members))
          errors.push(
            typeError(2305, `Module '"${name}"' has no exported member '${imported}'.`, specifier, module),
          );
      }
  }
  return errors;
}

function exportErrors(module: Module): CodeError[] {
  const exported = new Set<string>();
  const errors: CodeError[] = [];
  for (const node of module.program.body) {
    if (node.type === 'ExportDefaultDeclaration')
      errors.push(
        codeError('UNSUPPORTED_SYNTAX_TYPE', `Unsupported syntax type: ${node.type}`, node, module),
      );
    if (node.type !== 'ExportNamedDeclaration') continue;
    for (const { exported: name } of node.specifiers)
      exported.add('name' in name ? name.name : String(name.value));
    if (node.declaration?.type === 'FunctionDeclaration') exported.add(node.declaration.id.name);
    if (node.declaration?.type === 'VariableDeclaration')
      for (const { id } of node.declaration.declarations) if (id.type === 'Identifier') exported.add(id.name);
  }
  for (const handler of handlers) {
    if (exported.has(handler)) continue;
    errors.push({
      errorType: 'LINT_ERROR',
      value: `The code must export a function named '${handler}'.`,
      location: { line: 0, column: 0, span: -1 },
    });
  }
  return errors;
}

/** Refuses members that `util`, `extensions`, `runtime` and namespace imports do not have (VTL's, for instance). */
function memberErrors(module: Module): CodeError[] {
  const { modules, globalNames, globalValues } = runtime();
  const main = ['util', 'extensions', 'runtime'];
  const errors: CodeError[] = [];
  for (const { identifier, binding } of module.references) {
    let type: string;
    let members: unknown;
    if (binding?.imported) {
      const from = (modules as Record<string, Record<string, unknown>>)[binding.imported.module];
      members = binding.imported.name === '*' ? from : from?.[binding.imported.name];
      type =
        binding.imported.name === '*' ? `typeof import("${binding.imported.module}")` : binding.imported.name;
    } else if (!binding && main.includes(identifier.name)) {
      members = globalValues[globalNames.indexOf(identifier.name)];
      type = identifier.name;
    } else continue;
    let node: AnyNode = identifier;
    for (;;) {
      const parent: AnyNode | undefined = module.parents.get(node);
      if (parent?.type !== 'MemberExpression' || parent.object !== node) break;
      const name = staticName(parent);
      if (name === undefined || typeof members !== 'object' || members === null) break;
      if (!(name in members)) {
        const text = `Property '${name}' does not exist on type '${type}'.`;
        errors.push(typeError(2339, text, parent.property, module));
        break;
      }
      members = (members as Record<string, unknown>)[name];
      type = `${type}.${name}`;
      node = parent;
    }
  }
  return errors;
}
