import { javaMatches, javaReplace } from '../javascript/java/regular-expression.ts';
import { bounded, spend, type Meter } from './meter.ts';
import { splitText } from './split.ts';
import { Entry, isEqual, Space, toText, type Value, type VelocityMap } from './values.ts';

type Methods<T> = Readonly<
  Record<string, (self: T, args: readonly Value[], meter: Meter) => Value | undefined>
>;

const number = (value: Value | undefined): number => Number(value ?? 0);
const text = (value: Value | undefined, meter: Meter): string => toText(value ?? null, meter);

/** What is shown of a method that returns nothing. */
export const nothing = '';

/** Of every value. */
const common: Methods<Value> = {
  equals: (self, [other], meter) => isEqual(self, other ?? null, meter),
  toString: (self: Value, _: readonly Value[], meter: Meter) => toText(self, meter),
};

const strings: Methods<string> = {
  length: (self) => self.length,
  isEmpty: (self) => self === '',
  isBlank: (self) => self.trim() === '',
  charAt: (self, [index]) => self.charAt(number(index)),
  concat: (self, [more], meter) => bounded(meter, self + text(more, meter)),
  contains: (self, [part], meter) => self.includes(text(part, meter)),
  startsWith: (self, [part], meter) => self.startsWith(text(part, meter)),
  endsWith: (self, [part], meter) => self.endsWith(text(part, meter)),
  indexOf: (self, [part, from], meter) => self.indexOf(text(part, meter), number(from)),
  lastIndexOf: (self, [part], meter) => self.lastIndexOf(text(part, meter)),
  equalsIgnoreCase: (self, [other], meter) => self.toLowerCase() === text(other, meter).toLowerCase(),
  compareTo: (self, [other], meter) => {
    const right = text(other, meter);
    return self < right ? -1 : self > right ? 1 : 0;
  },
  substring: (self, [from, to]) => self.substring(number(from), to === undefined ? self.length : number(to)),
  toLowerCase: (self) => self.toLowerCase(),
  toUpperCase: (self) => self.toUpperCase(),
  trim: (self) => self.trim(),
  strip: (self) => self.trim(),
  replace: (self, [part, by], meter) => {
    const [from, to] = [text(part, meter), text(by, meter)];
    // The size is known before the text is made.
    spend(meter, (self.length * (to.length + 1)) >> 6);
    return bounded(meter, self.split(from).join(to));
  },
  replaceAll: (self, [pattern, by], meter) =>
    bounded(meter, javaReplace(self, text(pattern, meter), text(by, meter), true)),
  replaceFirst: (self, [pattern, by], meter) =>
    bounded(meter, javaReplace(self, text(pattern, meter), text(by, meter), false)),
  matches: (self, [pattern], meter) => javaMatches(text(pattern, meter), self),
  split: (self, [pattern, limit], meter) =>
    splitText(self, text(pattern, meter), limit === undefined ? 0 : number(limit), meter),
};

/** Java's numbers and what templates call on one to get at the functions of its class: `$Integer.parseInt("1")`. */
const numbers: Methods<number> = {
  intValue: (self) => Math.trunc(self),
  longValue: (self) => Math.trunc(self),
  doubleValue: (self) => self,
  floatValue: (self) => self,
  compareTo: (self, [other]) => Math.sign(self - number(other)),
  parseInt: (_, [digits]) => whole(digits),
  parseLong: (_, [digits]) => whole(digits),
  parseDouble: (_, [digits]) => decimal(digits),
  valueOf: (_: number, [digits]: readonly Value[]) => decimal(digits),
};

function whole(value: Value | undefined): number | null {
  return /^[+-]?\d+$/.test(String(value)) ? Number(value) : null;
}

function decimal(value: Value | undefined): number | null {
  const parsed = Number(value ?? Number.NaN);
  return Number.isNaN(parsed) ? null : parsed;
}

const lists: Methods<Value[]> = {
  size: (self) => self.length,
  isEmpty: (self) => self.length === 0,
  get: (self, [index]) => self[number(index)] ?? null,
  set(self, [index, value]) {
    const former = self[number(index)] ?? null;
    if (number(index) >= 0 && number(index) < self.length) self[number(index)] = value ?? null;
    return former;
  },
  add(self, args) {
    if (args.length > 1) self.splice(number(args[0]), 0, args[1] ?? null);
    else self.push(args[0] ?? null);
    return args.length > 1 ? nothing : true;
  },
  addAll(self, [others], meter) {
    for (const other of Array.isArray(others) ? [...others] : []) {
      spend(meter);
      self.push(other);
    }
    return true;
  },
  remove(self, [which], meter) {
    if (typeof which === 'number') return self.splice(which, 1)[0] ?? null;
    const index = self.findIndex((each) => isEqual(each, which ?? null, meter));
    if (index >= 0) self.splice(index, 1);
    return index >= 0;
  },
  removeAll: (self, [others], meter) => keep(self, (each) => !includes(others, each, meter)),
  retainAll: (self, [others], meter) => keep(self, (each) => includes(others, each, meter)),
  clear(self) {
    self.splice(0);
    return nothing;
  },
  contains: (self, [value], meter) => includes(self, value ?? null, meter),
  containsAll: (self, [others], meter) =>
    Array.isArray(others) && others.every((each) => includes(self, each, meter)),
  indexOf: (self, [value], meter) => self.findIndex((each) => isEqual(each, value ?? null, meter)),
  subList: (self, [from, to]) => self.slice(number(from), number(to)),
};

