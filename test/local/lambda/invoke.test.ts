import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create } from '../support.ts';
import { startCloud, type Cloud } from './cloud.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

const invoke = async (functionName: string, payload: unknown = {}) => {
  const result = await cloud.lambda.invoke({ functionName, payload });
  return { ...result, body: JSON.parse(result.payload) };
};

describe('a handler', () => {
  it('may be an ES module that returns a promise', async () => {
    await cloud.define('esm', `export const handler = async (event) => ({ twice: event.n * 2 });`);
    expect(await invoke('esm', { n: 21 })).toMatchObject({ statusCode: 200, body: { twice: 42 } });
  });

  it('lives by the clock of the cloud', async () => {
    await cloud.define(
      'clocked',
      `export const handler = async () =>
         [Date.now(), new Date().getTime(), Date.parse(Date()), new Date(7).getTime(), new Date() instanceof Date];`,
    );
    const { body } = await invoke('clocked');
    const [now, made, told, given, isDate] = body as number[];
    expect(Math.abs(now! - cloud.environment.clock.now())).toBeLessThan(60_000);
    expect(made! - now!).toBeLessThan(60_000);
    expect(now! - told!).toBeLessThan(60_000);
    expect([given, isDate]).toEqual([7, true]);
  });

  it('may be CommonJS with a callback', async () => {
    await cloud.define(
      'cjs',
      `exports.handler = (event, context, callback) => setImmediate(callback, null, event.n);`,
      {},
      'index.js',
    );
    expect((await invoke('cjs', { n: 1 })).body).toBe(1);
  });

  it('may not take a callback from Node.js 24 on', async () => {
    await cloud.define('late', `export const handler = (e, c, callback) => callback();`, {
      Runtime: 'nodejs24.x',
    });
    expect((await invoke('late')).body.errorType).toBe('Runtime.CallbackHandlerDeprecated');
  });

  it('may be written in the template or come as a zip file', async () => {
    await cloud.define('inline', '', { Code: { ZipFile: `exports.handler = async () => 'inline'` } });
    expect((await invoke('inline')).body).toBe('inline');

    const folder = await mkdtemp(join(tmpdir(), 'zip-'));
    const file = join(folder, 'code.zip');
    await writeFile(file, zipSync({ 'src/app.mjs': Buffer.from(`export const run = async () => 'zipped'`) }));
    await create(
      cloud.lambda.resources,
      'AWS::Lambda::Function',
      {
        FunctionName: 'zipped',
        Handler: 'src/app.run',
        Runtime: 'nodejs22.x',
        Role: 'arn:aws:iam::123456789012:role/Function',
        Code: { S3Bucket: 'b', S3Key: 'k' },
      },
      { asset: () => file },
    );
    expect((await invoke('zipped')).body).toBe('zipped');
    await rm(folder, { recursive: true });
  });

  it('sees its own environment and no other', async () => {
    process.env.AWS_PROFILE = 'mine';
    await cloud.define('env', `export const handler = async () => process.env`, {
      Environment: { Variables: { TABLE: 'Shop' } },
      MemorySize: 256,
    });
    const { body } = await invoke('env');
    delete process.env.AWS_PROFILE;
    expect(body).toMatchObject({
      TABLE: 'Shop',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'env',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_ENDPOINT_URL: cloud.gateway.url,
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
      AWS_SESSION_TOKEN: expect.any(String),
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-/),
    });
    expect(body).not.toHaveProperty('AWS_PROFILE');
  });

  it('calls the local cloud with version 2 of the SDK, which reads no endpoint from its environment', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sdk-'));
    // The one member of that SDK that tells all its clients where to go.
    await mkdir(join(folder, 'node_modules/aws-sdk'), { recursive: true });
    await writeFile(
      join(folder, 'node_modules/aws-sdk/index.js'),
      'exports.config = { update(changes) { Object.assign(this, changes); } };',
    );
    await writeFile(
      join(folder, 'index.js'),
      "const { config } = require('aws-sdk'); exports.handler = async () => config.endpoint;",
    );
    await create(
      cloud.lambda.resources,
      'AWS::Lambda::Function',
      {
        FunctionName: 'old',
        Handler: 'index.handler',
        Runtime: 'nodejs16.x',
        Role: 'arn:aws:iam::123456789012:role/Function',
        Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
      },
      { asset: () => folder },
    );
    expect((await invoke('old')).body).toBe(cloud.gateway.url);
    await rm(folder, { recursive: true });
  });

  it('is given its context', async () => {
    await cloud.define(
      'context',
      `export const handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() })`,
      { Timeout: 5 },
    );
    const { body } = await invoke('arn:aws:lambda:us-east-1:123456789012:function:context');
    expect(body).toMatchObject({
      functionName: 'context',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:context',
      logGroupName: '/aws/lambda/context',
      awsRequestId: expect.any(String),
    });
    expect(body.left).toBeGreaterThan(0);
    expect(body.left).toBeLessThanOrEqual(5000);
  });

  it('stays warm, one event at a time', async () => {
    await cloud.define(
      'warm',
      `let calls = 0, busy = 0;
       export const handler = async () => { busy++; await new Promise((r) => setTimeout(r, 20)); const b = busy--; return { calls: ++calls, busy: b }; }`,
    );
    const together = await Promise.all([invoke('warm'), invoke('warm')]);
    expect(together.map(({ body }) => body)).toEqual([
      { calls: 1, busy: 1 },
      { calls: 1, busy: 1 },
    ]);
    expect((await invoke('warm')).body.calls).toBe(2);
  });
});

