import type { AnyNode } from 'acorn';
import type { Module } from '../parse.ts';
import { codeError } from '../refusal.ts';
import { isFunction } from '../syntax-tree.ts';
import type { CodeError } from '../types.ts';

/**
 * Refuses, in the functions named `request` and `response`, a new value for the context or for one of its own
 * members (`ctx.stash = {}`); `ctx.stash.a = 1` passes. The rule of `@aws-appsync/eslint-plugin`.
 */
export function contextErrors(module: Module): CodeError[] {
  const { bindings, parents } = module;
  return bindings
    .filter(({ name, value }) => (name === 'request' || name === 'response') && isFunction(value))
    .flatMap(({ value }) => {
      const parameter = isFunction(value) ? value.params[0] : undefined;
      const context = bindings.find(({ identifier }) => identifier === parameter);
      return (context?.references ?? []).flatMap(({ identifier, write }) => {
        const parent = parents.get(identifier);
        const target =
          parent?.type === 'MemberExpression' && parent.object === identifier ? parent : identifier;
        return write || isWritten(target, parents.get(target))
          ? [
              codeError(
                'LINT_ERROR',
                'Reassigning the context or one of its members is not supported',
                target,
                module,
              ),
            ]
          : [];
      });
    });
}

const isWritten = (node: AnyNode, parent: AnyNode | undefined) =>
  (parent?.type === 'AssignmentExpression' && parent.left === node) ||
  (parent?.type === 'UnaryExpression' && parent.operator === 'delete');
