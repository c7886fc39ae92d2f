import { RequestFault } from '../execution/resolve.ts';

/** Levels of lists and maps within one another; a bound of this reader. */
const deepest = 1_000;
/** Characters of the document that a fault shows. */
const mostShown = 500;

/**
 * Reads what a template has written: JSON, with one comma too many at the end of a map or list passed over, no key
 * twice and nothing behind it (Developer Guide, "Evaluated mapping template deserialization rules").
 *
 * @throws RequestFault in the words of the service: for a request those of its parser, Jackson 2.9, with the place; for a
 *   response the text as it stands.
 */
export function parseTransformed(text: string, handler: 'request' | 'response'): unknown {
  if (text.trim() === '') throw new RequestFault('Template transformation yielded an empty response.');
  try {
    return readDocument(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new RequestFault(
      handler === 'request'
        ? `Unable to parse the JSON document: '${error.message}'`
        : `Unable to convert ${text} to Object.`,
    );
  }
}

/** Reads JSON text, a comma too many before the end of a map or list passed over. @throws SyntaxError */
export function parseLenient(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const without = text.replace(/"(?:[^"\\]|\\[^])*"|,(?=\s*[}\]])/g, (piece) =>
      piece === ',' ? '' : piece,
    );
    if (without === text) throw error;
    return JSON.parse(without);
  }
}

/** Text that is no JSON, in the words of Jackson. */
class JsonFault extends Error {}

const blanks = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[\p{L}\p{Nd}_$]+/uy;
const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
/** Control characters have to be escaped, but for those that Jackson knows nothing of. */
const stringPart = /(?:[^"\\\p{Cc}]|[\u007f-\u009f])+/uy;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function readDocument(text: string): unknown {
  let at = 0;

  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const taken = pattern.exec(text)?.[0] ?? '';
    at += taken.length;
    return taken;
  };
  /** The next character that is no blank; empty at the end. */
  const next = (): string => {
    take(blanks);
    return text.charAt(at);
  };
  const place = (index: number): string => {
    const before = text.slice(0, index).split('\n');
    const left = text.length - mostShown;
    const shown = left > 0 ? `${text.slice(0, mostShown)}"[truncated ${left} chars]` : `${text}"`;
    return `[Source: (String)"${shown}; line: ${before.length}, column: ${before.at(-1)!.length + 1}]`;
  };
  const fail = (message: string): never => {
    throw new JsonFault(`${message}\n at ${place(at)}`);
  };
  const unexpected = (expected: string): never => {
    const described = describe(text.charAt(at++));
    return fail(`Unexpected character (${described}): ${expected}`);
  };

  function readString(what: 'string value' | 'name'): string {
    const from = at++;
    for (;;) {
      take(stringPart);
      const character = text.charAt(at);
      if (character === '') return fail(`Unexpected end-of-input: was expecting closing quote for a ${what}`);
      if (character === '"') {
        at++;
        return JSON.parse(text.slice(from, at)) as string;
      }
      if (character !== '\\') {
        at++;
        return fail(
          `Illegal unquoted character (${describe(character)}): has to be escaped using backslash to be included in ${what}`,
        );
      }
      if (take(escape) === '') {
        at += 2;
        return fail(`Unrecognized character escape ${describe(text.charAt(at - 1))}`);
      }
    }
  }

  function readValue(depth: number): unknown {
    const character = next();
    if (character === '"') return readString('string value');
    if (character === '{') return readMap(depth);
    if (character === '[') return readList(depth);
    const digits = take(number);
    if (digits !== '') return Number(digits);
    const token = take(word);
    if (words.has(token)) return words.get(token);
    if (token !== '') return fail(`Unrecognized token '${token}': was expecting ('true', 'false' or 'null')`);
    if (character === '') return fail('Unexpected end-of-input');
    return unexpected("expected a valid value (number, String, array, object, 'true', 'false' or 'null')");
  }

  /** Reads the entries of a map or list up to its end. */
  function readEntries(type: 'Object' | 'Array', close: string, depth: number, readEntry: () => void): void {
    if (depth > deepest) throw new RequestFault('The JSON document is nested too deeply.');
    const from = at++;
    for (let first = true; next() !== close; first = false) {
      const ended = `Unexpected end-of-input: expected close marker for ${type} (start marker at ${place(from)})`;
      if (!first) {
        if (next() === '') fail(ended);
        if (text.charAt(at) !== ',') unexpected(`was expecting comma to separate ${type} entries`);
        at++;
        // One comma too many is passed over.
        if (next() === close) break;
      }
      if (next() === '') fail(ended);
      readEntry();
    }
    at++;
  }

  function readList(depth: number): unknown[] {
    const list: unknown[] = [];
    readEntries('Array', ']', depth, () => void list.push(readValue(depth + 1)));
    return list;
  }

  function readMap(depth: number): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    readEntries('Object', '}', depth, () => {
      if (text.charAt(at) !== '"') unexpected('was expecting double-quote to start field name');
      const name = readString('name');
      if (entries.has(name))
        throw new RequestFault(
          `Duplicate field '${name}' detected on Object. Duplicate JSON keys are not allowed.`,
        );
      if (next() !== ':') unexpected('was expecting a colon to separate field name and value');
      at++;
      entries.set(name, readValue(depth + 1));
    });
    return Object.fromEntries(entries);
  }

  const value = readValue(1);
  if (next() !== '')
    throw new RequestFault('Trailing characters at the end of the JSON string are not allowed.');
  return value;
}

/** A character as Jackson shows it: with its code, a control character by its code alone. */
function describe(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 32) return `(CTRL-CHAR, code ${code})`;
  return code > 255
    ? `'${character}' (code ${code} / 0x${code.toString(16)})`
    : `'${character}' (code ${code})`;
}
