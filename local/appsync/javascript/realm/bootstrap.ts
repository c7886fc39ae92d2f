import { sizeLimit } from './limits.ts';

/**
 * JavaScript that runs once inside a bare context and makes a realm of it that holds what APPSYNC_JS has, and no
 * more: the prototypes keep the members of the service's list, their work is charged to the meter, and no value
 * leads to a constructor, a prototype or a function of the host. That is what makes `value[anything]` safe without
 * a check at every access.
 *
 * It is text, not a function, because it must be compiled in that context. It evaluates to a function of `host`
 * (see `HostCalls` in `realm.ts`) that answers the realm's side of the border.
 */
export const bootstrapSource = /* js */ `(function (host) {
'use strict';
const { isArray } = Array;
const { apply, ownKeys, deleteProperty, has, getOwnPropertyDescriptor: describe } = Reflect;
const { keys, values, entries, assign, hasOwn, freeze, seal, defineProperty } = Object;
const { parse, stringify } = JSON;
const { isFinite, isNaN } = Number;
const { min, max, round, floor, ceil } = Math;
const { raw } = String;
const global = globalThis;
const RealmTypeError = TypeError;
const RealmProxy = Proxy;

const meter = { left: 0, rest: 0, until: 0, begun: 0 };
const charge = (amount) => {
  if ((meter.left -= amount) < 0) host.refill();
};
const fail = (message) => {
  throw new RealmTypeError(message);
};
const sizeOf = (value) =>
  typeof value === 'string' || isArray(value) ? value.length
  : typeof value === 'object' && value !== null ? keys(value).length : 0;
const checkText = (text) => {
  charge(text.length >>> 6);
  if (text.length > ${sizeLimit}) host.tooLarge();
  return text;
};
const text = (value) => (typeof value === 'string' && value.length > 64 ? checkText(value) : value);

/**
 * Walks a value as a tree, so that shared parts are charged as often as they would be written out, and each node for
 * the spaces before it.
 */
const walk = (value, depth, indent = 0) => {
  charge(1 + ((depth * indent) >>> 4));
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return;
  if (depth > 500) host.tooDeep();
  if (isArray(value)) {
    charge(value.length >>> 3);
    for (let index = 0; index < value.length; index++) walk(value[index], depth + 1, indent);
    return;
  }
  const names = keys(value);
  for (let index = 0; index < names.length; index++) {
    const member = value[names[index]];
    if (typeof member === 'function' && names[index] === 'toJSON') fail('Invalid function: toJSON');
    walk(member, depth + 1, indent);
  }
};

/** Values of the host as values of this realm. A function never crosses. */
const enter = (value) => {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (isArray(value)) {
    charge(value.length >>> 3);
    const array = [];
    for (let index = 0; index < value.length; index++) array[index] = enter(value[index]);
    return array;
  }
  const object = {};
  let members = 0;
  for (const name in value) {
    object[name] = enter(value[name]);
    members++;
  }
  charge(members >>> 3);
  return object;
};

/** What a call across the border costs, whatever it does there. */
const callWeight = 20;
const expose = (member) => {
  if (typeof member === 'function')
    return freeze((...given) => {
      charge(callWeight);
      return text(enter(host.call(member, given)));
    });
  const namespace = { __proto__: null };
  for (const name of keys(member)) namespace[name] = expose(member[name]);
  return freeze(namespace);
};

// Arrays and strings: the list of the service, each charged for the elements or characters it goes over.
const arrayOf = (value) => (isArray(value) ? value : fail('The receiver is not an array'));
const stringOf = (value) => (typeof value === 'string' ? value : fail('The receiver is not a string'));
const keep = (prototype, allowed) => {
  for (const name of ownKeys(prototype)) {
    if (typeof name === 'string' && !hasOwn(allowed, name) && name !== 'length') deleteProperty(prototype, name);
  }
  for (const name of keys(allowed)) {
    defineProperty(prototype, name, { value: freeze(allowed[name]), writable: true, enumerable: false });
  }
  seal(prototype);
};
const A = Array.prototype;
const plain = (name, shift) => {
  const native = A[name];
  return { [name](...given) { charge(arrayOf(this).length >>> shift); return apply(native, this, given); } }[name];
};
const withCallback = (name) => {
  const native = A[name];
  return {
    [name](callback, initial) {
      charge(arrayOf(this).length >>> 3);
      return arguments.length > 1 ? apply(native, this, [callback, initial]) : apply(native, this, [callback]);
    },
  }[name];
};
const natives = { concat: A.concat, flat: A.flat, join: A.join, fill: A.fill, sort: A.sort };
const join = function join(separator) {
  walk(arrayOf(this), 0);
  const glue = separator === undefined ? ',' : text('' + separator);
  if (this.length * glue.length > ${sizeLimit}) host.tooLarge();
  return text(apply(natives.join, this, [glue]));
};
const array = {
  concat(...given) {
    charge(arrayOf(this).length >>> 1);
    for (let index = 0; index < given.length; index++) charge(isArray(given[index]) ? given[index].length >>> 1 : 1);
    return apply(natives.concat, this, given);
  },
  fill(...given) { charge(arrayOf(this).length >>> 1); return apply(natives.fill, this, given); },
  flat(depth = 1) { walk(arrayOf(this), 0); return apply(natives.flat, this, [depth]); },
  join,
  toString() { return isArray(this) ? apply(join, this, []) : '[object Object]'; },
  sort(comparator) {
    if (comparator !== undefined) fail('Array.sort takes no comparator');
    walk(arrayOf(this), 0);
    // Comparing goes over every element as often as the length has binary digits.
    for (let length = this.length; length > 1; length = length >>> 1) charge(this.length >>> 2);
    return apply(natives.sort, this, []);
  },
  push: A.push, pop: A.pop,
};
for (const name of ['slice', 'splice', 'reverse', 'shift', 'unshift']) {
  array[name] = plain(name, name === 'shift' || name === 'unshift' ? 4 : 1);
}
for (const name of ['indexOf', 'lastIndexOf', 'includes']) {
  const native = A[name];
  array[name] = { [name](...given) {
    const sought = given[0];
    // Each comparison of long texts that are equal reads them to the end.
    charge(arrayOf(this).length >>> 4);
    if (typeof sought === 'string' && sought.length > 64) charge((this.length * sought.length) / 64);
    return apply(native, this, given);
  } }[name];
}
for (const name of ['forEach', 'map', 'flatMap', 'filter', 'reduce', 'reduceRight', 'find', 'findIndex', 'findLast',
  'findLastIndex', 'some', 'every']) array[name] = withCallback(name);

const S = String.prototype;
const string = {
  replace(pattern, replacement) {
    charge(callWeight + (stringOf(this).length >>> 3));
    return text(host.replace(this, pattern, replacement, false));
  },
  replaceAll(pattern, replacement) {
    charge(callWeight + (stringOf(this).length >>> 3));
    return text(host.replace(this, pattern, replacement, true));
  },
  toString: S.toString,
};
// A search may compare every place with the whole of what is sought.
for (const name of ['includes', 'indexOf', 'lastIndexOf', 'split']) {
  const native = S[name];
  const weight = name === 'split' ? 1 : 3;
  string[name] = { [name](...given) {
    charge(stringOf(this).length >>> weight);
    const sought = given[0];
    if (typeof sought === 'string') {
      if (sought.length > 16 && sought.length <= this.length) charge((this.length * sought.length) / 256);
    } else if (typeof sought === 'object' && sought !== null) given[0] = '' + sought;
    return apply(native, this, given);
  } }[name];
}
for (const name of ['charAt', 'concat', 'endsWith', 'slice', 'startsWith', 'substring', 'toLowerCase', 'toUpperCase', 'trim', 'trimStart', 'trimEnd']) {
  const native = S[name];
  string[name] = { [name](...given) {
    charge(stringOf(this).length >>> 6);
    return text(apply(native, this, given));
  } }[name];
}

keep(A, array);
keep(S, string);
keep(Number.prototype, { toString: Number.prototype.toString });
keep(Boolean.prototype, { toString: Boolean.prototype.toString });
keep(Function.prototype, {});
keep(Object.prototype, { toString: Object.prototype.toString, valueOf: Object.prototype.valueOf });

const globals = {
  Object: freeze({
    __proto__: null,
    assign: freeze((target, ...sources) => {
      for (let index = 0; index < sources.length; index++) charge(sizeOf(sources[index]));
      return assign(target, ...sources);
    }),
    entries: freeze((object) => { charge(sizeOf(object)); return entries(object); }),
    keys: freeze((object) => { charge(sizeOf(object)); return keys(object); }),
    values: freeze((object) => { charge(sizeOf(object)); return values(object); }),
    hasOwn: freeze(hasOwn),
  }),
  Number: freeze({ __proto__: null, isFinite: freeze(isFinite), isNaN: freeze(isNaN) }),
  Math: freeze({ __proto__: null, min: freeze(min), max: freeze(max), round: freeze(round), floor: freeze(floor),
    ceil: freeze(ceil), random: freeze(() => host.random()) }),
  String: freeze({ __proto__: null, raw: freeze((strings, ...given) => {
    charge(arrayOf(strings.raw).length);
    return text(raw(strings, ...given));
  }) }),
  JSON: freeze({
    __proto__: null,
    // Invalid text gives an empty string on the service, not an exception.
    parse: freeze((source) => {
      if (typeof source !== 'string') return '';
      charge(source.length >>> 3);
      try { return parse(source); } catch { return ''; }
    }),
    stringify: freeze((value, replacer, space) => {
      const indent = typeof space === 'string' ? min(space.length, 10) : space > 0 ? 10 : 0;
      walk(value, 0, indent);
      if (isArray(replacer)) charge(replacer.length);
      return text(stringify(value, isArray(replacer) ? replacer : null, indent > 0 ? space : undefined));
    }),
  }),
};

/**
 * The handler's ctx: each member enters this realm when it is first read, since most handlers read few. A proxy,
 * because an object of accessors costs more to make than the handlers it is made for.
 */
const memberNames = ['arguments', 'args', 'source', 'result', 'stash', 'identity', 'request', 'info', 'prev', 'error',
  'env', 'outErrors'];
const isMember = { __proto__: null };
for (const name of memberNames) isMember[name] = true;
const enterMember = (given, name) => {
  const value = enter(given[name]);
  if (name === 'info' && value) {
    // Read explicitly they are there; JSON.stringify(ctx.info) leaves them out, as on the service.
    for (const hidden of ['selectionSetList', 'selectionSetGraphQL']) {
      if (hasOwn(value, hidden)) defineProperty(value, hidden, { enumerable: false });
    }
  }
  return value;
};
const fill = (target, given, name) => {
  if (name === 'arguments' || name === 'args') target.arguments = target.args = enter(given.arguments);
  else if (given[name] !== undefined) target[name] = enterMember(given, name);
  return target[name];
};
const fillAll = (handler, target) => {
  for (const name of memberNames) if (!hasOwn(target, name)) fill(target, handler.given, name);
};
// Made by a constructor: a literal with a prototype of its own costs a call into the engine.
const Traps = function (given) { this.given = given; };
Traps.prototype = {
  __proto__: null,
  get(target, name) {
    const value = target[name];
    return value === undefined && isMember[name] === true && !hasOwn(target, name)
      ? fill(target, this.given, name)
      : value;
  },
  has(target, name) { fillAll(this, target); return has(target, name); },
  ownKeys(target) { fillAll(this, target); return ownKeys(target); },
  getOwnPropertyDescriptor(target, name) { fillAll(this, target); return describe(target, name); },
};
const context = (given) => {
  const entered = {};
  return { ctx: new RealmProxy(entered, new Traps(given)), entered };
};

const guards = freeze({
  __proto__: null,
  text,
  spread: (value) => { charge(sizeOf(value)); return value; },
  exhausted: (iterations) => (iterations > 1000 ? host.tooOften() : host.refill()),
  at: (position, console) => { host.at(position); return console; },
});

for (const name of ownKeys(global)) deleteProperty(global, name);
return { meter, guards, globals: freeze(globals), expose, context };
})`;
