import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { afterEach, expect, it, vi } from 'vitest';
import { create } from '../support.ts';
import { startCloud, type Cloud } from './cloud.ts';
import { countedMetrics } from './counted.ts';

let cloud: Cloud | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

/** A table, a function that writes down the batches it is given, and a mapping between them. */
async function start(
  source: string,
  mapping: Record<string, any> = {},
  options: Parameters<typeof startCloud>[0] = {},
  properties: object = {},
) {
  cloud = await startCloud({ database: true, ...options });
  const folder = await mkdtemp(join(tmpdir(), 'seen-'));
  const file = join(folder, 'batches');
  const table = await create(cloud.dynamodb.resources, 'AWS::DynamoDB::Table', {
    TableName: 'Table',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  await cloud.define(
    'consumer',
    `import { appendFileSync } from 'node:fs';
     export const handler = async ({ Records }) => {
       const names = Records.map((record) => record.dynamodb.Keys.pk.S);
       appendFileSync(process.env.FILE, names.join(',') + '\\n');
       ${source}
     };`,
    { Environment: { Variables: { FILE: file } }, ...properties },
  );
  const put = (pk: string, more: object = {}) =>
    cloud!.dynamodb.call('PutItem', { TableName: 'Table', Item: { pk: { S: pk }, ...more } });
  const provider = cloud.lambda.resources.find(({ type }) => type === 'AWS::Lambda::EventSourceMapping')!;
  const connect = async () => {
    await create(cloud!.lambda.resources, provider.type, {
      EventSourceArn: table.attributes!.StreamArn,
      FunctionName: 'consumer',
      StartingPosition: 'TRIM_HORIZON',
      ...mapping,
    });
    await provider.settle!();
  };
  const batches = async () =>
    (await readFile(file, 'utf8').catch(() => '')).trim().split('\n').filter(Boolean);
  /** Waits until the batches are these. */
  const see = (expected: string[]) =>
    vi.waitFor(async () => expect(await batches()).toEqual(expected), { timeout: 60_000, interval: 20 });
  return { put, connect, see, batches, cleanUp: () => rm(folder, { recursive: true }) };
}

it('counts how old what it hands over is', async () => {
  const { metrics, read } = countedMetrics();
  const { put, connect, see, cleanUp } = await start('', {}, { metrics });
  await put('a');
  await connect();
  await see(['a']);
  expect(read('consumer', 'IteratorAge', 'SampleCount')).toBe(1);
  expect(read('consumer', 'IteratorAge', 'Maximum')).toBeLessThan(60_000);
  await cleanUp();
});

it('hands over what was written before and after the start, in batches', async () => {
  const { put, connect, see, cleanUp } = await start('', { BatchSize: 2 });
  for (const name of ['a', 'b', 'c']) await put(name);
  await connect();
  await see(['a,b', 'c']);
  await put('d');
  await see(['a,b', 'c', 'd']);
  await cleanUp();
});

it('leaves out what no filter lets pass', async () => {
  const pattern = {
    eventName: ['INSERT'],
    dynamodb: { NewImage: { kind: { S: [{ prefix: 'ord' }] } } },
  };
  const FilterCriteria = { Filters: [{ Pattern: JSON.stringify(pattern) }] };
  const { put, connect, see, cleanUp } = await start('', { FilterCriteria });
  await put('a', { kind: { S: 'order' } });
  await put('b', { kind: { S: 'cart' } });
  await put('c', { kind: { S: 'ordered' } });
  await put('a', { kind: { S: 'order' }, changed: { BOOL: true } });
  await connect();
  await see(['a,c']);
  const lambda = new LambdaClient({
    endpoint: cloud!.gateway.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({}));
  lambda.destroy();
  expect(EventSourceMappings).toMatchObject([{ FilterCriteria }]);
  await cleanUp();
});

it('halves a batch that fails until the bad record is alone, and gives it up', async () => {
  const { put, connect, see, cleanUp } = await start(
    `if (names.includes('bad')) throw new Error('poison');`,
    {
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:123456789012:dead' } },
    },
  );
  const dead = await create(cloud!.sqs.resources, 'AWS::SQS::Queue', { QueueName: 'dead' });
  for (const name of ['a', 'bad', 'c', 'd']) await put(name);
  await connect();
  await see(['a,bad,c,d', 'a,bad', 'a', 'bad', 'bad', 'c,d']);
  const { Messages } = await cloud!.sqs.call('ReceiveMessage', {
    QueueUrl: dead.ref,
    WaitTimeSeconds: 10,
    MaxNumberOfMessages: 10,
  });
  expect(Messages).toHaveLength(1);
  expect(JSON.parse(Messages[0].Body)).toMatchObject({
    version: '1.0',
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: '2', endSequenceNumber: '2' },
  });
  // What it names can be read: the stream keeps the record itself.
  const { streamArn, shardId, startSequenceNumber } = JSON.parse(Messages[0].Body).DDBStreamBatchInfo;
  const { environment, gateway } = cloud!;
  const streams = new DynamoDBStreamsClient({
    endpoint: gateway.url,
    region: environment.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      SequenceNumber: startSequenceNumber,
    }),
  );
  const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator, Limit: 1 }));
  streams.destroy();
  expect(Records).toMatchObject([{ dynamodb: { Keys: { pk: { S: 'bad' } } } }]);
  await cleanUp();
});

it('does not count as a try that there was no room for a batch', async () => {
  const { put, connect, see, cleanUp } = await start(
    `if (names.includes('hold')) await new Promise((resolve) => setTimeout(resolve, 700));`,
    { MaximumRetryAttempts: 0 },
    {},
    { ReservedConcurrentExecutions: 1 },
  );
  const held = cloud!.lambda.invoke({
    functionName: 'consumer',
    payload: { Records: [{ dynamodb: { Keys: { pk: { S: 'hold' } } } }] },
  });
  await see(['hold']);
  await put('a');
  await connect();
  await see(['hold', 'a']);
  await held;
  await cleanUp();
});

it('tries again from the record that the function reports', async () => {
  const { put, connect, see, cleanUp } = await start(
    `globalThis.tries = (globalThis.tries ?? 0) + 1;
     const bad = Records.find((record) => record.dynamodb.Keys.pk.S === 'b');
     return { batchItemFailures: bad && globalThis.tries < 3 ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : [] };`,
    { FunctionResponseTypes: ['ReportBatchItemFailures'] },
  );
  for (const name of ['a', 'b', 'c']) await put(name);
  await connect();
  await see(['a,b,c', 'b,c', 'b,c']);
  await cleanUp();
});

it('goes on where it stopped when there is a data directory', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'data-'));
  const environment = { dataDirectory };
  const first = await start('', {}, { environment });
  await first.put('a');
  await first.connect();
  await first.see(['a']);
  await cloud!.close();
  const second = await start('', {}, { environment });
  await second.put('b');
  await second.connect();
  await second.see(['b']);
  await Promise.all([first.cleanUp(), second.cleanUp()]);
  await cloud!.close();
  cloud = undefined;
  await rm(dataDirectory, { recursive: true });
});

it('refuses sources and positions that it cannot serve, by logical id', async () => {
  const { connect, cleanUp } = await start('', {
    EventSourceArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks',
  });
  await expect(connect()).rejects.toThrow(
    'Resource: the event source arn:aws:kinesis:us-east-1:123456789012:stream/clicks is not served',
  );
  await cleanUp();
});
