import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AwsApi } from '../../../local/core/aws-api.ts';
import { AwsError } from '../../../local/core/aws-error.ts';
import { createGateway, type Gateway } from '../../../local/gateway/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { testEnvironment } from '../support.ts';

const environment = testEnvironment();
const iam = createIam({ environment });

/** A service that answers with what it was asked, and fails when asked to. */
function echo(name: string, protocol: AwsApi['protocol'], changes: Partial<AwsApi> = {}): AwsApi {
  return {
    signingNames: [name],
    targetPrefixes: protocol.startsWith('json') ? [`${name}_2020`] : [],
    protocol,
    allowsAnonymous: ({ operation, path }) => operation === 'Open' || path.endsWith('/keys.json'),
    async handle({ operation, body, principal, path, region }) {
      if (body.includes('fail')) throw new AwsError('AccessDeniedException', 'No <way>', 403, { Detail: 1 });
      if (body.includes('crash')) throw new TypeError('secret detail');
      return { status: 200, body: JSON.stringify({ name, operation, path, region, arn: principal?.arn }) };
    },
    ...changes,
  };
}

let gateway: Gateway;
beforeAll(async () => {
  gateway = await createGateway({ environment, iam, port: 0, maximumBody: 10_000 });
  gateway.serve(
    echo('shelf', 'json-1.1'),
    echo('rest', 'rest-json'),
    echo('asking', 'query', { allowsAnonymous: () => false }),
  );
});
afterAll(() => gateway.close());

async function send(
  service: string,
  { path = '/', body = '{}', target }: { path?: string; body?: string; target?: string },
) {
  const signer = new SignatureV4({ credentials: iam.root(), region: 'eu-west-1', service, sha256: Sha256 });
  const { headers } = (await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: 'localhost',
    path,
    query: {},
    headers: { host: new URL(gateway.url).host, ...(target && { 'x-amz-target': target }) },
    body,
  } as never)) as unknown as { headers: Record<string, string> };
  return fetch(gateway.url + path, { method: 'POST', headers, body });
}

it('finds a service by its target, its signature or a path that needs none', async () => {
  expect(await (await send('shelf', { target: 'shelf_2020.List' })).json()).toEqual({
    name: 'shelf',
    operation: 'List',
    path: '/',
    region: 'eu-west-1',
    arn: 'arn:aws:iam::123456789012:root',
  });
  expect(await (await send('rest', { path: '/a/b' })).json()).toMatchObject({ name: 'rest', path: '/a/b' });
  const open = await fetch(`${gateway.url}/pool/keys.json`);
  expect(await open.json()).toEqual({ name: 'shelf', path: '/pool/keys.json', region: 'us-east-1' });
  const anonymous = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'shelf_2020.Open' },
    body: '{}',
  });
  expect(await anonymous.json()).toMatchObject({ operation: 'Open' });
});

it('names a service that it does not serve', async () => {
  const answer = await send('polly', { path: '/v1/speech' });
  expect(answer.status).toBe(501);
  expect(await answer.json()).toMatchObject({
    __type: 'UnknownServiceException',
    message: 'The local cloud does not serve polly (POST /v1/speech).',
  });
});

it('refuses what is not signed, or signed for another service', async () => {
  const unsigned = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'shelf_2020.List' },
    body: '{}',
  });
  expect(unsigned.status).toBe(400);
  expect(unsigned.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  const other = await send('rest', { target: 'shelf_2020.List' });
  expect(await other.json()).toMatchObject({
    __type: 'InvalidSignatureException',
    message: "Credential should be scoped to correct service: 'shelf'. ",
  });
});

it('writes errors in the protocol of the service', async () => {
  const json = await send('shelf', { target: 'shelf_2020.List', body: '{"fail":1}' });
  expect([json.status, await json.json()]).toEqual([
    400,
    { __type: 'AccessDeniedException', message: 'No <way>', Detail: 1 },
  ]);
  const rest = await send('rest', { body: '{"fail":1}' });
  expect([rest.status, rest.headers.get('x-amzn-errortype'), await rest.json()]).toEqual([
    403,
    'AccessDeniedException',
    { message: 'No <way>', Detail: 1 },
  ]);
  const query = await send('asking', { body: 'Action=fail' });
  expect(query.headers.get('content-type')).toBe('text/xml');
  expect(await query.text()).toContain(
    '<Type>Sender</Type><Code>AccessDenied</Code><Message>No &#60;way&#62;</Message>',
  );
});

it('keeps the details of its own faults to itself', async () => {
  const answer = await send('rest', { body: '{"crash":1}' });
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('secret detail');
});

it('lets the pages of any origin in', async () => {
  const preflight = await fetch(gateway.url, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://localhost:3000',
      'access-control-request-headers': 'x-amz-target,amz-sdk-request',
    },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-headers')).toBe('x-amz-target,amz-sdk-request');
});

it('refuses a body that is too large', async () => {
  const answer = await send('rest', { body: 'x'.repeat(20_000) });
  expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([
    413,
    'RequestEntityTooLargeException',
  ]);
});

it('says how it is', async () => {
  const health = await fetch(`${gateway.url}/_health`);
  expect(await health.json()).toEqual({ status: 'ok', services: ['shelf', 'rest', 'asking'] });
});

it('says which port is taken', async () => {
  await expect(createGateway({ environment, iam, port: gateway.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
    message: expect.stringContaining(`Port ${gateway.port} is in use`),
  });
});
