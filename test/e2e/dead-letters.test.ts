import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { openShop } from '../../entities/index.ts';
import { OrderEvent } from '../../entities/order-event.ts';
import { runCommand } from '../../scripts/dead-letters/run.ts';
import { startListener, type Listener } from '../support/amplify.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { mailsToStaff } from '../support/staff-mail.ts';
import { until } from '../support/until.ts';

let shop: TestShop;
let ada: Person;
let listener: Listener;
let heard: { orderId: string; sequence: number; type: string }[];
let sqs: SQSClient;
let table: DynamoDBDocumentClient;
let TableName: string;
beforeAll(async () => {
  shop = await startTestShop();
  const staff = await shop.person('staff');
  ada = await shop.person('customer');
  await shop.goods.offer(staff, { sku: 'MUG', stock: 100 });
  listener = await startListener(shop, ada);
  heard = await listener.listen('onMyOrderChange', operations.onMyOrderChange);
  const { endpoints, region, credentials, resources } = shop.cloud;
  const place = { endpoint: endpoints.gateway, region, credentials };
  sqs = new SQSClient(place);
  table = DynamoDBDocumentClient.from(new DynamoDBClient(place));
  TableName = resources.find(({ type }) => /DynamoDB::(Global)?Table$/.test(type))!.physicalId;
  const { Customer } = openShop({ client: table, table: TableName }).entities;
  await Customer.put({ customerId: ada.id, email: ada.username }).go();
});
afterAll(async () => {
  sqs.destroy();
  table.destroy();
  listener.stop();
  await shop.stop();
});
beforeEach(() => void heard.splice(0));

const environment = () => ({
  AWS_ENDPOINT_URL: shop.cloud.endpoints.gateway,
  AWS_ACCESS_KEY_ID: shop.cloud.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: shop.cloud.credentials.secretAccessKey,
});

