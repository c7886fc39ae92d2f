import { isObject, type Json } from './json.ts';
import { compileFilter, type Filter } from './json-path-filter.ts';

/** One step of a path. */
export type Step =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'pick'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly by: number }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descend' }
  | { readonly kind: 'filter'; readonly filter: Filter }
  | { readonly kind: 'length' };

/** What a path leads to. */
export type Found =
  { readonly found: true; readonly value: Json } | { readonly found: false; readonly missing: string };

export interface JsonPath {
  readonly steps: readonly Step[];
  /** True for a path that leads to one place at most: such a path yields a value, any other a list. */
  readonly definite: boolean;
  find(root: Json): Found;
}

const compiled = new Map<string, JsonPath>();
const mostCompiled = 2000;

/**
 * Compiles a path from a root: `$.orders[?(@.total > 10)].id`. The dialect is that of the library which the service
 * uses (Jayway JsonPath): fields, indexes, slices, wildcards, filters, `..` and `length()`. What is definite and not
 * there is missing; what is indefinite is a list, an empty one if need be. `$.[0]` is read as `$[0]`, as the library does.
 *
 * @param text - begins with `$`
 * @throws Error naming what is wrong and where
 */
export function compilePath(text: string): JsonPath {
  const known = compiled.get(text);
  if (known) return known;
  const path = createPath(new PathReader(text).read());
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(text, path);
  return path;
}

/** A path of steps that were read already. */
export function createPath(read: readonly Step[]): JsonPath {
  const last = read.at(-1);
  // Several names at the end make one object of their fields.
  const picks = last?.kind === 'names' && last.names.length > 1;
  const steps: readonly Step[] = picks ? [...read.slice(0, -1), { ...last, kind: 'pick' }] : read;
  const definite = steps.every(
    (step) =>
      (step.kind === 'names' && step.names.length === 1) ||
      (step.kind === 'indexes' && step.indexes.length === 1) ||
      step.kind === 'pick' ||
      step.kind === 'length',
  );
  return {
    steps,
    definite,
    find: (root) => (definite ? walk(root, steps) : { found: true, value: all(root, steps) }),
  };
}

/** Follows a definite path; what is missing is named as the service names it. */
function walk(root: Json, steps: readonly Step[]): Found {
  let value = root;
  for (const [at, step] of steps.entries()) {
    const next = apply(value, step, root)[0];
    if (next === undefined) {
      const place = (end: number) => `$${steps.slice(0, end).map(nameOf).join('')}`;
      const last = at === steps.length - 1;
      return {
        found: false,
        missing: last ? `No results for path: ${place(at + 1)}` : `Missing property in path ${place(at + 1)}`,
      };
    }
    value = next;
  }
  return { found: true, value };
}

function all(root: Json, steps: readonly Step[]): Json[] {
  let values: Json[] = [root];
  for (const step of steps) values = values.flatMap((value) => apply(value, step, root));
  return values;
}

function apply(value: Json, step: Step, root: Json): Json[] {
  switch (step.kind) {
    case 'names':
      return isObject(value)
        ? step.names.flatMap((name) => (Object.hasOwn(value, name) ? [value[name]!] : []))
        : [];
    case 'pick':
      return isObject(value)
        ? [Object.fromEntries(Object.entries(value).filter(([name]) => step.names.includes(name)))]
        : [];
    case 'indexes':
      return Array.isArray(value)
        ? step.indexes.flatMap((index) => {
            const item = value.at(index);
            return item === undefined ? [] : [item];
          })
        : [];
    case 'slice':
      return Array.isArray(value) ? slice(value, step) : [];
    case 'wildcard':
      return membersOf(value);
    case 'descend':
      return [value, ...membersOf(value).flatMap((member) => apply(member, step, root))];
    case 'filter':
      // A filter looks at the members of a list; at an object it looks itself.
      return (Array.isArray(value) ? value : isObject(value) ? [value] : []).filter((member) =>
        step.filter(member, root),
      );
    case 'length':
      if (Array.isArray(value) || typeof value === 'string') return [value.length];
      return isObject(value) ? [Object.keys(value).length] : [];
  }
}

function membersOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

