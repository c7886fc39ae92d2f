import { fault } from '../realm/halt.ts';
import { translateClass, predefinedClass } from './character-class.ts';

/** A Java pattern as a JavaScript regular expression (flag `v`). */
export interface TranslatedPattern {
  readonly source: string;
  readonly ignoreCase: boolean;
  /** Quantifiers in the pattern: the exponent of its cost on a text. */
  readonly quantifiers: number;
  /** Alternatives beyond the first: the power of two in its cost. */
  readonly choices: number;
  /** Whether a repeated group repeats or chooses inside, which can cost exponentially. */
  readonly nested: boolean;
}

/**
 * Ways through the alternatives of all groups. Where alternatives can match nothing, compiling goes each of them, which
 * no watch ends. A bound of this runtime.
 */
const mostWays = 10_000;

const lineEnd = '[\\n\\r\\x85\\u2028\\u2029]';
const end = '(?![\\s\\S])';
const start = '(?<![\\s\\S])';

/** Escapes that differ between the two languages; the rest is equal or refused. */
const escapes: Readonly<Record<string, string>> = {
  A: start,
  z: end,
  Z: `(?=(?:\\r\\n|${lineEnd})?${end})`,
  R: '(?:\\r\\n|[\\n\\v\\f\\r\\x85\\u2028\\u2029])',
  a: '\\x07',
  e: '\\x1B',
  t: '\\t',
  n: '\\n',
  r: '\\r',
  f: '\\f',
  b: '\\b',
  B: '\\B',
};

/**
 * Translates the syntax of `java.util.regex.Pattern`. What JavaScript cannot express (possessive quantifiers,
 * atomic groups, flags in the middle that change letters' case) is refused by name.
 *
 * @example translatePattern('\\p{Alpha}+').source // '[A-Za-z]+'
 */
export function translatePattern(pattern: string): TranslatedPattern {
  let at = 0;
  let source = '';
  let ignoreCase = false;
  let quantifiers = 0;
  let choices = 0;
  let ways = 1;
  const outermost = { alternatives: 1 };
  let inner: { alternatives: number } = outermost;
  let nested = false;
  let flags = { s: false, m: false, x: false };
  /** Open groups: the flags around each, and whether it repeats or chooses inside. */
  const groups: { flags: typeof flags; repeats: boolean; alternatives: number }[] = [];
  /** Whether the atom just written was a group that repeats or chooses. */
  let closedRepeating = false;

  const refuse = (what: string): never => fault(`Unsupported in a pattern: ${what} (${pattern})`);

  function escape(): string {
    const next = pattern[at++];
    if (next === undefined) return refuse('a trailing backslash');
    if (next === 'Q') {
      const stop = pattern.indexOf('\\E', at);
      const literal = pattern.slice(at, stop < 0 ? undefined : stop);
      at = stop < 0 ? pattern.length : stop + 2;
      return [...literal].map(escapeLiteral).join('');
    }
    if (next === 'k') {
      const [whole] = /^<\w+>/.exec(pattern.slice(at)) ?? refuse('\\k without a name');
      at += whole.length;
      return `\\k${whole}`;
    }
    if (/[1-9]/.test(next)) return `(?:\\${next})`;
    const predefined = predefinedClass(pattern, at - 1);
    if (predefined) {
      at = predefined.next;
      return predefined.source;
    }
    const known = escapes[next];
    if (known !== undefined) return known;
    return /[A-Za-z]/.test(next) ? refuse(`\\${next}`) : escapeLiteral(next);
  }

  function openGroup(): string {
    const [whole = '', kind = ''] =
      /^\?(?:(<?[=!]|:|>|<[A-Za-z]\w*>)|[a-zA-Z-]+[:)])?/.exec(pattern.slice(at)) ?? [];
    if (whole === '' || kind !== '') {
      if (kind === '>') refuse('an atomic group');
      groups.push({ flags, repeats: false, alternatives: 1 });
      at += whole.length;
      return `(${whole}`;
    }
    if (whole === '?') refuse('(?');
    const [on = '', off = ''] = whole.slice(1, -1).split('-');
    const scoped = whole.endsWith(':');
    if (/[^imsxudU]/.test(on + off)) refuse(`(${whole}`);
    if (on.includes('i')) {
      if (source !== '' || scoped) refuse('(?i) anywhere but at the beginning');
      ignoreCase = true;
    }
    if (off.includes('i')) refuse('(?-i)');
    at += whole.length;
    if (scoped) groups.push({ flags, repeats: false, alternatives: 1 });
    flags = { ...flags };
    for (const flag of ['s', 'm', 'x'] as const)
      flags[flag] = (flags[flag] || on.includes(flag)) && !off.includes(flag);
    return scoped ? '(?:' : '';
  }

  function quantifier(first: string): string {
    const [bounds = first] =
      first === '{' ? (/^\{\d+(?:,\d*)?\}/.exec(pattern.slice(at - 1)) ?? refuse('{')) : [first];
    at += bounds.length - 1;
    quantifiers++;
    if (bounds !== '?' && closedRepeating) nested = true;
    for (const group of groups) group.repeats = true;
    if (pattern[at] === '+') refuse('a possessive quantifier');
    const lazy = pattern[at] === '?' ? '?' : '';
    at += lazy.length;
    return bounds + lazy;
  }

  while (at < pattern.length) {
    const character = String.fromCodePoint(pattern.codePointAt(at)!);
    at += character.length;
    const wasRepeating = closedRepeating;
    closedRepeating = false;
    if (flags.x && /\s/.test(character)) continue;
    if (flags.x && character === '#') {
      const stop = pattern.indexOf('\n', at);
      at = stop < 0 ? pattern.length : stop + 1;
      continue;
    }
    switch (character) {
      case '\\':
        source += escape();
        break;
      case '[': {
        const { source: set, next } = translateClass(pattern, at, refuse);
        source += set;
        at = next;
        break;
      }
      case '(':
        source += openGroup();
        break;
      case ')': {
        const group = groups.pop() ?? refuse('an unmatched )');
        flags = group.flags;
        closedRepeating = group.repeats;
        source += ')';
        break;
      }
      case '|':
        choices++;
        // Of the ways through a group each further alternative is one more.
        inner = groups.at(-1) ?? outermost;
        ways *= (inner.alternatives + 1) / inner.alternatives;
        inner.alternatives++;
        if (ways > mostWays) refuse(`more than ${mostWays} ways through its alternatives`);
        for (const group of groups) group.repeats = true;
        source += '|';
        break;
      case '.':
        source += flags.s ? '[\\s\\S]' : '[^\\n\\r\\x85\\u2028\\u2029]';
        break;
      case '^':
        source += flags.m ? `(?:${start}|(?<=${lineEnd})(?!${end}))` : start;
        break;
      case '$':
        source += flags.m ? `(?=${lineEnd}|${end})` : `(?=(?:\\r\\n|${lineEnd})?${end})`;
        break;
      case '*':
      case '+':
      case '?':
      case '{':
        closedRepeating = wasRepeating;
        source += quantifier(character);
        closedRepeating = false;
        break;
      default:
        source += escapeLiteral(character);
    }
  }
  return { source, ignoreCase, quantifiers, choices, nested };
}

/** A character that means itself, outside a class. */
const escapeLiteral = (character: string) =>
  /[$^\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
