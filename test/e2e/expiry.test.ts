import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { reservationMinutes } from '../../rules/limits.ts';
import { address } from '../support/goods.ts';
import { invoke } from '../support/invoke.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.stop());

// Tokens last an hour, and each test puts the clock forward.
let staff: Person;
let ada: Person;
let bob: Person;
beforeEach(async () => {
  [staff, ada, bob] = await Promise.all([
    shop.person('staff'),
    shop.person('customer'),
    shop.person('customer'),
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
      DeadLetterConfig: { Arn: expect.any(String) },
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
