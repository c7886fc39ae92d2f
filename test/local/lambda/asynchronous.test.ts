import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import { createLog } from '../../../local/core/log.ts';
import { create } from '../support.ts';
import { startCloud, type Cloud } from './cloud.ts';

const started = Date.parse('2026-03-01T08:00:00.000Z');
const second = 1000;
const minute = 60 * second;

/** Tells which waits were begun, so that a test moves it when something waits, and no sooner. */
class WatchedClock extends ManualClock {
  readonly begun: number[] = [];
  override after(milliseconds: number, callback: () => void) {
    this.begun.push(milliseconds);
    return super.after(milliseconds, callback);
  }
  async pass(milliseconds: number): Promise<void> {
    await vi.waitFor(() => expect(this.begun).toContain(milliseconds), 60_000);
    this.advance(milliseconds);
  }
}

let cloud: Cloud;
let clock: WatchedClock;
/** What the terminal says. */
let said: string[];
beforeEach(async () => {
  clock = new WatchedClock(started);
  said = [];
  const log = createLog('warn', (line) => said.push(line));
  cloud = await startCloud({ environment: { clock, log } });
});
afterEach(() => cloud.close());

async function queue(QueueName: string) {
  const { ref, attributes } = await create(cloud.sqs.resources, 'AWS::SQS::Queue', { QueueName });
  return { url: ref, arn: String(attributes!.Arn) };
}

/** Waits for the next message of a queue, and takes it away; meanwhile the clock goes on by so many milliseconds a look. */
async function next({ url }: { url: string }, passing = 0): Promise<any> {
  const got = await vi.waitFor(async () => {
    clock.advance(passing);
    const { Messages } = await cloud.sqs.call('ReceiveMessage', {
      QueueUrl: url,
      MessageAttributeNames: ['All'],
    });
    if (!Messages?.length) throw new Error('No message yet');
    return Messages[0];
  }, 60_000);
  await cloud.sqs.call('DeleteMessage', { QueueUrl: url, ReceiptHandle: got.ReceiptHandle });
  return { ...got, body: JSON.parse(got.Body) };
}

const configure = (properties: object) =>
  create(cloud.lambda.resources, 'AWS::Lambda::EventInvokeConfig', {
    FunctionName: 'worker',
    Qualifier: '$LATEST',
    ...properties,
  });

const hand = (payload: unknown) =>
  cloud.lambda.invoke({ functionName: 'worker', payload, invocationType: 'Event' });

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:worker:$LATEST';

describe('an asynchronous event', () => {
  it('that succeeded is told to the destination for success', async () => {
    const done = await queue('done');
    await cloud.define('worker', `export const handler = async ({ n }) => ({ twice: 2 * n })`);
    await configure({ DestinationConfig: { OnSuccess: { Destination: done.arn } } });
    await hand({ n: 21 });
    expect((await next(done)).body).toEqual({
      version: '1.0',
      timestamp: '2026-03-01T08:00:00.000Z',
      requestContext: {
        requestId: expect.any(String),
        functionArn: arn,
        condition: 'Success',
        approximateInvokeCount: 1,
      },
      requestPayload: { n: 21 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST' },
      responsePayload: { twice: 42 },
    });
  });

  it('that fails three times is told to the destination for failure, and kept in the dead-letter queue', async () => {
    const failed = await queue('failed');
    const dead = await queue('dead');
    await cloud.define(
      'worker',
      `export const handler = async () => { throw new TypeError('no such thing') }`,
      {
        DeadLetterConfig: { TargetArn: dead.arn },
      },
    );
    await configure({ DestinationConfig: { OnFailure: { Destination: failed.arn } } });
    await hand({ n: 1 });
    await clock.pass(minute);
    await clock.pass(2 * minute);
    expect((await next(failed)).body).toMatchObject({
      requestContext: { functionArn: arn, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { n: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'TypeError', errorMessage: 'no such thing' },
    });
    const letter = await next(dead);
    expect(letter.body).toEqual({ n: 1 });
    expect(letter.MessageAttributes).toMatchObject({
      RequestID: { DataType: 'String' },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: { StringValue: 'no such thing' },
    });
  });

  it('that is given up is told in the terminal, with how many of its function were in a row', async () => {
    const done = await queue('done');
    await cloud.define(
      'worker',
      `export const handler = async ({ ok }) => { if (!ok) throw new Error('no') }`,
    );
    await configure({
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnSuccess: { Destination: done.arn } },
    });
    const told = () => said.flatMap((line) => /is discarded .*"inARow":(\d+)/.exec(line)?.[1] ?? []);
    const fail = async (rows: string) => {
      await hand({ ok: false });
      await vi.waitFor(() => expect(told().join()).toBe(rows), 10_000);
    };
    await fail('1');
    await fail('1,2');
    await hand({ ok: true });
    await next(done);
    await fail('1,2,1');
  });

  it('that is too old for another attempt is told so', async () => {
    const failed = await queue('failed');
    await cloud.define('worker', `export const handler = async () => { throw new Error('not now') }`);
    await configure({
      MaximumEventAgeInSeconds: 90,
      DestinationConfig: { OnFailure: { Destination: failed.arn } },
    });
    await hand({});
    await clock.pass(minute);
    expect((await next(failed)).body.requestContext).toMatchObject({
      condition: 'EventAgeExceeded',
      approximateInvokeCount: 2,
    });
  });

  it('for a function that may not run at all is given up at once', async () => {
    const failed = await queue('failed');
    await cloud.define('worker', `export const handler = async () => {}`, {
      ReservedConcurrentExecutions: 0,
    });
    await configure({ DestinationConfig: { OnFailure: { Destination: failed.arn } } });
    await hand({ n: 1 });
    const { body } = await next(failed);
    expect(body).toMatchObject({ requestContext: { approximateInvokeCount: 0 }, requestPayload: { n: 1 } });
    expect(body.responsePayload).toBeUndefined();
  });

  it('that was only throttled waits, and is done', async () => {
    const done = await queue('done');
    await cloud.define(
      'worker',
      `export const handler = ({ wait }) => new Promise((resolve) => setTimeout(resolve, wait))`,
      { ReservedConcurrentExecutions: 1, Timeout: 300 },
    );
    await configure({ MaximumRetryAttempts: 0, DestinationConfig: { OnSuccess: { Destination: done.arn } } });
    await hand({ wait: 6 * second, n: 1 });
    await hand({ wait: 0, n: 2 });
    await clock.pass(second);
    const told = [await next(done, second), await next(done, second)];
    expect(told.map(({ body }) => [body.requestPayload.n, body.requestContext.condition]).sort()).toEqual([
      [1, 'Success'],
      [2, 'Success'],
    ]);
  });
});
