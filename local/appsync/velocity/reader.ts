/** A template that is none. */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
}

/** Reads a text from front to back. */
export interface Reader {
  /** Where it is; may be set back. */
  at: number;
  readonly text: string;
  readonly ended: boolean;
  /** Takes what stands here, when it matches a sticky pattern. */
  take(pattern: RegExp): RegExpExecArray | undefined;
  /** Takes a text after blanks, or fails. */
  expect(text: string): void;
  /** Takes a text after blanks, when it stands here. */
  accept(text: string): boolean;
  /** @throws TemplateFault as Velocity begins it, with what stands here and its place; then why. */
  fail(message: string): never;
}

/** Levels in which blocks, expressions and strings may stand within one another; a bound of this reader. */
export const nestingLimit = 100;

export function createReader(text: string): Reader {
  const reader: Reader = {
    at: 0,
    text,
    get ended() {
      return reader.at >= text.length;
    },
    take(pattern) {
      pattern.lastIndex = reader.at;
      const match = pattern.exec(text);
      if (!match) return undefined;
      reader.at += match[0].length;
      return match;
    },
    accept(wanted) {
      const from = reader.at;
      reader.take(/\s*/y);
      if (text.startsWith(wanted, reader.at)) {
        reader.at += wanted.length;
        return true;
      }
      reader.at = from;
      return false;
    },
    expect(wanted) {
      if (!reader.accept(wanted)) reader.fail(`expected ${wanted}`);
    },
    fail(message) {
      reader.take(/\s*/y);
      const [token = '<EOF>'] = reader.take(/[\w$]+|[^]/y) ?? [];
      // Past its last character there is no line: the end is where that stands.
      const start = token === '<EOF>' ? Math.max(0, text.length - 1) : reader.at - token.length;
      const before = text.slice(0, start).split('\n');
      const place = `velocity[line ${before.length}, column ${before.at(-1)!.length + 1}]`;
      throw new TemplateFault(`Encountered "${token}" at ${place}\n${message}.`);
    },
  };
  return reader;
}
