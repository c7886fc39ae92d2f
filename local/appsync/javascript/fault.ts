import type { SplicedText } from './instrument/splicer.ts';
import type { ResolverError } from './types.ts';

/**
 * A fault of the code itself as the field's error: type `Code`, message `code.js:162:13: ReferenceError: x is not
 * defined`, or `Runtime Error` alone when no place is known (both as recorded from the service).
 */
export function faultOf(
  thrown: unknown,
  text: SplicedText,
  fileName: string,
  message?: string,
): ResolverError {
  const place = placeOf(thrown, text, fileName);
  const said = message ?? messageOf(thrown);
  return {
    message: place && said ? `${place}: ${said}` : (said ?? 'Runtime Error'),
    errorType: 'Code',
    data: null,
    errorInfo: null,
  };
}

/** The innermost frame of the stack that lies in the code. */
function placeOf(thrown: unknown, text: SplicedText, fileName: string): string | undefined {
  const stack = String((thrown as Error | undefined)?.stack ?? '');
  for (const [, file, line, column] of stack.matchAll(/([^\s(]+):(\d+):(\d+)\)?$/gm)) {
    if (file !== fileName) continue;
    const place = text.original(Number(line), Number(column));
    return `${fileName}:${place.line}:${place.column}`;
  }
  return undefined;
}

function messageOf(thrown: unknown): string | undefined {
  const { name, message } = (thrown ?? {}) as Error;
  if (name === 'RangeError' && /call stack/.test(message)) return undefined;
  // The service names the member that is no function: "Invalid function: call".
  const [, member] = /([\w$]+) is not a function$/.exec(message ?? '') ?? [];
  if (member) return `Invalid function: ${member}`;
  return name && message ? `${name}: ${message}` : undefined;
}
