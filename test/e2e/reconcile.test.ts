import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { invoke } from '../support/invoke.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';

const run = promisify(execFile);
let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.stop());

const subjects = ({ differences }: any) =>
  differences.map(({ check, subject, expected, found }: any) => [check, subject, expected, found]);

it(
  'finds nothing in a shop as it is, and finds what somebody changed by hand',
  { timeout: 120_000 },
  async () => {
    const [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
    await shop.goods.offer(staff, { sku: 'MUG', stock: 10 });
    const { id } = await shop.goods.buy(ada, 'MUG', 2);
    const second = await shop.goods.buy(ada, 'MUG', 1);
    await shop.goods.answer(ada, operations.cancelOrder, {
      input: { orderId: second.id },
      idempotencyKey: crypto.randomUUID(),
    });
    expect(await invoke(shop, 'ReconcileHandler')).toEqual({
      orders: 2,
      variants: 1,
      vouchers: 0,
      found: 0,
      differences: [],
    });

    // Past the shop: a unit goes from the shelf, and an order seems paid.
    const { endpoints, region, credentials, resources } = shop.cloud;
    const TableName = resources.find(({ type }) => /DynamoDB::(Global)?Table$/.test(type))!.physicalId;
    const client = DynamoDBDocumentClient.from(
      new DynamoDBClient({ endpoint: endpoints.gateway, region, credentials }),
    );
    const items = await shop.scan();
    const change = async (item: any, set: string, by: number) => {
      const Key = { pk: item.pk, sk: item.sk };
      const UpdateExpression = 'ADD #name :by';
      const names = { '#name': set };
      await client.send(
        new UpdateCommand({
          TableName,
          Key,
          UpdateExpression,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':by': by },
        }),
      );
    };
    await change(
      items.find((item) => item.__edb_e__ === 'variant')!,
      'reserved',
      -1,
    );
    await change(
      items.find((item) => item.__edb_e__ === 'order' && item.orderId === id)!,
      'captured',
      5,
    );
    client.destroy();
    const reconciled = await invoke(shop, 'ReconcileHandler');
    expect(reconciled.found).toBe(2);
    expect(subjects(reconciled)).toEqual([
      ['order.captured', id, 0, 5],
      ['stock.reserved', 'MUG', 2, 1],
    ]);

    // The same through the command.
    const told = await run('node', ['--import', 'tsx', 'scripts/reconcile.ts', '--region', region], {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: endpoints.gateway,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      },
    }).catch((error: unknown) => error as { code: number; stdout: string });
    expect(told).toMatchObject({ code: 1 });
    expect(told.stdout).toContain('stock.reserved');
    expect(told.stdout).toContain('2 orders, 1 variants, 0 vouchers: 2 differences.');
  },
);
