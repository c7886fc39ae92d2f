import { javaReplace } from '../javascript/java/regular-expression.ts';
import { bounded, spend, type Meter } from './meter.ts';

/** A character that no text of a template holds: it stands where a text is to be cut. */
const cut = '\uE000\uE001';

/**
 * `String.split` of Java: by a pattern, without the empty pieces at the end unless a limit asks for them.
 *
 * @param limit - of pieces, when above 0.
 */
export function splitText(text: string, pattern: string, limit: number, meter: Meter): string[] {
  const marked = bounded(meter, javaReplace(text, pattern, cut, true));
  let pieces = marked.split(cut);
  spend(meter, pieces.length);
  // A match without width at the very beginning yields no piece.
  if (pieces.length > 1 && pieces[0] === '' && marked.startsWith(cut + text[0])) pieces.shift();
  if (limit > 0 && pieces.length > limit) {
    pieces = splitFirst(text, pattern, limit, meter);
  } else if (limit === 0) {
    while (pieces.length > 1 && pieces.at(-1) === '') pieces.pop();
  }
  return pieces;
}

function splitFirst(text: string, pattern: string, limit: number, meter: Meter): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (pieces.length < limit - 1) {
    spend(meter);
    const marked = javaReplace(rest, pattern, cut, false);
    const at = marked.indexOf(cut);
    if (at < 0) break;
    pieces.push(marked.slice(0, at));
    rest = marked.slice(at + cut.length);
  }
  return [...pieces, rest];
}
