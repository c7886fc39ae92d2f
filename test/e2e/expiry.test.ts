import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { reservationMinutes } from '../../rules/limits.ts';
import { address } from '../support/goods.ts';
import { invoke } from '../support/invoke.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
  // With it come the category that sellers put their goods into, and where the shop sends to.
  await shop.goods.offer(await shop.person('staff'), { sku: 'FIRST' });
});
afterAll(() => shop.stop());

// Tokens last an hour, and each test puts the clock forward.
let staff: Person;
let ada: Person;
let bob: Person;
let selma: Person;
beforeEach(async () => {
  [staff, ada, bob, selma] = await Promise.all([
    shop.person('staff'),
    shop.person('customer'),
    shop.person('customer'),
    shop.person('seller'),
  ]);
});

const pastReservations = () => shop.clock.forward((reservationMinutes + 1) * 60_000);

async function stockOf(sku: string) {
  const items = await shop.scan();
  const { available, reserved, sold } = items.find(
    (item) => item.__edb_e__ === 'variant' && item.sku === sku,
  )!;
  return { available, reserved, sold };
}

it('a rule calls the function every minute', async () => {
  const { endpoints, region, credentials } = shop.cloud;
  const events = new EventBridgeClient({ endpoint: endpoints.gateway, region, credentials });
  const { Rules } = await events.send(new ListRulesCommand({}));
  const rule = Rules!.find(({ ScheduleExpression }) => ScheduleExpression === 'rate(1 minute)')!;
  expect(rule.State).toBe('ENABLED');
  const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: rule.Name }));
  events.destroy();
  expect(Targets).toMatchObject([
    {
      Arn: expect.stringContaining('ReleaseOverdue'),
      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 },
    },
  ]);
});

it('an unpaid order whose time is up ends, and its stock is offered again', async () => {
  await shop.goods.offer(staff, { sku: 'LAST', stock: 3 });
  const { id } = await shop.goods.buy(ada, 'LAST', 2);
  expect(await invoke(shop, 'ReleaseOverdue')).toEqual({ expired: 0, failed: 0 });
  expect(await stockOf('LAST')).toEqual({ available: 1, reserved: 2, sold: 0 });

  pastReservations();
  expect(await invoke(shop, 'ReleaseOverdue')).toEqual({ expired: 1, failed: 0 });
  expect(await stockOf('LAST')).toEqual({ available: 3, reserved: 0, sold: 0 });
  expect(await shop.goods.answer(staff, operations.getOrder, { id })).toMatchObject({ status: 'EXPIRED' });
});

it('a checkout that finds the stock held by an order whose time is up has it at once', async () => {
  await shop.goods.offer(staff, { sku: 'ONLY', stock: 1 });
  const { subtotal } = await shop.goods.fill(bob, 'ONLY');
  const { id } = await shop.goods.buy(ada, 'ONLY');
  const input = { shippingAddress: address, expectedTotal: subtotal };
  const checkOut = () =>
    shop.graphql(bob, operations.placeOrder, { input, idempotencyKey: crypto.randomUUID() });
  expect((await checkOut()).errors).toMatchObject([{ errorType: 'OutOfStock' }]);

  pastReservations();
  const { data, errors } = await checkOut();
  expect(errors).toEqual([]);
  expect(data).toMatchObject({ placeOrder: { status: 'PLACED' } });
  expect(await shop.goods.answer(staff, operations.getOrder, { id })).toMatchObject({ status: 'EXPIRED' });
});

describe('whoever reads an order whose time is up ends it', () => {
  const reads: [string, (id: string) => Promise<any>][] = [
    ['the order', (id) => shop.goods.answer(ada, operations.getOrder, { id })],
    [
      "its customer's orders",
      async (id) => {
        const { items } = (await shop.goods.answer(ada, operations.listMyOrders, {})).orders;
        return items.find((one: any) => one.id === id);
      },
    ],
    [
      "its seller's sales",
      async (id) => {
        const { items } = await shop.goods.answer(selma, operations.listMySales, {});
        return items.find((one: any) => one.orderId === id);
      },
    ],
  ];

  it.each(reads)('%s', async (_what, read) => {
    const sku = `HAT-${crypto.randomUUID().slice(0, 8)}`.toUpperCase();
    await shop.goods.offer(selma, { sku, stock: 2 });
    const { id } = await shop.goods.buy(ada, sku, 2);
    expect(await read(id)).toMatchObject({ status: 'PLACED' });
    pastReservations();
    expect(await read(id)).toMatchObject({ status: 'EXPIRED' });
    const { nextStatuses, events } = await shop.goods.answer(ada, operations.getOrder, { id });
    expect(nextStatuses).toEqual([]);
    expect(events.items.at(-1)).toMatchObject({ type: 'EXPIRED', actor: 'system' });
    expect(await stockOf(sku)).toEqual({ available: 2, reserved: 0, sold: 0 });
  });

  it('and does not find it among those that wait for their payment', async () => {
    await shop.goods.offer(staff, { sku: 'CAP', stock: 1 });
    const { id, placedAt } = await shop.goods.buy(ada, 'CAP');
    const list = async (status: string) => {
      const asked = { status, placedOn: placedAt.slice(0, 10), limit: 100 };
      const { items } = await shop.goods.answer(staff, operations.listOrders, asked);
      return items.filter((one: any) => one.id === id);
    };
    expect(await list('PLACED')).toHaveLength(1);
    pastReservations();
    expect(await list('PLACED')).toEqual([]);
    expect(await list('EXPIRED')).toMatchObject([{ status: 'EXPIRED' }]);
  });

  it('but not one that was paid', async () => {
    await shop.goods.offer(staff, { sku: 'PIN', stock: 1 });
    const { id: orderId, total } = await shop.goods.buy(ada, 'PIN');
    const money = { orderId, method: 'CASH', amount: total, reference: orderId };
    await shop.goods.answer(staff, operations.recordPayment, {
      input: money,
      idempotencyKey: crypto.randomUUID(),
    });
    pastReservations();
    expect(await shop.goods.answer(ada, operations.getOrder, { id: orderId })).toMatchObject({
      status: 'CONFIRMED',
    });
  });
});
