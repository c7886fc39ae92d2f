import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestShop, type TestShop } from '../support/shop.ts';

let dataDirectory: string;
let shop: TestShop | undefined;
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'shop-data-'));
});
afterEach(async () => {
  await shop?.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

it('has after a crash the orders that customers were told of, and knows who they are', async () => {
  const first = await startTestShop({ dataDirectory });
  const [staff, ada] = await Promise.all([first.person('staff'), first.person('customer')]);
  await first.goods.offer(staff, { sku: 'LAMP', stock: 3 });
  const order = await first.goods.buy(ada, 'LAMP', 2);
  await first.crash();

  shop = await startTestShop({ dataDirectory, clock: first.clock });
  const { data } = await shop.graphql(ada, 'query ($id: ID!) { order(id: $id) { id } }', { id: order.id });
  expect(data).toEqual({ order: { id: order.id } });
  const grace = await shop.person('customer');
  expect(grace.username).not.toBe(ada.username);
  await shop.goods.buy(grace, 'LAMP');
  await expect(shop.goods.buy(grace, 'LAMP')).rejects.toThrow(/stock/i);
});

it('answers each request under faults, or says that it failed', async () => {
  const rates = { 'dynamodb.throttled': 1 } as const;
  shop = await startTestShop({ faults: { seed: 7 } });
  const [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  await shop.goods.offer(staff, { sku: 'LAMP' });
  shop.cloud.faults.set(rates);
  await expect(shop.goods.buy(ada, 'LAMP')).rejects.toThrow();
  shop.cloud.faults.set({});
  expect((await shop.goods.buy(ada, 'LAMP')).id).toBeDefined();
  expect(shop.cloud.faults.counts()['dynamodb.throttled']).toBeGreaterThan(0);
});
