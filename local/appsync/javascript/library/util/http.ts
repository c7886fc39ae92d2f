import type { Library } from '../../realm/realm.ts';
import type { Session, SessionHolder } from '../../session.ts';
import { objectArgument } from '../arguments.ts';

/** Headers of one connection, which are not to be forwarded. */
const hopHeaders = new Set(
  (
    'transfer-encoding connection host expect keep-alive upgrade proxy-authenticate proxy-authorization te ' +
    'content-length'
  ).split(' '),
);

/** Prefixes and names that a response may not be given besides. */
const reserved = /^(?:access-control-|x-amzn-|x-amz-|vary$|content-type$)/;
/** Bytes that all names and values may have together. */
const headersLimit = 4096;

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

function refusalOf(session: Session, name: unknown, value: unknown): string | undefined {
  if (typeof name !== 'string' || !token.test(name)) return `Invalid response header name: ${String(name)}`;
  const lower = name.toLowerCase();
  if (hopHeaders.has(lower) || reserved.test(lower)) return `Response header ${name} is not allowed`;
  if (value === null || value === undefined) return `Response header ${name} has no value`;
  const size = Object.entries(session.responseHeaders)
    .filter(([other]) => other !== lower)
    .reduce((sum, [other, text]) => sum + Buffer.byteLength(other + text), 0);
  return size + Buffer.byteLength(name + textOf(value)) > headersLimit
    ? `Response headers exceed the limit of ${headersLimit} bytes`
    : undefined;
}

const textOf = (value: unknown) =>
  (typeof value === 'string' ? value : JSON.stringify(value)).replace(/[\r\n]+/g, ' ');

/** Sets a header; what is not allowed is ignored and recorded as a `ResponseHeaderError`. Names in lower case. */
function addHeader(session: Session, name: unknown, value: unknown): void {
  const refusal = refusalOf(session, name, value);
  if (refusal)
    session.appendedErrors.push({
      message: refusal,
      errorType: 'ResponseHeaderError',
      data: null,
      errorInfo: null,
    });
  else session.responseHeaders[(name as string).toLowerCase()] = textOf(value);
}

/** `util.http`. */
export function httpLibrary(session: SessionHolder): Library {
  return {
    copyHeaders: (headers: unknown) =>
      Object.fromEntries(
        Object.entries(objectArgument('util.http.copyHeaders', headers)).filter(
          ([name]) => !hopHeaders.has(name.toLowerCase()),
        ),
      ),
    addResponseHeader: (name: unknown, value: unknown) => addHeader(session.current, name, value),
    addResponseHeaders(headers: unknown) {
      for (const [name, value] of Object.entries(objectArgument('util.http.addResponseHeaders', headers)))
        addHeader(session.current, name, value);
    },
  };
}
