import { createHash, createHmac } from 'node:crypto';
import type { SignedRequest } from '../core/ports.ts';

/** What a signature covers, read from a request. */
export interface Scope {
  /** `20260101T000000Z` */
  readonly timestamp: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Names in lower case, in the order given. */
  readonly signedHeaders: readonly string[];
}

/**
 * Builds the canonical request of Signature Version 4.
 * Source: IAM User Guide, "Create a signed AWS API request".
 */
export function canonicalRequest(request: SignedRequest, scope: Scope): string {
  return [
    request.method.toUpperCase(),
    canonicalPath(request.path, scope.service),
    canonicalQuery(request.rawQuery),
    ...scope.signedHeaders.map((name) => `${name}:${headerValue(request, name) ?? ''}`),
    '',
    scope.signedHeaders.join(';'),
    payloadHash(request, scope.service),
  ].join('\n');
}

/** The text that is signed. */
export function stringToSign(scope: Scope, canonical: string): string {
  return [
    'AWS4-HMAC-SHA256',
    scope.timestamp,
    `${scope.date}/${scope.region}/${scope.service}/aws4_request`,
    sha256(canonical),
  ].join('\n');
}

const signingKeys = new Map<string, Buffer>();
const maximumKeys = 1_000;

/** The signature in lower-case hexadecimal. */
export function signatureOf(secret: string, scope: Scope, text: string): string {
  const id = `${secret}/${scope.date}/${scope.region}/${scope.service}`;
  let key = signingKeys.get(id);
  if (!key) {
    if (signingKeys.size >= maximumKeys) signingKeys.clear();
    key = [scope.date, scope.region, scope.service, 'aws4_request'].reduce<Buffer>(
      (previous, part) => hmac(previous, part),
      Buffer.from(`AWS4${secret}`),
    );
    signingKeys.set(id, key);
  }
  return hmac(key, text).toString('hex');
}

/** A header's value as it is signed: trimmed, inner runs of blanks made one, repeated headers joined. */
export function headerValue(request: SignedRequest, name: string): string | undefined {
  const value = request.headers[name];
  if (value === undefined) return undefined;
  return (Array.isArray(value) ? value : [value]).map((one) => one.trim().replace(/\s+/g, ' ')).join(',');
}

// S3 signs the path as it is; every other service signs it normalized and encoded once more.
function canonicalPath(path: string, service: string): string {
  if (service === 's3') return path || '/';
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  const trailing = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.map(encode).join('/')}${trailing}`;
}

function canonicalQuery(rawQuery: string): string {
  return rawQuery
    .split('&')
    .filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='))
    .map((pair) => {
      const at = pair.indexOf('=');
      const name = at < 0 ? pair : pair.slice(0, at);
      return [encode(decode(name)), encode(decode(at < 0 ? '' : pair.slice(at + 1)))] as const;
    })
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function payloadHash(request: SignedRequest, service: string): string {
  if (service === 's3') {
    const declared = headerValue(request, 'x-amz-content-sha256');
    if (declared === undefined) return 'UNSIGNED-PAYLOAD';
    if (declared === 'UNSIGNED-PAYLOAD' || declared.startsWith('STREAMING-')) return declared;
  }
  return sha256(request.body);
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    return text;
  }
}