/** Runs the command in this process. */
async function deadLetters(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const code = await runCommand(args, {
    env: environment(),
    print: (line) => stdout.push(line),
    complain: (line) => stderr.push(line),
  });
  return { code, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}

const queueUrl = (logicalId: RegExp) =>
  shop.cloud.resources.find(
    (resource) => resource.type === 'AWS::SQS::Queue' && logicalId.test(resource.logicalId),
  )!.physicalId;
/** What the alarm looks at. */
async function depth(logicalId: RegExp): Promise<number> {
  const asked = new GetQueueAttributesCommand({
    QueueUrl: queueUrl(logicalId),
    AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
  });
  const { Attributes = {} } = await sqs.send(asked);
  return Object.values(Attributes).reduce((sum, number) => sum + Number(number), 0);
}
const subscribers = /^PublishChangesStreamDeadLetters/;
const outbox = /^OutboxStreamDeadLetters/;
const letters = /^NotificationsLettersDeadLetters/;

/** An event that nobody but subscribers is told of, as an item of the table. */
function event(orderId: string, sequence: number): Record<string, unknown> {
  const item = OrderEvent.put({
    orderId,
    sequence,
    type: 'RESERVATION_EXTENDED',
    status: 'PLACED',
    at: new Date().toISOString(),
    actor: 'service',
    customerId: ada.id,
  }).params({ table: TableName }) as { Item: Record<string, unknown> };
  return item.Item;
}

async function writeAtOnce(...items: Record<string, unknown>[]): Promise<void> {
  const TransactItems = items.map((Item) => ({ Put: { TableName, Item } }));
  await table.send(new TransactWriteCommand({ TransactItems }));
}

const timesHeard = (orderId: string, sequence: number) =>
  heard.filter((event) => event.orderId === orderId && event.sequence === sequence).length;

it('shows none in a shop where all goes well', async () => {
  const { code, stdout } = await deadLetters();
  expect(stdout).toMatch(/^No dead letters: .*OutboxStream.*PublishChangesStream/);
  expect(stdout).toContain('0 dead letters.');
  expect(code).toBe(0);
});

it('wakes staff when there are some: the alarm of each such queue may write to them', async () => {
  const { cloudWatch } = shop.cloud.services;
  const alarms = cloudWatch.inspect().filter(({ description }) => /npm run dead-letters/.test(description!));
  expect(alarms.length).toBeGreaterThan(3);
  for (const { name: AlarmName } of alarms) {
    const state = { AlarmName, StateValue: 'ALARM', StateReason: 'There is one' };
    await cloudWatch.call('SetAlarmState', state);
    await until(() => mailsToStaff(shop).some(({ text }) => text.includes(`"AlarmName":"${AlarmName}"`)));
    await cloudWatch.call('SetAlarmState', { ...state, StateValue: 'OK' });
  }
});

it(
  'a record that cannot be told of holds nobody up, and is told of once its cause is mended',
  { timeout: 180_000 },
  async () => {
    const [before, after] = [await shop.goods.buy(ada, 'MUG'), await shop.goods.buy(ada, 'MUG')];
    const ghost = `ghost${before.id}`;
    await until(() => timesHeard(after.id, 1));
    // The event of an order that is not there, among others in one batch.
    await writeAtOnce(event(before.id, 900), event(ghost, 901), event(after.id, 900), event(after.id, 901));

    await until(() => depth(subscribers));
    await until(
      () => timesHeard(before.id, 900) + timesHeard(after.id, 900) + timesHeard(after.id, 901) >= 3,
    );
    const later = await shop.goods.buy(ada, 'MUG');
    await until(() => timesHeard(later.id, 1));

    const shown = await deadLetters();
    expect(shown).toMatchObject({ code: 1 });
    expect(shown.stdout).toContain('PublishChangesStream: 1 dead letter.');
    expect(shown.stdout).toContain('INSERT order_event');
    expect(shown.stdout).toContain(`orderId ${ghost}, sequence 901`);
    expect(shown.stdout).toContain('RetryAttemptsExhausted');
    expect(shown.stdout).toContain('The code here can read it');
    expect(shown.stdout).toMatch(/To replay: 1 record, each by itself, handed to .*PublishChanges.* again/);

    // Not mended yet: it is tried, and stays.
    expect((await deadLetters('--replay', 'all', '--dry-run')).stdout).toContain('Nothing was done.');
    const inVain = await deadLetters('--replay', 'all');
    expect(inVain).toMatchObject({ code: 1 });
    expect(inVain.stdout).toMatch(/It stays: .*order_event/);
    expect(await depth(subscribers)).toBe(1);

    const items = await shop.scan();
    const order = items.find((item) => item.__edb_e__ === 'order' && item.orderId === before.id)!;
    const renamed = JSON.parse(JSON.stringify(order).replaceAll(before.id, ghost));
    await table.send(new PutCommand({ TableName, Item: renamed }));
    const [, id] = /^ {2}(\S+)/m.exec(shown.stdout)!;
    const replayed = await deadLetters('--replay', id!);
    expect(replayed.stdout).toContain('1 letter replayed, 0 dead letters left.');
    expect(replayed).toMatchObject({ code: 0 });
    await until(() => timesHeard(ghost, 901));
    expect(await depth(subscribers)).toBe(0);

    // And nobody was told of anything twice.
    const told = heard.map(({ orderId, sequence }) => `${orderId} ${sequence}`);
    expect(told.filter((one, place) => told.indexOf(one) !== place)).toEqual([]);
  },
);

it(
  'a record that no code can read is explained, and thrown away by hand alone',
  { timeout: 180_000 },
  async () => {
    const { id } = await shop.goods.buy(ada, 'MUG');
    const { customerId: _, ...nobodys } = event(id, 911);
    await writeAtOnce(event(id, 910), nobodys);
    await until(() => depth(outbox));
    const shown = await deadLetters();
    expect(shown.stdout).toContain('OutboxStream: 1 dead letter.');
    expect(shown.stdout).toContain(
      "The code here cannot read it: The stream's record has no text customerId.",
    );
    expect((await deadLetters('--replay', 'all')).stdout).toContain(
      '0 letters replayed, 1 dead letter left.',
    );

    // Lambda may put several batches into one letter. What of it can be done is, and the rest has a letter of its own.
    const [, letter] = /^ {2}(\S+)/m.exec(shown.stdout)!;
    const inWords = await deadLetters('--discard', letter!, '--dry-run');
    expect(inWords).toMatchObject({ code: 1, stdout: expect.stringContaining('it would be gone') });
    const { Body } = JSON.parse(inWords.stdout.slice(0, inWords.stdout.lastIndexOf('}') + 1));
    const alone = JSON.parse(Body);
    const { startSequenceNumber } = alone.DDBStreamBatchInfo;
    const both = { startSequenceNumber: String(Number(startSequenceNumber) - 1), batchSize: 2 };
    const consolidated = { ...alone, DDBStreamBatchInfo: { ...alone.DDBStreamBatchInfo, ...both } };
    const QueueUrl = queueUrl(outbox);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(consolidated) }));
    const inPart = await deadLetters('--replay', 'all');
    expect(inPart.stdout).toMatch(/Done: 2 records, .*\n.*Put aside again: .*sequence 911/);
    expect(inPart.stdout).toContain('1 letter replayed, 2 dead letters left.');

    // The stream forgets after a day, and in this letter names what it never held.
    const beyond = { startSequenceNumber: '9999998', endSequenceNumber: '9999999' };
    const forgotten = { ...alone, DDBStreamBatchInfo: { ...alone.DDBStreamBatchInfo, ...beyond } };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(forgotten) }));
    const left = (await deadLetters()).stdout;
    expect(left).toContain('OutboxStream: 3 dead letters.');
    expect(left).toContain('They cannot be shown: the stream does not hold them any more.');
    expect(left).toContain('Make up for it by hand');
    expect(left.match(/1 record of the stream/g)).toHaveLength(3);
    for (const [, id] of left.matchAll(/^ {2}(\S+)/gm)) {
      const { stdout } = await deadLetters('--discard', id!);
      expect(stdout).toContain('DDBStreamBatchInfo');
    }
    expect((await deadLetters()).stdout).toContain('0 dead letters.');
  },
);