describe('a handler that fails', () => {
  const cases: [name: string, source: string, properties: Record<string, any>, error: unknown][] = [
    [
      'throws',
      `class OutOfStock extends Error { name = 'OutOfStock' } export const handler = async () => { throw new OutOfStock('none left') }`,
      {},
      { errorType: 'OutOfStock', errorMessage: 'none left', trace: expect.any(Array) },
    ],
    [
      'rejects a string',
      `export const handler = () => Promise.reject('no')`,
      {},
      { errorType: 'string', errorMessage: 'no' },
    ],
    [
      'takes too long',
      `export const handler = () => new Promise((r) => setTimeout(r, 60000))`,
      { Timeout: 1 },
      {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/^RequestId: .* Error: Task timed out after 1.00 seconds$/),
      },
    ],
    [
      'never lets go of the processor',
      `export const handler = async () => { for (;;); }`,
      { Timeout: 1 },
      { errorType: 'Sandbox.Timedout' },
    ],
    [
      'exits',
      `export const handler = async () => { process.exit(3) }`,
      {},
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') },
    ],
    [
      'is not exported',
      `export const other = 1`,
      {},
      { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
    ],
    [
      'imports what is not there',
      `import 'no-such-package'; export const handler = () => {}`,
      {},
      { errorType: 'Runtime.ImportModuleError' },
    ],
    [
      'has no file',
      ``,
      { Handler: 'main.handler' },
      {
        errorType: 'Runtime.ImportModuleError',
        errorMessage: expect.stringContaining("Cannot find module 'main'"),
      },
    ],
    ['is not JavaScript', `export const = `, {}, { errorType: 'Runtime.UserCodeSyntaxError' }],
    [
      'returns what JSON cannot hold',
      `export const handler = async () => ({ n: 1n })`,
      {},
      { errorType: 'Runtime.MarshalError', errorMessage: 'Unable to stringify response body' },
    ],
    [
      'leaves a rejection unhandled',
      `export const handler = () => { Promise.reject(new Error('lost')); return new Promise(() => {}) }`,
      {},
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: lost' },
    ],
    [
      'answers with too much',
      `export const handler = async () => 'x'.repeat(7 * 1024 * 1024)`,
      {},
      { errorType: 'Function.ResponseSizeTooLarge' },
    ],
  ];
  it.each(cases)('%s', async (name, source, properties, error) => {
    const functionName = name.replaceAll(' ', '-');
    await cloud.define(functionName, source, properties);
    const result = await invoke(functionName);
    expect(result).toMatchObject({ statusCode: 200, functionError: 'Unhandled', body: error });
  });

  it('leaves the next event a fresh start', async () => {
    await cloud.define('once', `export const handler = async ({ exit }) => exit ? process.exit(1) : 'fine'`);
    await invoke('once', { exit: true });
    expect((await invoke('once')).body).toBe('fine');
  });
});

