import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, expect, it } from 'vitest';
import { startFaultyCloud, type FaultyCloud } from './cloud.ts';

let cloud: FaultyCloud;
afterEach(() => cloud.close());

const put = new PutItemCommand({ TableName: 'Things', Item: { pk: { S: 'a' } } });
const get = new GetItemCommand({ TableName: 'Things', Key: { pk: { S: 'a' } }, ConsistentRead: true });

it.each([
  ['gateway.resetBefore', undefined],
  ['gateway.resetAfter', { pk: { S: 'a' } }],
] as const)('breaks the connection of an SDK: %s', async (kind, expected) => {
  cloud = await startFaultyCloud({ rates: { [kind]: { 'dynamodb/PutItem': 1 } } });
  await cloud.table();
  await expect(cloud.dynamo().send(put)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect((await cloud.dynamo().send(get)).Item).toEqual(expected);
  expect(cloud.control.counts()).toEqual({ [kind]: 1 });
  expect((await fetch(`${cloud.gateway.url}/_health`)).status).toBe(200);
});

it('lets an SDK send twice what it does not know to have arrived', async () => {
  cloud = await startFaultyCloud({ rates: {} }, { database: false });
  const { QueueUrl } = await cloud.queues().send(new CreateQueueCommand({ QueueName: 'work' }));
  cloud.control.set({ 'gateway.resetAfter': { 'sqs/SendMessage': 0.5 } });
  const messages: unknown[] = [];
  for (let n = 0; n < 20 && messages.length <= n; n++) {
    await cloud.queues(10).send(new SendMessageCommand({ QueueUrl, MessageBody: `${n}` }));
    const { Messages = [] } = await cloud
      .queues()
      .send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    messages.push(...Messages);
  }
  const bodies = messages.map((message) => (message as { Body: string }).Body);
  expect(new Set(bodies).size).toBeLessThan(bodies.length);
});
