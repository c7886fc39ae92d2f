/** A piece of an SQL text: a comment, something quoted (a string, a name, a dollar quote), or one other character. */
interface Piece {
  readonly kind: 'comment' | 'quoted' | 'plain';
  readonly start: number;
  readonly end: number;
}

function* piecesOf(text: string): Generator<Piece> {
  for (let start = 0; start < text.length;) {
    const comment = commentLength(text, start);
    const length = comment || quotedLength(text, start) || 1;
    const kind = comment ? 'comment' : /^["'$]/.test(text[start]!) && length > 1 ? 'quoted' : 'plain';
    yield { kind, start, end: start + length };
    start += length;
  }
}

function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** The length of the literal or quoted name that begins here, else 0. One that is not closed goes to the end. */
function quotedLength(text: string, at: number): number {
  switch (text[at]) {
    case "'":
      // In E'…' a backslash escapes; elsewhere it is a character like any other.
      return /(?:^|[^\w$])[eE]$/.test(text.slice(Math.max(0, at - 2), at))
        ? matchLength(/'(?:[^'\\]|\\[^]|'')*(?:'|$)/y, text, at)
        : matchLength(/'(?:[^']|'')*(?:'|$)/y, text, at);
    case '"':
      return matchLength(/"(?:[^"]|"")*(?:"|$)/y, text, at);
    case '$': {
      const tag = /[\w$]/.test(text[at - 1] ?? '')
        ? null
        : /^\$(?:[A-Za-z_]\w*)?\$/.exec(text.slice(at, at + 70));
      if (!tag) return 0;
      const end = text.indexOf(tag[0], at + tag[0].length);
      return (end < 0 ? text.length : end + tag[0].length) - at;
    }
    default:
      return 0;
  }
}

/** The length of the comment that begins here, else 0. Those between stars nest in PostgreSQL. */
function commentLength(text: string, start: number): number {
  if (text.startsWith('--', start)) return matchLength(/--[^\n]*/y, text, start);
  if (!text.startsWith('/*', start)) return 0;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const opens = text.startsWith('/*', at);
    if (!opens && !text.startsWith('*/', at)) continue;
    depth += opens ? 1 : -1;
    at++;
    if (depth === 0) return at + 1 - start;
  }
  return text.length - start;
}

/**
 * Replaces `:name` by `$1`, `$2`, …: each place is a value of its own, even of the same name. Casts (`::text`) stay,
 * and so does a colon whose name `bind` does not take, as in `list[1:2]`.
 *
 * @example
 * bindNames('SELECT :a, :a, x::int', () => true); // SELECT $1, $2, x::int
 */
export function bindNames(text: string, bind: (name: string) => boolean): string {
  let written = '';
  let from = 0;
  let count = 0;
  for (const { kind, start } of piecesOf(text)) {
    if (kind !== 'plain' || start < from || text[start] !== ':') continue;
    if (text[start + 1] === ':' || text[start - 1] === ':') continue;
    const name = /^\w+/.exec(text.slice(start + 1, start + 257))?.[0];
    if (name === undefined || !bind(name)) continue;
    written += `${text.slice(from, start)}$${++count}`;
    from = start + 1 + name.length;
  }
  return written + text.slice(from);
}

/** Whether there is more than one statement: anything after a semicolon but blanks and comments. */
export function isMultiple(text: string): boolean {
  let ended = false;
  for (const { kind, start } of piecesOf(text)) {
    if (kind === 'comment' || (kind === 'plain' && /\s/.test(text[start]!))) continue;
    if (kind === 'plain' && text[start] === ';') ended = true;
    else if (ended) return true;
  }
  return false;
}
