import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import type { Credentials, SignedRequest, Verification } from '../../../local/core/ports.ts';
import { createIam } from '../../../local/iam/index.ts';
import { testEnvironment } from '../support.ts';

const clock = new ManualClock();
const iam = createIam({ environment: testEnvironment({ clock }) });

interface Sent {
  method?: string;
  path?: string;
  query?: Record<string, string | string[]>;
  headers?: Record<string, string>;
  body?: string;
}

const signer = (credentials: Credentials, service = 'dynamodb') =>
  new SignatureV4({
    credentials,
    region: 'us-east-1',
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  });

/** The request as it arrives: query encoded, header names in lower case. */
function arrive({ path = '/', method = 'POST', body = '' }: Sent, signed: any): SignedRequest {
  const rawQuery = Object.entries<any>(signed.query ?? {})
    .flatMap(([name, value]) =>
      [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
    )
    .join('&');
  return { method, path, rawQuery, headers: signed.headers, body };
}

async function sign(sent: Sent = {}, credentials = iam.root(), service?: string): Promise<SignedRequest> {
  const request = {
    method: 'POST',
    protocol: 'http:',
    hostname: 'localhost',
    path: '/',
    query: {},
    body: '',
    ...sent,
    headers: { host: 'localhost:4566', ...sent.headers },
  };
  return arrive(
    sent,
    await signer(credentials, service).sign(request, { signingDate: new Date(clock.now()) }),
  );
}

const refusal = (verification: Verification) => (verification.ok ? 'accepted' : verification);

describe('a signature in the header', () => {
  it.each<[string, Sent, string?]>([
    ['plain', {}],
    [
      'with a body',
      { body: '{"TableName":"Shop"}', headers: { 'content-type': 'application/x-amz-json-1.0' } },
    ],
    ['with a query', { method: 'GET', query: { b: '2', a: ['z', 'a'], 'ä c': "it's (fine)*", empty: '' } }],
    [
      'with characters that are encoded twice',
      { path: '/2015-03-31/functions/arn%3Aaws%3Alambda%3Aname%20x/invocations' },
    ],
    ['with blanks in a header', { headers: { 'x-note': '  two   words ' } }],
    [
      'of S3',
      {
        method: 'PUT',
        path: '/bucket/a%20b/c',
        headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
        body: 'x',
      },
      's3',
    ],
  ])('is accepted: %s', async (_, sent, service) => {
    expect(iam.verify(await sign(sent, iam.root(), service))).toMatchObject({
      ok: true,
      region: 'us-east-1',
      service: service ?? 'dynamodb',
      credentials: { accessKeyId: 'local' },
    });
  });

  it('does not cover headers that are added later', async () => {
    const request = await sign();
    expect(
      iam.verify({ ...request, headers: { ...request.headers, 'x-amz-user-agent': 'aws-amplify/6' } }).ok,
    ).toBe(true);
  });

  it.each<[string, Partial<SignedRequest>]>([
    ['body', { body: 'other' }],
    ['path', { path: '/other' }],
    ['query', { rawQuery: 'a=b' }],
    ['method', { method: 'PUT' }],
  ])('does not fit another %s', async (_, change) => {
    const verification = refusal(iam.verify({ ...(await sign({ body: 'one' })), ...change }));
    expect(verification).toMatchObject({
      errorType: 'InvalidSignatureException',
      message: expect.stringMatching(
        /^The request signature we calculated does not match the signature you provided\./,
      ),
    });
  });

  it('lasts five minutes', async () => {
    const request = await sign();
    clock.advance(5 * 60_000);
    expect(iam.verify(request).ok).toBe(true);
    clock.advance(1_000);
    expect(refusal(iam.verify(request))).toMatchObject({
      errorType: 'InvalidSignatureException',
      message: expect.stringMatching(
        /^Signature expired: 20260101T000000Z is now earlier than 20260101T000001Z \(20260101T000501Z - 5 min\.\)$/,
      ),
    });
  });

  it('must be there, and whole', () => {
    const request: SignedRequest = {
      method: 'POST',
      path: '/',
      rawQuery: '',
      headers: { host: 'x' },
      body: '',
    };
    expect(refusal(iam.verify(request))).toMatchObject({ errorType: 'MissingAuthenticationTokenException' });
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request',
    };
    expect(refusal(iam.verify({ ...request, headers }))).toMatchObject({
      errorType: 'IncompleteSignatureException',
      message: expect.stringContaining("Authorization header requires 'Signature' parameter."),
    });
  });

  it('must be of a key that is known, with its session token', async () => {
    const stranger = { ...iam.root(), accessKeyId: 'AKIASTRANGER' };
    const token = { ...iam.root(), sessionToken: 'made-up' };
    for (const credentials of [stranger, token]) {
      expect(refusal(iam.verify(await sign({}, credentials)))).toMatchObject({
        errorType: 'UnrecognizedClientException',
        message: 'The security token included in the request is invalid.',
        statusCode: 403,
      });
    }
  });
});

describe('a presigned URL', () => {
  const presign = async (sent: Sent, expiresIn: number) =>
    arrive(
      sent,
      await signer(iam.root()).presign(
        {
          method: 'POST',
          protocol: 'http:',
          hostname: 'localhost',
          path: '/',
          query: {},
          headers: { host: 'localhost' },
          ...sent,
        } as never,
        { signingDate: new Date(clock.now()), expiresIn },
      ),
    );

  it('is good until it expires', async () => {
    const sent = { method: 'GET', path: '/a', query: { x: '1' } };
    const request = await presign(sent, 600);
    expect(iam.verify(request)).toMatchObject({ ok: true });
    clock.advance(600_000);
    expect(iam.verify(request).ok).toBe(true);
    clock.advance(1_000);
    expect(refusal(iam.verify(request))).toMatchObject({
      message: expect.stringContaining('Signature expired'),
    });
  });

  it('cannot be changed', async () => {
    const request = await presign({ method: 'GET' }, 60);
    expect(
      iam.verify({ ...request, rawQuery: request.rawQuery.replace('X-Amz-Expires=60', 'X-Amz-Expires=9999') })
        .ok,
    ).toBe(false);
  });
});
