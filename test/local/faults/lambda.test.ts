import { InvokeCommand } from '@aws-sdk/client-lambda';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import type { FaultRates } from '../../../local/faults/rates.ts';
import { create } from '../support.ts';
import { startFaultyCloud, type FaultyCloud } from './cloud.ts';

let cloud: FaultyCloud;
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ran-'));
  file = join(folder, 'runs');
});
afterEach(async () => {
  await cloud.close();
  await rm(folder, { recursive: true });
});

/** A function `work` that leaves a line for each run. */
async function start(rates: FaultRates, options?: Parameters<typeof startFaultyCloud>[1]) {
  cloud = await startFaultyCloud({ rates }, { database: false, ...options });
  await cloud.define(
    'work',
    `import { appendFileSync } from 'node:fs';
     export const handler = async () => { appendFileSync(process.env.FILE, 'ran\\n'); return 'done'; };`,
    { Timeout: 5, Environment: { Variables: { FILE: file } } },
  );
}
const runs = async () => (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean).length;
const invoke = async (more: object = {}) => {
  const { FunctionError, Payload, StatusCode } = await cloud
    .functions()
    .send(new InvokeCommand({ FunctionName: 'work', Payload: '{}', ...more }));
  const text = Payload?.transformToString();
  return { FunctionError, StatusCode, payload: text && JSON.parse(text) };
};

describe('an invocation', () => {
  it('is refused for its rate', async () => {
    await start({ 'lambda.throttled': 1 });
    await expect(invoke()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'ConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    });
    expect(await runs()).toBe(0);
  });

  it.each([
    ['lambda.timeoutBefore', 0],
    ['lambda.timeoutAfter', 1],
  ] as const)('times out: %s', async (kind, expected) => {
    await start({ [kind]: 1 });
    const { FunctionError, payload } = await invoke();
    expect(FunctionError).toBe('Unhandled');
    expect(payload).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 5\.00 seconds$/),
    });
    expect(await runs()).toBe(expected);
    expect(cloud.control.counts()).toEqual({ [kind]: 1 });
  });

  it('waits for an environment that starts late, and not for a warm one', async () => {
    const clock = new ManualClock(Date.now());
    await start({ 'lambda.slowStart': 1 }, { clock });
    const running = cloud.lambda.invoke({ functionName: 'work', payload: {} });
    await vi.waitFor(() => expect(cloud.control.counts()).toEqual({ 'lambda.slowStart': 1 }), {
      timeout: 60_000,
    });
    expect(await runs()).toBe(0);
    clock.advance(3_000);
    expect((await running).payload).toBe('"done"');
    expect((await cloud.lambda.invoke({ functionName: 'work', payload: {} })).payload).toBe('"done"');
    expect(cloud.control.counts()).toEqual({ 'lambda.slowStart': 1 });
  });

  it('without rates goes well', async () => {
    await start({});
    expect(await invoke()).toEqual({ FunctionError: undefined, StatusCode: 200, payload: 'done' });
    expect(cloud.control.counts()).toEqual({});
  });
});

it('an asynchronous event reaches its function twice', async () => {
  await start({ 'lambda.duplicated': 1 });
  expect((await invoke({ InvocationType: 'Event' })).StatusCode).toBe(202);
  await vi.waitFor(async () => expect(await runs()).toBe(2), { timeout: 60_000 });
});

describe('a crash', () => {
  /** A function that puts three items, one after the other. */
  async function startWriting(rates: FaultRates) {
    cloud = await startFaultyCloud({ rates });
    await cloud.table();
    await create(cloud.iam.resources, 'AWS::IAM::Policy', {
      PolicyName: 'Write',
      Roles: ['Function'],
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: '*' }] },
    });
    await cloud.define(
      'work',
      `import { createRequire } from 'node:module';
       const { DynamoDBClient, PutItemCommand } = createRequire(process.env.PROJECT)('@aws-sdk/client-dynamodb');
       const client = new DynamoDBClient({});
       export const handler = async ({ run }) => {
         for (const step of [1, 2, 3]) {
           await client.send(new PutItemCommand({ TableName: 'Things', Item: { pk: { S: run + '/' + step } } }));
         }
         return 'done';
       };`,
      { Environment: { Variables: { PROJECT: import.meta.url } } },
    );
  }
  const work = async (run: number) => {
    const { functionError, payload } = await cloud.lambda.invoke({ functionName: 'work', payload: { run } });
    return functionError ? JSON.parse(payload) : payload;
  };
  const steps = async (run: number) => {
    const { Items } = await cloud.dynamodb.call('Scan', { TableName: 'Things' });
    return Items.filter(({ pk }: any) => pk.S.startsWith(`${run}/`)).length;
  };

  it('ends a function at one of its calls, before or after the effect, or at its end', async () => {
    await startWriting({ 'lambda.crashed': 1 });
    const done: number[] = [];
    for (let run = 0; run < 24; run++) {
      expect(await work(run)).toEqual({
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(
          /^RequestId: \S+ Error: Runtime exited with error: signal: killed$/,
        ),
      });
      done.push(await steps(run));
    }
    expect(new Set(done)).toEqual(new Set([0, 1, 2, 3]));
    expect(cloud.control.counts()).toEqual({ 'lambda.crashed': 24 });
  });

  it('strikes the same calls with the same seed, and leaves others alone', async () => {
    const outcomes = async () => {
      await startWriting({ 'lambda.crashed': 0.5 });
      const seen: unknown[] = [];
      for (let run = 0; run < 8; run++) seen.push([(await work(run)) === '"done"', await steps(run)]);
      return seen;
    };
    const first = await outcomes();
    await cloud.close();
    expect(await outcomes()).toEqual(first);
    expect(first).toContainEqual([true, 3]);
    expect(first.some((one) => (one as [boolean])[0] === false)).toBe(true);
  });
});
