import type { AnyNode } from 'acorn';
import type { Module } from '../parse.ts';
import { codeError } from '../refusal.ts';
import { ofKind, staticName } from '../syntax-tree.ts';
import type { CodeError } from '../types.ts';

/**
 * Methods of arrays, objects, strings, dates and functions that the service denies (the list of
 * `@aws-appsync/eslint-plugin` and the Developer Guide). Without types, a receiver is taken to be such a value
 * unless the code shows it to be an object of its own or a module.
 */
const denied = new Set(
  (
    'copyWithin entries groupToMap keys values toLocaleString toString ' +
    'defineProperties defineProperty freeze getOwnPropertyDescriptor getOwnPropertyDescriptors ' +
    'getOwnPropertyNames getOwnPropertySymbols getPrototypeOf hasOwnProperty isExtensible isFrozen isPrototypeOf ' +
    'isSealed preventExtensions propertyIsEnumerable seal setPrototypeOf valueOf ' +
    'charCodeAt codePointAt fromCharCode fromCodePoint localeCompare match matchAll normalize padEnd padStart ' +
    'repeat search toLocaleLowerCase toLocaleUpperCase ' +
    'setDate setFullYear setHours setMilliseconds setMinutes setMonth setSeconds setTime setUTCDate ' +
    'setUTCFullYear setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds setYear toGMTString ' +
    'toLocaleDateString toLocaleTimeString toFixed toPrecision toExponential toSorted toReversed toSpliced ' +
    'apply bind'
  ).split(' '),
);

/** Refuses calls of methods on the deny list, and a comparator given to sort. */
export function methodErrors(module: Module): CodeError[] {
  const errors: CodeError[] = [];
  for (const node of ofKind(module, 'CallExpression')) {
    if (node.callee.type !== 'MemberExpression') continue;
    const method = staticName(node.callee);
    if (method === undefined) continue;
    const { object } = node.callee;
    const refused =
      denied.has(method) && !allowedToString(method, object)
        ? method
        : method === 'sort' && node.arguments.length > 0
          ? 'sort takes no comparator'
          : undefined;
    // Whose method it is takes a search: only of those that are in question.
    if (refused === undefined || isOwnObject(object, module)) continue;
    errors.push(codeError('INVALID_FUNCTION_INVOCATION', `Invalid function: ${refused}`, node, module));
  }
  return errors;
}

/** `toString` is denied on arrays and objects only: a value whose type the code does not show may be a number. */
const allowedToString = (method: string, receiver: AnyNode) =>
  method === 'toString' && !['ArrayExpression', 'ObjectExpression'].includes(receiver.type);

/** An imported module, a listed global, or a name bound to an object literal: its members are the code's own. */
function isOwnObject(receiver: AnyNode, module: Module): boolean {
  if (receiver.type === 'MemberExpression')
    return isOwnObject(receiver.object, module) && isNamespace(receiver, module);
  if (receiver.type !== 'Identifier') return false;
  const reference = module.references.find(({ identifier }) => identifier === receiver);
  if (!reference?.binding)
    return [
      'Object',
      'Array',
      'String',
      'Number',
      'Math',
      'JSON',
      'console',
      'util',
      'extensions',
      'runtime',
    ].includes(receiver.name);
  const { imported, value } = reference.binding;
  return imported !== undefined || value?.type === 'ObjectExpression';
}

/** A namespace below an import (`util.str`), not a value that one of its functions made. */
function isNamespace(receiver: AnyNode, module: Module): boolean {
  let root = receiver;
  while (root.type === 'MemberExpression') root = root.object;
  const reference = module.references.find(({ identifier }) => identifier === root);
  return !reference?.binding || reference.binding.imported !== undefined;
}
