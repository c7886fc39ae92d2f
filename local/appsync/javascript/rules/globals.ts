import type { AnyNode } from 'acorn';
import type { Module } from '../parse.ts';
import { codeError, typeError } from '../refusal.ts';
import { runtime } from '../runtime.ts';
import { staticName } from '../syntax-tree.ts';
import type { CodeError } from '../types.ts';

/** Globals of JavaScript and of other hosts that APPSYNC_JS lacks. Any other free name fails when it is reached. */
const absent = new Set(
  (
    'globalThis window self global process require module exports eval arguments Function Boolean Symbol BigInt ' +
    'Date RegExp Promise Map Set WeakMap WeakSet WeakRef FinalizationRegistry Proxy Reflect Intl Iterator Atomics ' +
    'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError ArrayBuffer ' +
    'SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array ' +
    'Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array WebAssembly parseInt parseFloat isNaN ' +
    'isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape setTimeout setInterval ' +
    'setImmediate clearTimeout clearInterval clearImmediate queueMicrotask structuredClone fetch URL ' +
    'URLSearchParams TextEncoder TextDecoder Buffer crypto performance atob btoa Array'
  ).split(' '),
);

/** Globals whose listed members may be used, but which are no values and no functions themselves. */
const namespaces = new Set([
  'Object',
  'Number',
  'String',
  'Math',
  'JSON',
  'console',
  'util',
  'extensions',
  'runtime',
]);

/** Refuses globals that are not on the service's list, and members that those on it do not have. */
export function globalErrors(module: Module): CodeError[] {
  const { globalNames, globalValues } = runtime();
  const free = module.references.filter(({ binding }) => !binding);
  return free.flatMap(({ identifier }): CodeError[] => {
    const { name } = identifier;
    const parent = module.parents.get(identifier);
    const call = calleeOf(identifier, module);
    if (absent.has(name)) {
      // `new X()` is refused as syntax already; `Array.isArray(x)` and `parseInt(x)` are invalid functions.
      if (parent?.type === 'NewExpression') return [];
      return call
        ? [invalid(textOf(call.callee, module), call, module)]
        : [typeError(2304, `Cannot find name '${name}'.`, identifier, module)];
    }
    if (!namespaces.has(name)) return [];
    if (call?.callee === identifier) return [invalid(name, call, module)];
    if (parent?.type !== 'MemberExpression' || parent.object !== identifier) return [];
    const member = staticName(parent);
    const members = globalValues[globalNames.indexOf(name)] as object;
    if (member === undefined || member in members || ['util', 'extensions', 'runtime'].includes(name))
      return [];
    return call
      ? [invalid(`${name}.${member}`, call, module)]
      : [typeError(2339, `Property '${member}' does not exist on type '${name}'.`, parent.property, module)];
  });
}

const invalid = (name: string, call: AnyNode, module: Module): CodeError =>
  codeError('INVALID_FUNCTION_INVOCATION', `Invalid function: ${name}`, call, module);

/** The call of an identifier, or of a member of it. */
function calleeOf(node: AnyNode, { parents }: Module) {
  let callee = node;
  let parent = parents.get(callee);
  if (parent?.type === 'MemberExpression' && parent.object === callee) {
    callee = parent;
    parent = parents.get(callee);
  }
  return parent?.type === 'CallExpression' && parent.callee === callee ? parent : undefined;
}

const textOf = (node: AnyNode, { source }: Module) => source.slice(node.start, node.end);
