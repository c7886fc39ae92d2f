import type { AnyNode } from 'acorn';
import type { Module } from '../parse.ts';
import { codeError } from '../refusal.ts';
import type { Binding } from '../scope.ts';
import { isFunction, ofKind, staticName, type FunctionNode } from '../syntax-tree.ts';
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

interface Call {
  readonly callee: FunctionNode;
  readonly call: AnyNode;
  readonly name: string;
}

/** Calls between functions that lead back to where they began. */
function recursionErrors(module: Module, bound: Bound): CodeError[] {
  const { parents } = module;
  /** By function, the calls in it, also those in functions within it. */
  const calls = new Map<FunctionNode, Call[]>();
  for (const node of ofKind(module, 'CallExpression')) {
    const callee = bound.get(node.callee)?.value ?? memberFunction(node.callee, bound);
    if (!isFunction(callee)) continue;
    const name = node.callee.type === 'Identifier' ? node.callee.name : (staticName(node.callee) ?? '');
    const call: Call = { callee, call: node, name };
    for (let at = parents.get(node); at; at = parents.get(at)) {
      if (!isFunction(at)) continue;
      const others = calls.get(at);
      if (others) others.push(call);
      else calls.set(at, [call]);
    }
  }
  if (!hasCircle(calls)) return [];
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
    codeError('LINT_ERROR', `Recursion is not supported: ${name}`, call, module),
  );
}

/** Whether any calls lead in a circle. Of nearly all code this one look says that none do. */
function hasCircle(calls: ReadonlyMap<FunctionNode, readonly Call[]>): boolean {
  const done = new Set<FunctionNode>();
  const under = new Set<FunctionNode>();
  const returns = (node: FunctionNode): boolean => {
    if (under.has(node)) return true;
    if (done.has(node)) return false;
    under.add(node);
    const circle = (calls.get(node) ?? []).some(({ callee }) => returns(callee));
    under.delete(node);
    done.add(node);
    return circle;
  };
  return [...calls.keys()].some(returns);
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

function passingErrors(module: Module, bound: Bound): CodeError[] {
  const errors: CodeError[] = [];
  for (const node of ofKind(module, 'CallExpression')) {
    if (node.callee.type === 'MemberExpression' && takers.has(staticName(node.callee) ?? '')) continue;
    for (const argument of node.arguments) {
      if (isFunctionValue(argument, bound))
        errors.push(
          codeError('LINT_ERROR', 'Passing functions as arguments is not supported', argument, module),
        );
    }
  }
  return errors;
}

function returnErrors(module: Module, bound: Bound): CodeError[] {
  const returned = [
    ...ofKind(module, 'ReturnStatement').map(({ argument }) => argument),
    ...ofKind(module, 'ArrowFunctionExpression').map(({ expression, body }) => (expression ? body : null)),
  ];
  return returned
    .filter((node) => node !== null && node !== undefined)
    .filter((node) => isFunctionValue(node, bound))
    .map((node) => codeError('LINT_ERROR', 'Returning functions is not supported', node, module));
}

function reassignErrors(module: Module): CodeError[] {
  const { references, parents } = module;
  const errors: CodeError[] = [];
  for (const { identifier, binding, write } of references) {
    if (!write || !binding) continue;
    const parent = parents.get(identifier);
    if (holdsFunction(binding) || (parent?.type === 'AssignmentExpression' && isFunction(parent.right)))
      errors.push(
        codeError(
          'LINT_ERROR',
          `Reassigning functions is not supported: ${binding.name}`,
          identifier,
          module,
        ),
      );
  }
  return errors;
}