describe('what is refused', () => {
  it('other runtimes, by logical id', async () => {
    await expect(cloud.define('python', '', { Runtime: 'python3.13' })).rejects.toThrow(
      'Resource: the runtime python3.13',
    );
  });

  it('more at once than is reserved', async () => {
    await cloud.define('single', `export const handler = () => new Promise((r) => setTimeout(r, 100))`, {
      ReservedConcurrentExecutions: 1,
    });
    const first = invoke('single');
    await expect(invoke('single')).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      statusCode: 429,
    });
    await first;
  });

  it('callers whose policies do not allow it', async () => {
    const { principal } = cloud.iam.assume('arn:aws:iam::123456789012:role/Function', 'x');
    await expect(cloud.lambda.invoke({ functionName: 'esm', payload: {}, principal })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      statusCode: 403,
    });
  });

  it('functions that do not stand', async () => {
    await expect(cloud.lambda.invoke({ functionName: 'nobody', payload: {} })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody',
    });
  });
});

describe('versions and aliases', () => {
  it('are called by their ARN', async () => {
    await cloud.define('named', `export const handler = async (e, c) => c.invokedFunctionArn`);
    const version = await create(cloud.lambda.resources, 'AWS::Lambda::Version', { FunctionName: 'named' });
    expect(version).toMatchObject({ ref: expect.stringMatching(/:named:1$/), attributes: { Version: '1' } });
    const alias = await create(cloud.lambda.resources, 'AWS::Lambda::Alias', {
      FunctionName: 'named',
      FunctionVersion: version.attributes!.Version,
      Name: 'live',
    });
    expect((await invoke(alias.ref)).body).toBe(alias.ref);
    await expect(invoke('named:2')).rejects.toThrow('Function not found');
  });
});

describe('the AWS SDK', () => {
  const client = () =>
    new LambdaClient({
      endpoint: cloud.gateway.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });

  it('invokes, and reads the tail of the log', async () => {
    await cloud.define(
      'logs',
      `console.log('loading'); export const handler = async () => { console.warn('hello %s', 'you'); throw new Error('x') }`,
    );
    const answer = await client().send(
      new InvokeCommand({ FunctionName: 'logs', Payload: '{}', LogType: 'Tail' }),
    );
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled', ExecutedVersion: '$LATEST' });
    expect(JSON.parse(answer.Payload!.transformToString())).toMatchObject({ errorMessage: 'x' });
    const log = Buffer.from(answer.LogResult!, 'base64').toString();
    expect(log).toMatch(
      /START RequestId: .*\n.*INFO\tloading\n.*WARN\thello you\n.*ERROR\tInvoke Error[^]*REPORT RequestId/,
    );
  });

  it('hears of functions that do not stand, and lists those that do', async () => {
    await expect(client().send(new InvokeCommand({ FunctionName: 'nobody' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    const { Functions } = await client().send(new ListFunctionsCommand({}));
    expect(Functions?.map((one) => one.FunctionName)).toContain('logs');
  });

  it('hands events over in the background', async () => {
    await cloud.define('later', `export const handler = async () => {}`);
    const answer = await client().send(
      new InvokeCommand({ FunctionName: 'later', InvocationType: 'Event', Payload: '{}' }),
    );
    expect(answer.StatusCode).toBe(202);
  });
});
