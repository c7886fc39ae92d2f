import { createHash } from 'node:crypto';
import { isObject, sizeOf, type Json } from './json.ts';
import type { Scope } from './scope.ts';

/** One function: what it answers to its arguments. @throws Error saying what is wrong with them */
type Intrinsic = (values: readonly Json[], scope: Scope) => Json;

const mostInRange = 1000;
const longestText = 10_000;
const algorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/**
 * The functions that payload templates may call, by name without `States.`.
 * Source: Amazon States Language, "Intrinsic functions"; Step Functions Developer Guide, "Intrinsic functions".
 */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Format([template, ...values]) {
    let next = 0;
    const filled = textOf(template).replace(/\\([{}\\'])|\{\}/g, (_, escaped?: string) => {
      if (escaped !== undefined) return escaped;
      if (next >= values.length) throw new Error('there are more placeholders than arguments');
      return asJava(values[next++]!);
    });
    if (next < values.length) throw new Error('there are more arguments than placeholders');
    return filled;
  },
  StringToJson([text]) {
    const given = textOf(text).trim();
    return given === '' ? null : JSON.parse(given);
  },
  JsonToString: ([value]) => JSON.stringify(required(value)),
  Array: (values) => values,
  ArrayPartition: ([list, size]) => partition(listOf(list), integerOf(size)),
  ArrayContains: ([list, value]) => listOf(list).some((one) => same(one, required(value))),
  ArrayRange: ([first, last, step]) => range(integerOf(first), integerOf(last), integerOf(step)),
  ArrayGetItem([list, index]) {
    const item = listOf(list)[integerOf(index)];
    if (item === undefined) throw new Error(`there is no item ${integerOf(index)}`);
    return item;
  },
  ArrayLength: ([list]) => listOf(list).length,
  ArrayUnique: ([list]) => [...new Map(listOf(list).map((one) => [JSON.stringify(one), one])).values()],
  Base64Encode: ([text]) => Buffer.from(shortText(text)).toString('base64'),
  Base64Decode: ([text]) => Buffer.from(shortText(text), 'base64').toString(),
  Hash: ([value, algorithm]) => hash(required(value), textOf(algorithm)),
  JsonMerge([first, second, deep]) {
    if (deep !== false)
      throw new Error('only the shallow merge is supported: the third argument must be false');
    if (!isObject(first) || !isObject(second)) throw new Error('two objects are needed');
    return { ...first, ...second };
  },
  MathRandom([start, end, seed], { ids }) {
    const [from, to] = [integerOf(start), integerOf(end)];
    if (to <= from) throw new Error('the end must lie above the start');
    return from + Math.floor((seed === undefined ? ids.random() : seeded(integerOf(seed))) * (to - from));
  },
  MathAdd: ([first, second]) => integerOf(first) + integerOf(second),
  // Every character of the second argument divides; nothing is kept of what lies between two that follow one another.
  StringSplit([text, splitters]) {
    const characters = new Set(textOf(splitters));
    const parts = [''];
    for (const character of textOf(text)) {
      if (characters.has(character)) parts.push('');
      else parts.push(parts.pop()! + character);
    }
    return parts.filter((part) => part !== '');
  },
  UUID: (_, { ids }) => ids.uuid(),
};

/** How many arguments a function takes, at least and at most. */
export const arity: Readonly<Record<string, readonly [least: number, most: number]>> = {
  Format: [1, Infinity],
  StringToJson: [1, 1],
  JsonToString: [1, 1],
  Array: [0, Infinity],
  ArrayPartition: [2, 2],
  ArrayContains: [2, 2],
  ArrayRange: [3, 3],
  ArrayGetItem: [2, 2],
  ArrayLength: [1, 1],
  ArrayUnique: [1, 1],
  Base64Encode: [1, 1],
  Base64Decode: [1, 1],
  Hash: [2, 2],
  JsonMerge: [3, 3],
  MathRandom: [2, 3],
  MathAdd: [2, 2],
  StringSplit: [2, 2],
  UUID: [0, 0],
};

/** A list cut into lists of a size; the last holds what is left. */
export function partition(list: readonly Json[], size: number): Json[] {
  if (size < 1) throw new Error('the size must be a positive integer');
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  );
}

/** Numbers from the first to the last, both among them. */
export function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new Error('the step must not be zero');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > mostInRange) throw new Error(`a range holds at most ${mostInRange} items`);
  return Array.from({ length }, (_, at) => first + at * step);
}

/** A digest in hexadecimal; of a value that is no text, of its JSON. */
export function hash(value: Json, algorithm: string): string {
  const known = algorithms[algorithm];
  if (!known) throw new Error(`there is no algorithm ${algorithm}`);
  const data = typeof value === 'string' ? value : JSON.stringify(value);
  if (sizeOf(data) > longestText) throw new Error(`at most ${longestText} characters are hashed`);
  return createHash(known).update(data).digest('hex');
}

/** A number in [0, 1) that is the same for the same seed. The service's own sequence is not known. */
export function seeded(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUInt32BE() / 2 ** 32;
}

/** A value as the service writes it into a text: `{id=1, tags=[a, b]}`, which is Java's way. */
function asJava(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(asJava).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const members = Object.entries(value).map(([name, inner]) => `${name}=${asJava(inner)}`);
  return `{${members.join(', ')}}`;
}

const same = (first: Json, second: Json) => JSON.stringify(first) === JSON.stringify(second);

function required(value: Json | undefined): Json {
  if (value === undefined) throw new Error('an argument is missing');
  return value;
}

function textOf(value: Json | undefined): string {
  if (typeof value !== 'string') throw new Error('a string is needed');
  return value;
}

function shortText(value: Json | undefined): string {
  const text = textOf(value);
  if (text.length > longestText) throw new Error(`at most ${longestText} characters are taken`);
  return text;
}

function listOf(value: Json | undefined): readonly Json[] {
  if (!Array.isArray(value)) throw new Error('an array is needed');
  return value;
}

// Fractions are rounded to the nearest integer.
function integerOf(value: Json | undefined): number {
  if (typeof value !== 'number') throw new Error('a number is needed');
  return Math.round(value);
}