it(
  'an event that the bus could not hand over, and a message that was put aside, go on',
  { timeout: 180_000 },
  async () => {
    const mails = async () =>
      (await shop.scan()).filter((item) => item.__edb_e__ === 'notification' && item.status === 'SENT');
    const QueueUrl = queueUrl(/^NotificationsLettersQueue/);
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }),
    );
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
    const { id } = await shop.goods.buy(ada, 'MUG');
    await until(() => depth(/^EventsDeadLetters/));
    const shown = await deadLetters('--queue', 'events');
    expect(shown.stdout).toMatch(/could not hand to .*Letters/);
    expect(shown.stdout).toContain('NO_PERMISSIONS');
    expect(shown.stdout).toMatch(/To replay: is sent to the queue .*Letters.* again, group [0-9A-Z]{2}/);

    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: Attributes! }));
    expect(await deadLetters('--replay', 'all')).toMatchObject({ code: 0 });
    const [mail] = await until(async () => {
      const sent = (await mails()).filter(({ orderId }) => orderId === id);
      return sent.length > 0 ? sent : undefined;
    });
    expect(mail).toMatchObject({ sequence: 1 });

    // As its worker would put it aside; what it asks for was done, and is not done again.
    const count = (await mails()).length;
    const placed = (await shop.scan()).find(
      (item) => item.__edb_e__ === 'order_event' && item.orderId === id,
    )!;
    const { orderId, customerId, sequence, status, at, actor, type } = placed;
    const detail = { version: 1, orderId, customerId, sequence, status, at, actor, type };
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl(letters),
        MessageBody: JSON.stringify(detail),
        MessageGroupId: 'WX',
        MessageDeduplicationId: 'again',
      }),
    );
    const again = await deadLetters('--replay', 'all');
    expect(again.stdout).toMatch(/Done: is sent to the queue .*Letters.* again, group WX/);
    expect(again).toMatchObject({ code: 0 });
    await until(async () => (await depth(/^NotificationsLettersQueue/)) === 0);
    expect(await mails()).toHaveLength(count);
  },
);

it('says what is wrong', async () => {
  expect(await deadLetters('--replay', 'nobody')).toMatchObject({
    code: 2,
    stderr: 'There is no dead letter nobody.',
  });
  expect(await deadLetters('--queue', 'nowhere')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There are: Events,'),
  });
  expect(await deadLetters('--stack', 'Nothing')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Nothing'),
  });
  expect(await deadLetters('--help')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--dry-run'),
  });
});

it('is a command of its own', async () => {
  const run = promisify(execFile);
  const env = { ...process.env, ...environment() };
  const { stdout } = await run('node', ['--import', 'tsx', 'scripts/dead-letters.ts'], { env });
  expect(stdout).toContain('0 dead letters.');
  const nowhere = { ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
  await expect(
    run('node', ['--import', 'tsx', 'scripts/dead-letters.ts'], { env: nowhere }),
  ).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('No shop answers on this machine.') });
});
