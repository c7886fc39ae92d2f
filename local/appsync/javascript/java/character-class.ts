/** Classes of `java.util.regex` that JavaScript names otherwise or lacks; ASCII, as in Java without flags. */
const posix: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'A-Za-z',
  Digit: '0-9',
  Alnum: 'A-Za-z0-9',
  Punct: '\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E',
  Graph: '\\x21-\\x7E',
  Print: '\\x20-\\x7E',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9A-Fa-f',
  Space: ' \\t\\n\\v\\f\\r',
};

const letters: Readonly<Record<string, string>> = {
  d: '0-9',
  w: 'A-Za-z0-9_',
  s: ' \\t\\n\\v\\f\\r',
  h: ' \\t\\xA0\\u1680\\u180E\\u2000-\\u200A\\u202F\\u205F\\u3000',
  v: '\\n\\v\\f\\r\\x85\\u2028\\u2029',
};

const binaryProperties = new Set([
  'Alphabetic',
  'Ideographic',
  'Lowercase',
  'Uppercase',
  'White_Space',
  'Emoji',
]);

/** The class or character of an escape that starts after a backslash at `at`, if it is one; `next` is behind it. */
export function predefinedClass(pattern: string, at: number): { source: string; next: number } | undefined {
  const letter = pattern[at]!;
  const set = letters[letter.toLowerCase()];
  if (set) return { source: letter === letter.toLowerCase() ? `[${set}]` : `[^${set}]`, next: at + 1 };
  const rest = pattern.slice(at, at + 64);
  const [property, , braced, single] = /^([pP])(?:\{(\^?[\w=]+)\}|([A-Z]))/.exec(rest) ?? [];
  if (property) {
    const source = unicodeProperty((braced ?? single)!, letter === 'P');
    return source ? { source, next: at + property.length } : undefined;
  }
  const [code] = /^(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|c[A-Za-z])/.exec(rest) ?? [];
  if (code) return { source: `\\${code}`, next: at + code.length };
  const [long, hex] = /^x\{([0-9A-Fa-f]{1,6})\}/.exec(rest) ?? [];
  if (long) return { source: `\\u{${hex}}`, next: at + long.length };
  const [octal, digits] = /^0([0-3]?[0-7]{1,2})/.exec(rest) ?? [];
  if (octal) return { source: `\\u{${parseInt(digits!, 8).toString(16)}}`, next: at + octal.length };
  return undefined;
}

function unicodeProperty(name: string, negated: boolean): string | undefined {
  const set = posix[name];
  if (set) return negated ? `[^${set}]` : `[${set}]`;
  const escape = negated ? 'P' : 'p';
  const plain = name.replace(/^Is/, '').replace(/^(?:sc|script)=/i, '');
  if (plain === 'WhiteSpace') return `\\${escape}{White_Space}`;
  const candidates = binaryProperties.has(plain) ? [plain] : [plain, `Script=${plain}`];
  return candidates
    .map((candidate) => `\\${escape}{${candidate}}`)
    .find((source) => {
      try {
        return new RegExp(source, 'v');
      } catch {
        return false;
      }
    });
}

/**
 * Translates a class whose `[` stands before `at`: unions, ranges, nested classes and intersections.
 * @returns the class and the place behind its `]`.
 */
export function translateClass(
  pattern: string,
  at: number,
  refuse: (what: string) => never,
): { source: string; next: number } {
  const negated = pattern[at] === '^';
  if (negated) at++;
  const operands: string[] = [''];
  for (let first = true; ; first = false) {
    const character = pattern[at];
    if (character === undefined) return refuse('an unclosed character class');
    if (character === ']' && !first) break;
    if (character === '&' && pattern[at + 1] === '&') {
      operands.push('');
      at += 2;
      continue;
    }
    if (character === '[') {
      const inner = translateClass(pattern, at + 1, refuse);
      operands[operands.length - 1] += inner.source;
      at = inner.next;
      continue;
    }
    const from = member(pattern, at, refuse);
    at = from.next;
    const isRange = pattern[at] === '-' && pattern[at + 1] !== ']' && pattern[at + 1] !== '[';
    if (!isRange) {
      operands[operands.length - 1] += from.source;
      continue;
    }
    const to = member(pattern, at + 1, refuse);
    operands[operands.length - 1] += `${from.source}-${to.source}`;
    at = to.next;
  }
  const body = operands.length === 1 ? operands[0]! : operands.map((each) => `[${each}]`).join('&&');
  return { source: `[${negated ? '^' : ''}${body}]`, next: at + 1 };
}

const plainEscapes: Readonly<Record<string, string>> = {
  t: '\\t',
  n: '\\n',
  r: '\\r',
  f: '\\f',
  a: '\\x07',
  e: '\\x1B',
};

function member(
  pattern: string,
  at: number,
  refuse: (what: string) => never,
): { source: string; next: number } {
  if (pattern[at] !== '\\') {
    const character = String.fromCodePoint(pattern.codePointAt(at)!);
    return { source: escapeMember(character), next: at + character.length };
  }
  const next = pattern[at + 1];
  if (next === undefined) return refuse('a trailing backslash');
  const predefined = predefinedClass(pattern, at + 1);
  if (predefined) return predefined;
  const plain = plainEscapes[next];
  if (plain) return { source: plain, next: at + 2 };
  return /[A-Za-z]/.test(next)
    ? refuse(`\\${next} in a character class`)
    : { source: escapeMember(next), next: at + 2 };
}

/** A character that means itself, inside a class. */
const escapeMember = (character: string) =>
  /[()[\]{}/\-\\|&!#%,:;<=>@`~^$*+.?]/.test(character) ? `\\${character}` : character;
