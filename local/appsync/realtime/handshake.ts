import type { IncomingMessage } from 'node:http';

/** What a client said of itself when it asked for the upgrade. */
export interface Handshake {
  /** The authorization object, names in lower case; undefined when it cannot be read. */
  readonly headers: Record<string, string> | undefined;
  readonly carriesCredentials: boolean;
  readonly offersGraphQL: boolean;
}

/** The subprotocol that must be offered, and is echoed alone. */
export const subprotocol = 'graphql-ws';

/**
 * Reads the three places where clients put their credentials: a subprotocol `header-<base64url>`, the query string's
 * `header`, or plain headers of the upgrade (Developer Guide, "Building a real-time WebSocket client").
 */
export function readHandshake(request: IncomingMessage): Handshake {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
  const offersGraphQL = offered.includes(subprotocol);
  const inProtocol = offered.find((each) => each.startsWith('header-'))?.slice('header-'.length);
  const inQuery = new URL(request.url ?? '/', 'http://localhost').searchParams.get('header') ?? undefined;
  const encoded = inProtocol ?? inQuery;
  if (encoded !== undefined) return { ...carried(decode(encoded)), offersGraphQL };
  const headers: Record<string, string> = {};
  for (const name of ['authorization', 'x-api-key', 'host', 'x-amz-date', 'x-amz-security-token']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return { ...carried(headers), offersGraphQL };
}

const carried = (headers: Record<string, string> | undefined) => ({
  headers,
  carriesCredentials: headers?.authorization !== undefined || headers?.['x-api-key'] !== undefined,
});

function decode(encoded: string): Record<string, string> | undefined {
  try {
    return lowerCased(JSON.parse(Buffer.from(encoded.replace(/ /g, '+'), 'base64').toString('utf8')));
  } catch {
    return undefined;
  }
}

/** The string members of an authorization object, their names in lower case. */
export function lowerCased(given: unknown): Record<string, string> | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'string') headers[name.toLowerCase()] = value;
  }
  return headers;
}