function slice(list: readonly Json[], { from, to, by }: Extract<Step, { kind: 'slice' }>): Json[] {
  const place = (index: number) =>
    Math.min(list.length, Math.max(0, index < 0 ? list.length + index : index));
  const end = to === undefined ? list.length : place(to);
  const taken: Json[] = [];
  for (let index = from === undefined ? 0 : place(from); index < end; index += by) taken.push(list[index]!);
  return taken;
}

function nameOf(step: Step): string {
  if (step.kind === 'names') return `['${step.names[0]}']`;
  if (step.kind === 'pick') return `[${step.names.map((name) => `'${name}'`).join(',')}]`;
  return step.kind === 'indexes' ? `[${step.indexes[0]}]` : '.length()';
}

/** Reads the text of a path. */
export class PathReader {
  readonly text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  /** Everything after the root, to the end of the text. @throws Error */
  read(): Step[] {
    if (this.text[this.at] !== '$') throw this.fault('a path begins with $');
    this.at++;
    const steps = this.steps();
    if (this.at < this.text.length) throw this.fault(`unexpected '${this.text[this.at]}'`);
    return steps;
  }

  /** As many steps as there are. */
  steps(): Step[] {
    const steps: Step[] = [];
    for (;;) {
      if (this.take('..')) {
        steps.push({ kind: 'descend' });
        if (this.text[this.at] !== '[') steps.push(this.name());
      } else if (this.take('.[')) {
        steps.push(this.bracket());
      } else if (this.take('.')) {
        steps.push(this.name());
      } else if (this.take('[')) {
        steps.push(this.bracket());
      } else {
        return steps;
      }
    }
  }

  private name(): Step {
    if (this.take('*')) return { kind: 'wildcard' };
    const name = /^[^\s.[\]()'"*,?@$:=!<>&|~]+/u.exec(this.text.slice(this.at))?.[0];
    if (!name) throw this.fault('a name is missing');
    this.at += name.length;
    if (name === 'length' && this.take('()')) return { kind: 'length' };
    return { kind: 'names', names: [name] };
  }

  private bracket(): Step {
    this.space();
    const next = this.text[this.at] ?? '';
    let step: Step;
    if (this.take('*')) step = { kind: 'wildcard' };
    else if (this.take('?')) step = { kind: 'filter', filter: compileFilter(this) };
    else if (next === "'" || next === '"') step = { kind: 'names', names: this.list(() => this.quoted()) };
    else step = this.numbers();
    this.space();
    if (!this.take(']')) throw this.fault("']' is missing");
    return step;
  }

  private numbers(): Step {
    const match = /^(-?\d+)?\s*:\s*(-?\d+)?(?:\s*:\s*(\d+))?/.exec(this.text.slice(this.at));
    if (match) {
      this.at += match[0].length;
      const number = (part: string | undefined) => (part === undefined ? undefined : Number(part));
      return { kind: 'slice', from: number(match[1]), to: number(match[2]), by: Number(match[3] ?? 1) || 1 };
    }
    return {
      kind: 'indexes',
      indexes: this.list(() => {
        const digits = /^-?\d+/.exec(this.text.slice(this.at))?.[0];
        if (!digits) throw this.fault('an index or a name is missing');
        this.at += digits.length;
        return Number(digits);
      }),
    };
  }

  private list<T>(one: () => T): T[] {
    const items = [one()];
    for (this.space(); this.take(','); this.space()) {
      this.space();
      items.push(one());
    }
    return items;
  }

  /** A text in single or double quotes; a backslash keeps such a quote, and itself. */
  quoted(): string {
    const quote = this.text[this.at++];
    let text = '';
    while (this.at < this.text.length) {
      const character = this.text[this.at++]!;
      if (character === quote) return text;
      const next = this.text[this.at] ?? '';
      if (character === '\\' && (next === quote || next === '\\')) {
        text += next;
        this.at++;
      } else text += character;
    }
    throw this.fault('a quote is not closed');
  }

  take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  space(): void {
    while (this.text[this.at] === ' ') this.at++;
  }

  fault(what: string): Error {
    return new Error(`${what} at ${this.at} of '${this.text}'`);
  }
}
