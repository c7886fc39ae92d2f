import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudView, RunView } from '../../../local/core/inspection.ts';
import { until } from '../../support/until.ts';
import { showCloud, type ShownCloud } from './cloud-page.ts';

let shown: ShownCloud;
beforeAll(async () => {
  shown = await showCloud({ page: false });
});
afterAll(() => shown.close());

const read = async <Answer>(path: string): Promise<Answer> => {
  const response = await fetch(`${shown.origin}${path}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  return (await response.json()) as Answer;
};
const cloud = () => read<CloudView>('/_local/cloud');
const runOf = (arn: string) => read<RunView>(`/_local/workflows/${encodeURIComponent(arn)}`);

describe('what a cloud shows of itself', () => {
  it('marks dead letters and masks what is secret', async () => {
    const { sqs } = shown.cloud.services;
    const letters = sqs.inspect().find(({ name }) => name === 'parcels-dead')!;
    const body = { id: 'O-9', password: 'hunter2', text: 'Bearer abcdefghij', taskToken: 'AQ-secret' };
    await sqs.call('SendMessage', { QueueUrl: sqs.urlOf(letters.arn), MessageBody: JSON.stringify(body) });
    const { queues } = await cloud();
    expect(queues.find(({ name }) => name === 'parcels-dead')).toMatchObject({
      visible: 1,
      inFlight: 0,
      deadLettersOf: [
        { kind: 'queue', name: 'parcels' },
        { kind: 'rule', name: 'placed' },
      ],
      messages: [{ state: 'visible', body: { id: 'O-9', password: '***', text: '***', taskToken: '***' } }],
    });
    expect(queues.find(({ name }) => name === 'parcels')!.redrive).toMatchObject({ maxReceiveCount: 1 });
  });

  it('tells what a function could not deal with, from a stream or an event, from what waits to be done', async () => {
    const { dynamodb, lambda } = shown.cloud.services;
    await dynamodb.call('PutItem', { TableName: 'Steps', Item: { id: { S: 'S-1' } } });
    await lambda.invoke({ functionName: 'Track', payload: { step: 'S-2' }, invocationType: 'Event' });
    const lost = await until(async () => {
      const { queues } = await cloud();
      const queue = queues.find(({ name }) => name === 'tracking-dead')!;
      return queue.visible === 2 ? queue : undefined;
    });
    expect(lost.deadLettersOf).toEqual([
      { kind: 'stream', name: 'Steps', reader: 'Track' },
      { kind: 'function', name: 'Track' },
      { kind: 'schedule', name: 'nightly' },
    ]);
  });

  it('tells of events, newest first, and where they went', async () => {
    const event = (type: string) => ({
      EventBusName: 'shop',
      Source: 'shop.orders',
      DetailType: type,
      Detail: '{"id":"O-1","accessToken":"abc"}',
    });
    await shown.cloud.services.events.putEvents([event('OrderPlaced'), event('OrderSeen')]);
    const latest = await until(async () => {
      const { events } = await cloud();
      return events.latest.every(({ deliveries }) => deliveries.every(({ status }) => status === 'delivered'))
        ? events.latest
        : undefined;
    });
    expect(latest).toMatchObject([
      { detailType: 'OrderSeen', deliveries: [] },
      { detailType: 'OrderPlaced', deliveries: [{ rule: 'placed', attempts: 1 }] },
    ]);
    expect(latest[0]!.event).toMatchObject({ detail: { id: 'O-1', accessToken: '***' } });
  });

  it('tells what each state of a run did', async () => {
    const arn = await shown.run({ kilos: 140, cvc: '123' });
    await shown.refuse('TooHeavy');
    const run = await until(async () => {
      const run = await runOf(arn);
      return run.execution.status === 'RUNNING' ? undefined : run;
    });
    expect(run.execution).toMatchObject({ status: 'FAILED', error: 'NotShipped', input: { cvc: '***' } });
    expect(run.visits.map(({ name, status }) => [name, status])).toEqual([
      ['Weigh', 'succeeded'],
      ['Heavy?', 'succeeded'],
      ['Ask carrier', 'caught'],
      ['Tell customer', 'succeeded'],
      ['Not shipped', 'failed'],
    ]);
    const { workflows } = await cloud();
    expect(workflows.executions[0]).toMatchObject({ arn, status: 'FAILED' });
    expect(workflows.executions[0]).not.toHaveProperty('input');
  });

  it('tells of alarms', async () => {
    expect((await cloud()).alarms).toMatchObject([
      {
        name: 'parcels-lost',
        description: 'Parcels are lost',
        state: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        condition: 'Sum of Lost > 0, 1 of 1 × 60 s',
      },
    ]);
  });

  it('answers nothing else', async () => {
    expect((await fetch(`${shown.origin}/_local/workflows/none`)).status).toBe(404);
    expect((await fetch(`${shown.origin}/_local/cloud`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${shown.origin}/_local/clouds`)).status).toBe(404);
  });
});
