import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, it, vi } from 'vitest';
import type { FaultKind } from '../../../local/core/faults.ts';
import { usualRates } from '../../../local/faults/rates.ts';
import { create } from '../support.ts';
import { startFaultyCloud, type FaultyCloud } from './cloud.ts';

let cloud: FaultyCloud;
afterEach(() => cloud.close());

const items = 60;

/** Both functions may run twice, die at any call and be called again: what they do is right all the same. */
const prelude = `
  import { createRequire } from 'node:module';
  const require = createRequire(process.env.PROJECT);
  const { DynamoDBClient, UpdateItemCommand } = require('@aws-sdk/client-dynamodb');
  const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
  const dynamodb = new DynamoDBClient({});
  const sqs = new SQSClient({});`;
const forward = `${prelude}
  export const handler = async ({ Records }) => {
    for (const { eventName, dynamodb: { Keys } } of Records) {
      if (eventName !== 'INSERT') continue;
      await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: Keys.pk.S }));
    }
  };`;
const count = `${prelude}
  export const handler = async ({ Records }) => {
    for (const { body } of Records) {
      await dynamodb.send(new UpdateItemCommand({
        TableName: 'Things',
        Key: { pk: { S: body } },
        UpdateExpression: 'SET n = :one',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(n)',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      })).catch((error) => {
        if (error.name !== 'ConditionalCheckFailedException') throw error;
      });
    }
  };`;

it('all at once delay what is written, and lose none of it', async () => {
  cloud = await startFaultyCloud({});
  const { iam, sqs, lambda } = cloud;
  const table = await cloud.table();
  const queue = await create(sqs.resources, 'AWS::SQS::Queue', { QueueName: 'work', VisibilityTimeout: 5 });
  await create(iam.resources, 'AWS::IAM::Policy', {
    PolicyName: 'Work',
    Roles: ['Function'],
    PolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: ['dynamodb:UpdateItem', 'sqs:SendMessage'], Resource: '*' }],
    },
  });
  const Environment = { Variables: { PROJECT: import.meta.url, QUEUE: queue.ref } };
  await cloud.define('forward', forward, { Timeout: 5, MemorySize: 256, Environment });
  await cloud.define('count', count, { Timeout: 5, MemorySize: 256, Environment });
  const type = 'AWS::Lambda::EventSourceMapping';
  await create(lambda.resources, type, {
    EventSourceArn: table.attributes!.StreamArn,
    FunctionName: 'forward',
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 5,
  });
  const fromQueue = { EventSourceArn: queue.attributes!.Arn, FunctionName: 'count' };
  await create(lambda.resources, type, fromQueue, { generatedName: 'Stack-Count-1A2B3C4D5E6F' });
  await lambda.resources.find((one) => one.type === type)!.settle!();

  const often = Object.keys(usualRates).map((kind) => [kind as FaultKind, 0.05] as const);
  cloud.control.set(Object.fromEntries(often));
  const client = cloud.dynamo(20);
  for (let n = 0; n < items; n++) {
    const Item = { pk: { S: `${n}` } };
    const put = () => client.send(new PutItemCommand({ TableName: 'Things', Item }));
    // A conflict is the caller's to try again; an SDK does so with the rest.
    while (!(await put().catch(() => undefined)));
  }
  const done = async () => {
    const { Items } = await cloud.dynamodb.call('Scan', { TableName: 'Things', ConsistentRead: true });
    return Items.filter((item: { n?: object }) => item.n).length;
  };
  await vi.waitFor(async () => expect(await done()).toBe(items), { timeout: 100_000, interval: 200 });
  const struck = Object.keys(cloud.control.counts()).map((kind) => kind.split('.')[0]);
  expect(new Set(struck)).toEqual(new Set(['dynamodb', 'streams', 'sqs', 'lambda', 'gateway']));
});
