/** Lets reservations run out: functions go by the machine's clock, which no test can move. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { TestShop } from './shop.ts';

type Item = Record<string, any>;

const isReservation = (item: Item) => item['__edb_e__'] === 'reservation';

function places({ cloud, clock }: TestShop) {
  const { endpoints, region, credentials, resources } = cloud;
  const physical = (type: RegExp, id: RegExp) =>
    resources.find((one) => type.test(one.type) && id.test(one.logicalId))!.physicalId;
  return {
    aws: {
      endpoint: endpoints.gateway,
      region,
      credentials,
      systemClockOffset: clock.now() - Date.now(),
    },
    sweeper: physical(/Lambda::Function$/, /Overdue/),
    table: physical(/DynamoDB::(Global)?Table$/, /./),
  };
}

/** Puts the end of the reservations of these orders, or of all, a second into the past. */
export async function runOut(shop: TestShop, orderIds?: readonly string[]): Promise<void> {
  const { aws, table } = places(shop);
  const client = new DynamoDBClient(aws);
  const until = new Date(Date.now() - 1000).toISOString();
  const found = (await shop.scan()).filter(
    (item) => isReservation(item) && (!orderIds || orderIds.includes(String(item['orderId']))),
  );
  for (const { pk, sk, gsi3sk } of found) {
    await client
      .send(
        new UpdateItemCommand({
          TableName: table,
          Key: { pk: { S: pk }, sk: { S: sk } },
          UpdateExpression: 'SET #until = :until, gsi3sk = :sorted',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: {
            ':until': { S: until },
            ':sorted': { S: String(gsi3sk).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, until) },
          },
        }),
      )
      .catch((error: Error) => {
        if (error.name !== 'ConditionalCheckFailedException') throw error;
      });
  }
  client.destroy();
}

/** Has the sweeper end what is overdue. */
export async function sweep(shop: TestShop): Promise<void> {
  const { aws, sweeper } = places(shop);
  const client = new LambdaClient(aws);
  await client.send(new InvokeCommand({ FunctionName: sweeper }));
  client.destroy();
}

/** Has every order end that nobody has paid. */
export async function endUnpaid(shop: TestShop): Promise<void> {
  for (;;) {
    const open = (await shop.scan()).filter(isReservation);
    if (open.length === 0) return;
    await runOut(shop);
    await sweep(shop);
  }
}
