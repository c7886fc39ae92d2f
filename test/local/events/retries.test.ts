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
import { AwsError } from '../../../local/core/aws-error.ts';
import type { Sns } from '../../../local/core/ports.ts';
import { startEvents, type Events } from './cloud.ts';

const topic = 'arn:aws:sns:us-east-1:123456789012:news';
const minutes = 60_000;

/** A topic of a service that is down until it is told otherwise. */
function troubled() {
  const state = { down: true, tries: 0, published: [] as string[] };
  const sns: Sns = {
    async publish({ Message }) {
      state.tries++;
      if (state.down) throw new AwsError('InternalError', 'no', 500);
      state.published.push(JSON.parse(Message).detail.id);
      return { MessageId: 'm' };
    },
  };
  return { state, sns };
}

let trouble: ReturnType<typeof troubled>;
let cloud: Events;
beforeEach(async () => {
  trouble = troubled();
  cloud = await startEvents({}, { sns: trouble.sns });
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
/** Lets the next attempt begin and end. */
async function nextTry() {
  const { attempts, nextAt } = delivery();
  cloud.clock.advance(nextAt! - cloud.clock.now());
  await expect.poll(() => delivery().attempts).toBeGreaterThan(attempts);
}

it('tries again with pauses that grow, until the target is well', async () => {
  await rule({ Id: 'news', Arn: topic });
  await put('a');
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    await expect.poll(() => delivery()).toMatchObject({ status: 'retrying', attempts: attempt });
    pauses.push(delivery().nextAt! - cloud.clock.now());
    if (attempt === 4) trouble.state.down = false;
    await nextTry();
  }
  for (const [index, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThanOrEqual(500 * 2 ** index);
    expect(pause).toBeLessThanOrEqual(1000 * 2 ** index);
  }
  expect(trouble.state).toMatchObject({ published: ['a'], tries: 5 });
  expect(delivery()).toMatchObject({ status: 'delivered', attempts: 5 });
  expect(cloud.events.inspect().pending).toBe(0);
});

it.each([
  ['MaximumRetryAttempts', { MaximumRetryAttempts: 1 }, '1'],
  ['MaximumEventAgeInSeconds', { MaximumEventAgeInSeconds: 60 }, expect.stringMatching(/^[4-7]$/)],
])('writes a dead letter when %s is reached', async (condition, RetryPolicy, retries) => {
  const letters = await cloud.queue('letters');
  await rule({ Id: 'news', Arn: topic, RetryPolicy, DeadLetterConfig: { Arn: letters.arn } });
  await put('a');
  while (delivery().status !== 'dead-lettered') await nextTry();
  expect(await attributesOf(letters.url)).toEqual({
    body: expect.objectContaining({ source: 'shop', detail: { id: 'a' } }),
    RULE_ARN: 'arn:aws:events:us-east-1:123456789012:rule/orders',
    TARGET_ARN: topic,
    ERROR_CODE: 'ERROR_FROM_TARGET',
    ERROR_MESSAGE: 'no',
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
    : (await cloud.queue('orders', { open: place === 'open' })).arn;
  const services: Record<string, string> = { Idle: 'events.amazonaws.com', Foreign: 'lambda.amazonaws.com' };
  const RoleArn = role && services[role] ? await cloud.role(role, services[role]) : role;
  await rule({ Id: 'queue', Arn: target, RoleArn, DeadLetterConfig: { Arn: letters.arn } });
  await put('a');
  await expect.poll(() => delivery().status).toBe('dead-lettered');
  const attributes = await attributesOf(letters.url);
  expect(attributes).toMatchObject({ ERROR_CODE: code, RETRY_ATTEMPTS: '0', TARGET_ARN: target });
  expect(attributes).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
});

it('says so when the dead-letter queue does not let the rule in', async () => {
  const letters = await cloud.queue('letters', { open: false });
  await rule({
    Id: 'news',
    Arn: topic,
    RetryPolicy: { MaximumRetryAttempts: 0 },
    DeadLetterConfig: { Arn: letters.arn },
  });
  await put('a');
  await expect.poll(() => delivery().status).toBe('failed');
  expect(delivery().error).toMatch(
    /InternalError: no; the dead-letter queue .*letters did not take it: User: events.amazonaws.com is not authorized to perform: sqs:SendMessage .* because no resource-based policy allows/,
  );
});

it('keeps what has not arrived, and what callers made, beyond the process', async () => {
  await cloud.close();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'events-'));
  try {
    cloud = await startEvents({ dataDirectory }, { sns: trouble.sns });
    await rule({ Id: 'news', Arn: topic });
    await put('a');
    await expect.poll(() => delivery().status).toBe('retrying');
    await put('b');
    const at = cloud.clock.now();
    await cloud.close();

    trouble.state.down = false;
    cloud = await startEvents({ dataDirectory }, { sns: trouble.sns });
    await cloud.settle();
    cloud.clock.advance(at - cloud.clock.now() + 5 * minutes);
    await expect.poll(() => [...trouble.state.published].sort()).toEqual(['a', 'b']);
    await put('c');
    expect(trouble.state.published).toContain('c');
    await expect.poll(() => cloud.events.inspect().pending).toBe(0);
    await cloud.close();

    cloud = await startEvents({ dataDirectory }, { sns: trouble.sns });
    await cloud.settle();
    expect(cloud.events.inspect()).toMatchObject({ pending: 0, buses: [{ rules: [{ name: 'orders' }] }] });
  } finally {
    await rm(dataDirectory, { recursive: true });
  }
});
