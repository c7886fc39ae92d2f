import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, expect, it } from 'vitest';
import { standUp, type Standing } from '../standing.ts';

let cloud: Standing;
afterEach(() => cloud?.close());
const parameter = (Name: string, Value: string, Type = 'String') => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name, Value, Type },
});

/** A signed request, as the AWS CLI sends it. */
async function ask(operation: string, input: object): Promise<any> {
  const url = new URL(cloud.gateway.url);
  const body = JSON.stringify(input);
  const signer = new SignatureV4({
    service: 'ssm',
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: url.hostname,
    port: Number(url.port),
    path: '/',
    query: {},
    headers: {
      host: url.host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonSSM.${operation}`,
    },
    body,
  });
  return (await fetch(url, { method: 'POST', headers, body })).json();
}

it('reads and puts parameters, those of templates and those given at the start among them', async () => {
  cloud = await standUp({
    Resources: { One: parameter('/shop/stage', 'dev'), Two: parameter('/shop/mail/from', 'a@example.com') },
  });
  expect(await ask('GetParameter', { Name: '/shop/stage' })).toMatchObject({
    Parameter: {
      Name: '/shop/stage',
      Value: 'dev',
      Version: 1,
      Type: 'String',
      ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/shop/stage',
    },
  });
  expect(await ask('GetParameter', { Name: '/given' })).toMatchObject({
    Parameter: { Value: 'at the start' },
  });
  expect(await ask('GetParameter', { Name: '/absent' })).toMatchObject({ __type: 'ParameterNotFound' });
  const put = { Name: '/shop/stage', Value: 'prod' };
  expect(await ask('PutParameter', put)).toMatchObject({ __type: 'ParameterAlreadyExists' });
  expect(await ask('PutParameter', { ...put, Overwrite: true })).toMatchObject({ Version: 2 });
  await ask('PutParameter', { Name: '/shop/key', Value: 'secret', Type: 'SecureString' });
  const names = async (input: object) =>
    (await ask('GetParametersByPath', { Path: '/shop', ...input })).Parameters.map(({ Name }: any) => Name);
  expect(await names({})).toEqual(['/shop/key', '/shop/stage']);
  expect(await names({ Recursive: true })).toEqual(['/shop/key', '/shop/mail/from', '/shop/stage']);
  const several = await ask('GetParameters', { Names: ['/shop/key', '/absent'], WithDecryption: true });
  expect(several).toMatchObject({ Parameters: [{ Value: 'secret' }], InvalidParameters: ['/absent'] });
  expect((await ask('GetParameter', { Name: '/shop/key' })).Parameter.Value).not.toBe('secret');
});

it('keeps what was put with the data directory', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'ssm-'));
  const start = () =>
    standUp({ Resources: { One: parameter('/a', '1') } }, { environment: { dataDirectory } });
  try {
    cloud = await start();
    await ask('PutParameter', { Name: '/a', Value: 'mine', Overwrite: true });
    await cloud.close();
    cloud = await start();
    expect(await ask('GetParameter', { Name: '/a' })).toMatchObject({ Parameter: { Value: 'mine' } });
  } finally {
    await cloud.close();
    rmSync(dataDirectory, { recursive: true });
  }
});
