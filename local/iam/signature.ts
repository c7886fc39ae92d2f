import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Credentials, SignedRequest, Verification } from '../core/ports.ts';
import { canonicalRequest, headerValue, signatureOf, stringToSign, type Scope } from './canonical.ts';

/** Credentials as they are kept: with the moment from which a session's are refused. */
export interface IssuedCredentials extends Credentials {
  /** Milliseconds since the epoch; absent for credentials that do not expire. */
  readonly expiresAt?: number;
}

const skew = 5 * 60_000;
const maximumLifetime = 7 * 24 * 3600;

/**
 * Checks a Signature Version 4 in the `Authorization` header or in a presigned URL. Only the headers that
 * `SignedHeaders` names take part, so that a client may add others after signing.
 */
export function verifySignature(
  request: SignedRequest,
  find: (accessKeyId: string) => IssuedCredentials | undefined,
  clock: Clock,
): Verification {
  const claim = readClaim(request);
  if ('errorType' in claim) return claim;
  const { scope } = claim;

  const late = checkTime(claim, clock.now());
  if (late) return late;

  const credentials = find(claim.accessKeyId);
  if (!credentials || (credentials.sessionToken ?? '') !== (claim.sessionToken ?? '')) {
    return refuse('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  if (credentials.expiresAt !== undefined && credentials.expiresAt <= clock.now()) {
    return refuse('ExpiredTokenException', 'The security token included in the request is expired');
  }

  const canonical = canonicalRequest(request, scope);
  const text = stringToSign(scope, canonical);
  if (!equal(signatureOf(credentials.secretAccessKey, scope, text), claim.signature)) {
    return refuse(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.' +
        `\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${text}'\n`,
    );
  }
  return { ok: true, credentials, region: scope.region, service: scope.service };
}

interface Claim {
  readonly accessKeyId: string;
  readonly sessionToken?: string;
  readonly signature: string;
  readonly scope: Scope;
  /** Seconds that a presigned URL lives; absent for a signature in the header. */
  readonly lifetime?: number;
}

type Refusal = Extract<Verification, { ok: false }>;

function readClaim(request: SignedRequest): Claim | Refusal {
  const authorization = headerValue(request, 'authorization');
  if (authorization !== undefined) return readHeader(request, authorization);
  const query = new URLSearchParams(request.rawQuery);
  if (query.has('X-Amz-Algorithm') || query.has('X-Amz-Credential')) return readQuery(query);
  return refuse('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
}

function readHeader(request: SignedRequest, authorization: string): Claim | Refusal {
  if (!authorization.startsWith('AWS4-HMAC-SHA256')) {
    return refuse(
      'IncompleteSignatureException',
      `Unsupported AWS 'algorithm': '${authorization.split(' ')[0]}'.`,
    );
  }
  const parts = new Map(
    authorization
      .slice('AWS4-HMAC-SHA256'.length)
      .split(',')
      .map((part) => {
        const at = part.indexOf('=');
        return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
      }),
  );
  const timestamp = headerValue(request, 'x-amz-date') ?? fromHttpDate(headerValue(request, 'date'));
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !parts.get(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (timestamp === undefined) {
    missing.push(`Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.`);
  }
  if (missing.length > 0) {
    return refuse('IncompleteSignatureException', `${missing.join(' ')} Authorization=${authorization}`);
  }
  return assemble({
    credential: parts.get('Credential')!,
    signedHeaders: parts.get('SignedHeaders')!,
    signature: parts.get('Signature')!,
    timestamp: timestamp!,
    sessionToken: headerValue(request, 'x-amz-security-token'),
  });
}

function readQuery(query: URLSearchParams): Claim | Refusal {
  const names = [
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Signature',
    'X-Amz-SignedHeaders',
    'X-Amz-Date',
  ];
  const missing = names.filter((name) => !query.get(name));
  if (missing.length > 0) {
    return refuse(
      'IncompleteSignatureException',
      missing.map((name) => `AWS query-string parameters must include '${name}'.`).join(' '),
    );
  }
  const lifetime = Number(query.get('X-Amz-Expires') ?? 300);
  if (!Number.isInteger(lifetime) || lifetime < 1 || lifetime > maximumLifetime) {
    return refuse(
      'IncompleteSignatureException',
      `X-Amz-Expires must be a number between 1 and ${maximumLifetime} seconds`,
    );
  }
  return assemble({
    credential: query.get('X-Amz-Credential')!,
    signedHeaders: query.get('X-Amz-SignedHeaders')!,
    signature: query.get('X-Amz-Signature')!,
    timestamp: query.get('X-Amz-Date')!,
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    lifetime,
  });
}

interface Parts {
  credential: string;
  signedHeaders: string;
  signature: string;
  timestamp: string;
  sessionToken?: string;
  lifetime?: number;
}

function assemble(parts: Parts): Claim | Refusal {
  const fields = parts.credential.split('/');
  const [accessKeyId, date, region, service, terminator] = fields;
  if (fields.length !== 5 || !accessKeyId || !date || !region || !service || terminator !== 'aws4_request') {
    return refuse(
      'IncompleteSignatureException',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${parts.credential}'`,
    );
  }
  if (!/^\d{8}T\d{6}Z$/.test(parts.timestamp)) {
    return refuse(
      'IncompleteSignatureException',
      `Date must be in ISO-8601 'basic format'. Got '${parts.timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  if (parts.timestamp.slice(0, 8) !== date) {
    return refuse(
      'InvalidSignatureException',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${parts.timestamp.slice(0, 8)}', from '${parts.timestamp}'.`,
    );
  }
  const signedHeaders = parts.signedHeaders.toLowerCase().split(';');
  if (!signedHeaders.includes('host')) {
    return refuse(
      'InvalidSignatureException',
      `'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.`,
    );
  }
  return {
    accessKeyId,
    sessionToken: parts.sessionToken,
    signature: parts.signature,
    lifetime: parts.lifetime,
    scope: { timestamp: parts.timestamp, date, region, service, signedHeaders },
  };
}

function checkTime({ scope, lifetime }: Claim, now: number): Refusal | undefined {
  const signed = Date.parse(
    scope.timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  const allowed = lifetime === undefined ? skew : lifetime * 1000;
  const minutes = lifetime === undefined ? '5 min.' : `${lifetime} sec.`;
  if (signed + allowed < now) {
    return refuse(
      'InvalidSignatureException',
      `Signature expired: ${scope.timestamp} is now earlier than ${basic(now - allowed)} (${basic(now)} - ${minutes})`,
    );
  }
  if (signed - skew > now) {
    return refuse(
      'InvalidSignatureException',
      `Signature not yet current: ${scope.timestamp} is still later than ${basic(now + skew)} (${basic(now)} + 5 min.)`,
    );
  }
  return undefined;
}

const basic = (milliseconds: number) => new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '');

function fromHttpDate(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? text : basic(milliseconds);
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

const refuse = (errorType: string, message: string): Refusal => ({
  ok: false,
  errorType,
  message,
  statusCode: 403,
});
