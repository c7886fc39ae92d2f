import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RestartNeededError } from '../../../local/core/resource.ts';
import { create, remove, update } from '../support.ts';
import { startCloud, type Cloud } from './cloud.ts';

let cloud: Cloud;
let folder: string;
beforeEach(async () => {
  cloud = await startCloud({ database: true });
  folder = await mkdtemp(join(tmpdir(), 'seen-'));
  await cloud.define(
    'consumer',
    `import { appendFileSync } from 'node:fs';
     export const handler = async ({ Records }) =>
       appendFileSync(process.env.FILE, Records.map(({ body, dynamodb }) => body ?? dynamodb.Keys.pk.S) + '\\n');`,
    { Timeout: 5, Environment: { Variables: { FILE: join(folder, 'batches') } } },
  );
});
afterEach(async () => {
  await cloud.close();
  await rm(folder, { recursive: true });
});

const type = 'AWS::Lambda::EventSourceMapping';
const settle = () => cloud.lambda.resources.find((one) => one.type === type)!.settle!();
const see = (expected: string[]) =>
  vi.waitFor(
    async () => {
      const text = await readFile(join(folder, 'batches'), 'utf8').catch(() => '');
      expect(text.split('\n').filter(Boolean)).toEqual(expected);
    },
    { timeout: 60_000, interval: 20 },
  );

async function stream(mapping: object) {
  const { attributes } = await create(cloud.dynamodb.resources, 'AWS::DynamoDB::Table', {
    TableName: 'Table',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  const put = (pk: string) => cloud.dynamodb.call('PutItem', { TableName: 'Table', Item: { pk: { S: pk } } });
  return { put, former: { EventSourceArn: attributes!.StreamArn, FunctionName: 'consumer', ...mapping } };
}

it.each(['TRIM_HORIZON', 'LATEST'])(
  'a mapping of a stream goes on where it was under its new properties, begun at %s',
  async (StartingPosition) => {
    const { put, former } = await stream({ StartingPosition, BatchSize: 1 });
    const created = await create(cloud.lambda.resources, type, former);
    await settle();
    await put('a');
    await see(['a']);
    const next = { ...former, BatchSize: 10 };
    const { undo } = await update(cloud.lambda.resources, type, former, next, created);
    await put('b');
    await put('c');
    await settle();
    await see(['a', 'b,c']);
    await undo();
    await settle();
    await put('d');
    await see(['a', 'b,c', 'd']);
  },
);

it('a mapping is switched off and on, taken away and brought back', async () => {
  const { put, former } = await stream({ StartingPosition: 'TRIM_HORIZON' });
  const created = await create(cloud.lambda.resources, type, former);
  await settle();
  await put('a');
  await see(['a']);
  const off = { ...former, Enabled: false };
  await update(cloud.lambda.resources, type, former, off, created);
  await settle();
  await put('b');
  await update(cloud.lambda.resources, type, off, former, created);
  await settle();
  await see(['a', 'b']);
  const undo = await remove(cloud.lambda.resources, type, former, created);
  await settle();
  await put('c');
  await undo();
  await settle();
  await see(['a', 'b', 'c']);
});

it('another source or beginning needs a restart', async () => {
  const { former } = await stream({ StartingPosition: 'LATEST' });
  const created = await create(cloud.lambda.resources, type, former);
  await settle();
  const next = { ...former, StartingPosition: 'TRIM_HORIZON' };
  await expect(update(cloud.lambda.resources, type, former, next, created)).rejects.toThrow(
    RestartNeededError,
  );
});

it('a mapping of a queue is changed', async () => {
  const queue = await create(cloud.sqs.resources, 'AWS::SQS::Queue', {
    QueueName: 'work',
    VisibilityTimeout: 30,
  });
  const send = (MessageBody: string) => cloud.sqs.call('SendMessage', { QueueUrl: queue.ref, MessageBody });
  const former = { EventSourceArn: queue.attributes!.Arn, FunctionName: 'consumer' };
  const created = await create(cloud.lambda.resources, type, former);
  await settle();
  await send('a');
  await see(['a']);
  const filtered = { ...former, FilterCriteria: { Filters: [{ Pattern: '{"body":["c"]}' }] } };
  await update(cloud.lambda.resources, type, former, filtered, created);
  await settle();
  await send('b');
  await send('c');
  await see(['a', 'c']);
});
