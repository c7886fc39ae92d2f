import type { AnyNode } from 'acorn';
import type { Module } from '../parse.ts';
import { codeError } from '../refusal.ts';
import type { Binding } from '../scope.ts';
import { isFunction, staticName, type FunctionNode } from '../syntax-tree.ts';
import type { CodeError } from '../types.ts';

/** The array methods that may take a function. */
const takers = new Set(
  'forEach map flatMap filter reduce reduceRight find findIndex findLast findLastIndex some every'.split(' '),
);

/** Refuses recursion, and functions passed on, returned or replaced. */
export function functionErrors(module: Module): CodeError[] {
  const bound = new Map<AnyNode, Binding>();
  for (const { identifier, binding } of module.references) if (binding) bound.set(identifier, binding);
  return [
    ...recursionErrors(module, bound),
    ...passingErrors(module, bound),
    ...returnErrors(module, bound),
    ...reassignErrors(module),
  ];
}

type Bound = ReadonlyMap<AnyNode, Binding>;

const holdsFunction = (binding: Binding | undefined) => isFunction(binding?.value);

/** Whether an expression is a function: written in place, or a name that holds one. */
const isFunctionValue = (node: AnyNode | null | undefined, bound: Bound): boolean =>
  isFunction(node) ||
  (node?.type === 'Identifier' && holdsFunction(bound.get(node))) ||
  (node?.type === 'ConditionalExpression' &&
    (isFunctionValue(node.consequent, bound) || isFunctionValue(node.alternate, bound)));

/** Calls between functions that lead back to where they began. */
function recursionErrors({ parents }: Module, bound: Bound): CodeError[] {
  const calls = new Map<FunctionNode, { callee: FunctionNode; call: AnyNode; name: string }[]>();
  for (const node of parents.keys()) {
    if (node.type !== 'CallExpression') continue;
    const callee = bound.get(node.callee)?.value ?? memberFunction(node.callee, bound);
    if (!isFunction(callee)) continue;
    for (let at = parents.get(node); at; at = parents.get(at)) {
      if (!isFunction(at)) continue;
      const name = node.callee.type === 'Identifier' ? node.callee.name : (staticName(node.callee) ?? '');
      calls.set(at, [...(calls.get(at) ?? []), { callee, call: node, name }]);
    }
  }
  const reaches = (from: FunctionNode, target: FunctionNode, seen: Set<FunctionNode>): boolean => {
    if (from === target) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return (calls.get(from) ?? []).some(({ callee }) => reaches(callee, target, seen));
  };
  const guilty = new Map<AnyNode, string>();
  for (const [caller, made] of calls)
    for (const { callee, call, name } of made) if (reaches(callee, caller, new Set())) guilty.set(call, name);
  return [...guilty].map(([call, name]) =>
    codeError('LINT_ERROR', `Recursion is not supported: ${name}`, call),
  );
}

/** The function of `helpers.name` where `helpers` is bound to an object literal. */
function memberFunction(callee: AnyNode, bound: Bound): AnyNode | undefined {
  if (callee.type !== 'MemberExpression') return undefined;
  const holder = bound.get(callee.object)?.value;
  const name = staticName(callee);
  if (holder?.type !== 'ObjectExpression' || name === undefined) return undefined;
  for (const property of holder.properties) {
    if (property.type !== 'Property' || property.computed) continue;
    const key = property.key.type === 'Identifier' ? property.key.name : undefined;
    if (key === name)
      return property.value.type === 'Identifier' ? bound.get(property.value)?.value : property.value;
  }
  return undefined;
}

function passingErrors({ parents }: Module, bound: Bound): CodeError[] {
  return [...parents.keys()].flatMap((node): CodeError[] => {
    if (node.type !== 'CallExpression') return [];
    if (node.callee.type === 'MemberExpression' && takers.has(staticName(node.callee) ?? '')) return [];
    return node.arguments
      .filter((argument) => isFunctionValue(argument, bound))
      .map((argument) =>
        codeError('LINT_ERROR', 'Passing functions as arguments is not supported', argument),
      );
  });
}

function returnErrors({ parents }: Module, bound: Bound): CodeError[] {
  return [...parents.keys()].flatMap((node): CodeError[] => {
    const returned =
      node.type === 'ReturnStatement'
        ? node.argument
        : node.type === 'ArrowFunctionExpression' && node.expression
          ? node.body
          : undefined;
    return returned && isFunctionValue(returned, bound)
      ? [codeError('LINT_ERROR', 'Returning functions is not supported', returned)]
      : [];
  });
}

function reassignErrors({ bindings, parents }: Module): CodeError[] {
  return bindings.flatMap((binding) =>
    binding.references
      .filter(({ identifier, write }) => {
        if (!write) return false;
        const parent = parents.get(identifier);
        return (
          holdsFunction(binding) || (parent?.type === 'AssignmentExpression' && isFunction(parent.right))
        );
      })
      .map(({ identifier }) =>
        codeError('LINT_ERROR', `Reassigning functions is not supported: ${binding.name}`, identifier),
      ),
  );
}
