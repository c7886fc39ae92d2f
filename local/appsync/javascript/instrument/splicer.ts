/** Edits a text by inserting and replacing, and knows afterwards where each place of the result came from. */
export interface Splicer {
  /** Text to stand before what begins at `offset`; of several at one place, the first inserted stands first. */
  open(offset: number, text: string): void;
  /** Text to stand after what ends at `offset`; of several at one place, the last inserted stands first. */
  close(offset: number, text: string): void;
  /** Puts `text` for a range, keeping its line breaks so that lines stay where they were. */
  replace(start: number, end: number, text: string): void;
  /** The edited text between a prefix and a suffix. */
  finish(prefix?: string, suffix?: string): SplicedText;
}

export interface SplicedText {
  readonly text: string;
  /** Where stretches of original text begin, in both texts, in their order. */
  stretches(): readonly Stretch[];
  /** The place in the original (line and column from 1) of a place in the result. */
  original(line: number, column: number): { line: number; column: number };
}

/** Offsets at which the same text begins in the result and in the original. */
export interface Stretch {
  readonly result: number;
  readonly source: number;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Among edits at one place: closers (negative) before openers. */
  readonly rank: number;
}

/** @example const s = createSplicer('a+b'); s.open(0, 'f('); s.close(3, ')'); s.finish().text // 'f(a+b)' */
export function createSplicer(source: string): Splicer {
  const edits: Edit[] = [];
  return {
    open: (offset, text) => edits.push({ start: offset, end: offset, text, rank: edits.length + 1 }),
    close: (offset, text) => edits.push({ start: offset, end: offset, text, rank: -edits.length - 1 }),
    replace(start, end, text) {
      const lines = source.slice(start, end).split('\n').length - 1;
      edits.push({ start, end, text: text + '\n'.repeat(lines), rank: edits.length + 1 });
    },
    finish: (prefix = '', suffix = '') => splice(source, edits, prefix, suffix),
  };
}

const word = /^[\w$]/;

function splice(source: string, edits: readonly Edit[], prefix: string, suffix: string): SplicedText {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.rank - b.rank);
  const stretches: Stretch[] = [];
  const parts: string[] = [];
  let length = 0;
  let last = '';
  const add = (part: string) => {
    if (part === '') return;
    parts.push(part);
    length += part.length;
    last = part.at(-1)!;
  };
  add(prefix);
  let at = 0;
  for (const edit of ordered) {
    stretches.push({ result: length, source: at });
    add(source.slice(at, edit.start));
    // Code without spare whitespace: `return[1]` must not become `returnguard([1])`.
    if (word.test(last) && word.test(edit.text)) add(' ');
    add(edit.text);
    at = edit.end;
  }
  stretches.push({ result: length, source: at });
  add(source.slice(at));
  add(suffix);
  return splicedText(source, parts.join(''), () => stretches);
}

/** An edited text of which the original and the stretches are known: one that was kept, say. */
export function splicedText(source: string, text: string, stretches: SplicedText['stretches']): SplicedText {
  return {
    text,
    stretches,
    original(line, column) {
      const offset = offsetOf(text, line, column);
      const all = stretches();
      const index = all.findLastIndex((each) => each.result <= offset);
      const stretch = all[Math.max(index, 0)]!;
      const next = all[index + 1];
      const from = stretch.source + (offset - stretch.result);
      // Inserted text stands for what follows it.
      return placeOf(source, next ? Math.min(from, next.source) : from);
    },
  };
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let count = 1; count < line; count++) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
