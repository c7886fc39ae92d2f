import { RequestFault } from '../execution/resolve.ts';

/**
 * Reads what a template has written. A comma too many before the end of a map or list is passed over, as public
 * templates have it.
 *
 * @throws RequestFault as AppSync words it, with the place in the words of this parser.
 */
export function parseTransformed(text: string): unknown {
  if (text.trim() === '') throw new RequestFault('Template transformation yielded an empty response.');
  try {
    return parseLenient(text);
  } catch (error) {
    throw new RequestFault(`Unable to parse the JSON document: '${(error as Error).message}'`);
  }
}

/** @throws SyntaxError */
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
