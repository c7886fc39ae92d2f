import type { Message } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { letterOf } from '../../../scripts/dead-letters/letter.ts';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:publish:$LATEST';
const steps = 'arn:aws:sqs:us-east-1:000000000000:steps';
const message = (Body: object | string, more: Partial<Message> = {}): Message => ({
  MessageId: 'm1',
  Body: typeof Body === 'string' ? Body : JSON.stringify(Body),
  ...more,
  Attributes: { SentTimestamp: '1795556500000', ApproximateReceiveCount: '9', ...more.Attributes },
});
const attributes = (texts: Record<string, string>) => ({
  MessageAttributes: Object.fromEntries(
    Object.entries(texts).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  ),
});

// As the Lambda Developer Guide shows it.
const batch = {
  requestContext: {
    requestId: '316aa6d0-8154-xmpl-9af7-85d5f4a6bc81',
    functionArn,
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: 7,
  },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  version: '1.0',
  timestamp: '2019-11-14T00:13:49.717Z',
  DDBStreamBatchInfo: {
    shardId: 'shardId-00000001573689847184-864758bb',
    startSequenceNumber: '800000000003126276362',
    endSequenceNumber: '800000000003126276364',
    approximateArrivalOfFirstRecord: '2019-11-14T00:13:19Z',
    approximateArrivalOfLastRecord: '2019-11-14T00:13:19Z',
    batchSize: 2,
    streamArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/shop/stream/2019-11-14T00:04:06.388',
  },
};

test('records of a stream that Lambda gave up', () => {
  expect(letterOf(message(batch), [])).toMatchObject({
    kind: 'stream',
    id: 'm1',
    since: '2026-11-24T21:41:40.000Z',
    functionArn,
    condition: 'RetryAttemptsExhausted',
    invocations: 7,
    shardId: 'shardId-00000001573689847184-864758bb',
    first: '800000000003126276362',
    last: '800000000003126276364',
    size: 2,
    streamArn: batch.DDBStreamBatchInfo.streamArn,
  });
});

test('an asynchronous call that failed', () => {
  const call = {
    version: '1.0',
    requestContext: { functionArn, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { order: 1 },
    responseContext: { statusCode: 200, functionError: 'Unhandled' },
    responsePayload: { errorMessage: 'no' },
  };
  expect(letterOf(message(call), [])).toMatchObject({
    kind: 'call',
    functionArn,
    payload: { order: 1 },
    condition: 'RetriesExhausted',
    invocations: 3,
    answer: { errorMessage: 'no' },
  });
  // One that was never run has no answer, and may have no payload to speak of.
  const { responsePayload: _, ...unanswered } = call;
  expect(letterOf(message({ ...unanswered, requestPayload: null }), [])).toMatchObject({ payload: null });
});

test('an event that a rule could not hand to its target', () => {
  const ruleArn = 'arn:aws:events:us-east-1:000000000000:rule/bodega-dev/steps';
  const event = { id: 'e1', detail: { type: 'PLACED' } };
  const given = attributes({
    RULE_ARN: ruleArn,
    TARGET_ARN: steps,
    ERROR_CODE: 'NO_PERMISSIONS',
    ERROR_MESSAGE: 'Access to the resource is denied',
  });
  expect(letterOf(message(event, given), [])).toMatchObject({
    kind: 'event',
    ruleArn,
    targetArn: steps,
    error: 'NO_PERMISSIONS: Access to the resource is denied',
    event,
  });
});

test('what a schedule could not hand to its target', () => {
  const scheduleArn = 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/nightly';
  const given = attributes({ SCHEDULE_ARN: scheduleArn, TARGET_ARN: functionArn, ERROR_CODE: 'Throttled' });
  expect(letterOf(message('any text', given), [])).toMatchObject({
    kind: 'schedule',
    scheduleArn,
    targetArn: functionArn,
    error: 'Throttled',
    input: 'any text',
  });
});

test('a message that its queue put aside goes back there, whatever it looks like', () => {
  const system = { DeadLetterQueueSourceArn: steps, MessageGroupId: 'customers' };
  expect(letterOf(message(batch, { Attributes: system }), ['arn:other'])).toMatchObject({
    kind: 'message',
    sourceArn: steps,
    group: 'customers',
    tries: 9,
  });
});

test('a message that its worker put aside belongs to the one queue that has these dead letters', () => {
  expect(letterOf(message({ orderId: 'o1' }), [steps])).toMatchObject({ kind: 'message', sourceArn: steps });
  expect(letterOf(message({ orderId: 'o1' }), [steps, 'arn:other'])).toMatchObject({
    kind: 'unknown',
    why: 'it may be from any of several queues',
  });
});

test('anything else is said to be unknown', () => {
  for (const body of ['', 'text', 'null', '[]', '{"requestContext":{}}'])
    expect(letterOf(message(body), [])).toMatchObject({ kind: 'unknown' });
});
