import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Faults } from '../../../local/core/faults.ts';
import { patiently, startEvents, type Events } from './cloud.ts';

const minutes = 60_000;

/** A queue that takes everything and, while it is in trouble, answers that it did not. */
const trouble: Faults & { on: boolean } = {
  on: true,
  idle: false,
  expects: () => true,
  strikes: (kind, point) =>
    trouble.on && kind === 'delivery.lostAck' && point === 'events/orders'
      ? { chance: () => 0, pick: (from) => from[0]! }
      : undefined,
};

let cloud: Events;
let orders: Awaited<ReturnType<Events['queue']>>;
async function start(dataDirectory?: string) {
  cloud = await startEvents({ faults: trouble, ...(dataDirectory !== undefined && { dataDirectory }) });
  orders = await cloud.queue('orders', { VisibilityTimeout: 0 });
}
beforeEach(async () => {
  trouble.on = true;
  await start();
});
afterEach(() => cloud.close());

async function rule(target: Target) {
  await cloud.client.send(new PutRuleCommand({ Name: 'orders', EventPattern: '{"source":["shop"]}' }));
  await cloud.client.send(new PutTargetsCommand({ Rule: 'orders', Targets: [target] }));
}
const put = (id: string) =>
  cloud.client.send(
    new PutEventsCommand({
      Entries: [{ Source: 'shop', DetailType: 'OrderPlaced', Detail: JSON.stringify({ id }) }],
    }),
  );
const delivery = () => cloud.events.inspect().events.at(-1)!.deliveries[0]!;
const attributesOf = async (url: string) => {
  const [letter] = await cloud.messages(url);
  return {
    body: JSON.parse(letter?.Body ?? 'null'),
    ...Object.fromEntries(
      Object.entries(letter?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]),
    ),
  };
};
const arrived = async () => (await cloud.bodies(orders.url)).map(({ detail }) => detail.id).sort();
/** Lets the next attempt begin and end. */
async function nextTry() {
  const { attempts, nextAt } = delivery();
  cloud.clock.advance(nextAt! - cloud.clock.now());
  await expect.poll(() => delivery().attempts, patiently).toBeGreaterThan(attempts);
}

it('tries again with pauses that grow, until the target is well', async () => {
  await rule({ Id: 'queue', Arn: orders.arn });
  await put('a');
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    await expect.poll(() => delivery(), patiently).toMatchObject({ status: 'retrying', attempts: attempt });
    pauses.push(delivery().nextAt! - cloud.clock.now());
    if (attempt === 4) trouble.on = false;
    await nextTry();
  }
  for (const [index, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThanOrEqual(500 * 2 ** index);
    expect(pause).toBeLessThanOrEqual(1000 * 2 ** index);
  }
  expect(await arrived()).toEqual(['a', 'a', 'a', 'a', 'a']);
  expect(delivery()).toMatchObject({ status: 'delivered', attempts: 5 });
  expect(cloud.events.inspect().pending).toBe(0);
});

it.each([
  ['MaximumRetryAttempts', { MaximumRetryAttempts: 1 }, '1'],
  ['MaximumEventAgeInSeconds', { MaximumEventAgeInSeconds: 60 }, expect.stringMatching(/^[4-7]$/)],
])('writes a dead letter when %s is reached', async (condition, RetryPolicy, retries) => {
  const letters = await cloud.queue('letters');
  await rule({ Id: 'queue', Arn: orders.arn, RetryPolicy, DeadLetterConfig: { Arn: letters.arn } });
  await put('a');
  await expect.poll(() => delivery().status, patiently).toBe('retrying');
  while (delivery().status !== 'dead-lettered') await nextTry();
  expect(await attributesOf(letters.url)).toEqual({
    body: expect.objectContaining({ source: 'shop', detail: { id: 'a' } }),
    RULE_ARN: 'arn:aws:events:us-east-1:123456789012:rule/orders',
    TARGET_ARN: orders.arn,
    ERROR_CODE: 'ERROR_FROM_TARGET',
    ERROR_MESSAGE: 'The service is temporarily unavailable.',
    EXHAUSTED_RETRY_CONDITION: condition,
    RETRY_ATTEMPTS: retries,
  });
  expect(cloud.events.inspect().buses[0]!.rules[0]).toMatchObject({ matched: 1, delivered: 0, failed: 1 });
});

it.each([
  ['NO_RESOURCE', 'arn:aws:sqs:us-east-1:123456789012:gone', undefined],
  ['NO_PERMISSIONS', 'closed', undefined],
  ['FAILED_TO_ASSUME_ROLE', 'open', 'arn:aws:iam::123456789012:role/Gone'],
  ['NO_PERMISSIONS', 'open', 'Idle'],
  ['FAILED_TO_ASSUME_ROLE', 'open', 'Foreign'],
])('does not try again what no time heals: %s', async (code, place, role) => {
  const letters = await cloud.queue('letters');
  const target = place.startsWith('arn:')
    ? place
    : (await cloud.queue('others', { open: place === 'open' })).arn;
  const services: Record<string, string> = { Idle: 'events.amazonaws.com', Foreign: 'lambda.amazonaws.com' };
  const RoleArn = role && services[role] ? await cloud.role(role, services[role]) : role;
  await rule({ Id: 'queue', Arn: target, RoleArn, DeadLetterConfig: { Arn: letters.arn } });
  await put('a');
  await expect.poll(() => delivery().status, patiently).toBe('dead-lettered');
  const attributes = await attributesOf(letters.url);
  expect(attributes).toMatchObject({ ERROR_CODE: code, RETRY_ATTEMPTS: '0', TARGET_ARN: target });
  expect(attributes).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
});

it('says so when the dead-letter queue does not let the rule in', async () => {
  const letters = await cloud.queue('letters', { open: false });
  await rule({
    Id: 'queue',
    Arn: orders.arn,
    RetryPolicy: { MaximumRetryAttempts: 0 },
    DeadLetterConfig: { Arn: letters.arn },
  });
  await put('a');
  await expect.poll(() => delivery().status, patiently).toBe('failed');
  expect(delivery().error).toMatch(
    /ServiceUnavailable: .*; the dead-letter queue .*letters did not take it: User: events.amazonaws.com is not authorized to perform: sqs:SendMessage .* because no resource-based policy allows/,
  );
});

it('keeps what has not arrived, and what callers made, beyond the process', async () => {
  await cloud.close();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'events-'));
  try {
    await start(dataDirectory);
    await rule({ Id: 'queue', Arn: orders.arn });
    await put('a');
    await put('b');
    await expect.poll(() => cloud.events.inspect().pending, patiently).toBe(2);
    await expect.poll(() => delivery().status, patiently).toBe('retrying');
    await cloud.close();

    trouble.on = false;
    await start(dataDirectory);
    await cloud.settle();
    cloud.clock.advance(5 * minutes);
    await expect.poll(() => cloud.events.inspect().pending, patiently).toBe(0);
    await put('c');
    await expect.poll(arrived, patiently).toEqual(['a', 'a', 'b', 'b', 'c']);
    await cloud.close();

    await start(dataDirectory);
    await cloud.settle();
    expect(cloud.events.inspect()).toMatchObject({ pending: 0, buses: [{ rules: [{ name: 'orders' }] }] });
  } finally {
    await rm(dataDirectory, { recursive: true });
  }
});