function keep(self: Value[], wanted: (each: Value) => boolean): boolean {
  const kept = self.filter(wanted);
  const changed = kept.length < self.length;
  self.splice(0, self.length, ...kept);
  return changed;
}

export const includes = (list: Value | undefined, value: Value, meter: Meter): boolean =>
  Array.isArray(list) && list.some((each) => isEqual(each, value, meter));

const maps: Methods<VelocityMap> = {
  size: (self) => self.size,
  isEmpty: (self) => self.size === 0,
  get: (self, [name], meter) => self.get(text(name, meter)) ?? null,
  getOrDefault: (self, [name, otherwise], meter) => self.get(text(name, meter)) ?? otherwise ?? null,
  put(self, [name, value], meter) {
    const key = text(name, meter);
    const former = self.get(key) ?? null;
    self.set(key, value ?? null);
    return former;
  },
  putIfAbsent(self, [name, value], meter) {
    const key = text(name, meter);
    const former = self.get(key) ?? null;
    if (former === null) self.set(key, value ?? null);
    return former;
  },
  putAll(self, [others], meter) {
    for (const [name, value] of others instanceof Map ? [...others] : []) {
      spend(meter);
      self.set(name, value);
    }
    return nothing;
  },
  remove(self, [name], meter) {
    const key = text(name, meter);
    const former = self.get(key) ?? null;
    self.delete(key);
    return former;
  },
  clear(self) {
    self.clear();
    return nothing;
  },
  containsKey: (self, [name], meter) => self.has(text(name, meter)),
  containsValue: (self, [value], meter) => includes([...self.values()], value ?? null, meter),
  keySet: (self, _, meter) => paid([...self.keys()], meter),
  values: (self, _, meter) => paid([...self.values()], meter),
  entrySet: (self, _, meter) =>
    paid(
      [...self].map(([name, value]) => new Entry(name, value)),
      meter,
    ),
};

function paid(list: Value[], meter: Meter): Value[] {
  spend(meter, list.length);
  return list;
}

const entries: Methods<Entry> = {
  getKey: ({ key }) => key,
  getValue: ({ value }) => value,
};

const booleans: Methods<boolean> = { booleanValue: (self) => self };

/**
 * Calls a method of Java's on a value.
 * @returns undefined for one that there is not.
 */
export function callMethod(
  self: Value,
  name: string,
  args: readonly Value[],
  meter: Meter,
): Value | undefined {
  spend(meter);
  if (self === null) return undefined;
  if (self instanceof Space) {
    const member = self.members.get(name);
    return typeof member === 'function' ? member(...args) : undefined;
  }
  const methods = methodsOf(self);
  const method = Object.hasOwn(methods, name)
    ? methods[name]
    : Object.hasOwn(common, name)
      ? common[name]
      : undefined;
  return method?.(self as never, args, meter);
}

function methodsOf(self: Exclude<Value, null | Space>): Methods<any> {
  if (Array.isArray(self)) return lists;
  if (self instanceof Map) return maps;
  if (self instanceof Entry) return entries;
  return typeof self === 'string' ? strings : typeof self === 'number' ? numbers : booleans;
}

/** `.name` and `[name]` of a value; undefined for what it has not. */
export function property(self: Value, name: Value, meter: Meter): Value | undefined {
  spend(meter);
  if (Array.isArray(self)) {
    if (typeof name === 'number') return self.at(name);
    return name === 'empty' ? self.length === 0 : undefined;
  }
  const key = toText(name, meter);
  if (self instanceof Map)
    return self.has(key) ? self.get(key) : key === 'empty' ? self.size === 0 : undefined;
  if (self instanceof Entry) return key === 'key' ? self.key : key === 'value' ? self.value : undefined;
  if (self instanceof Space) {
    const member = self.members.get(key);
    return member instanceof Space ? member : undefined;
  }
  return typeof self === 'string' && key === 'empty' ? self === '' : undefined;
}
