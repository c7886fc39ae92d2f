import { describe, expect, test } from 'vitest';
import { maxTries, retryHours } from '../../rules/limits.ts';
import { cancel } from '../../rules/orders/end.ts';
import { requestCapture } from '../../rules/orders/ledger.ts';
import { isRefusal, planOf } from '../../rules/orders/plan.ts';
import { recordRefund, refund } from '../../rules/orders/refund.ts';
import { retry } from '../../rules/orders/retry.ts';
import { settle, type Outcome } from '../../rules/orders/settle.ts';
import { writesOf } from '../../rules/orders/writes.ts';
import { orderWorld, type OrderWorld } from './order-world.ts';

const done: Outcome = { result: 'SUCCEEDED', paymentReference: 'p' };
const refused: Outcome = { result: 'FAILED', failureCode: 'account_closed' };

/** Settles the entry that is open. */
function answer(world: OrderWorld, outcome: Outcome): void {
  const open = world.page.entries.find(({ status }) => status === 'REQUESTED')!;
  world.change((page, actor) => settle(page, open.entryId, outcome, actor));
}

/** An order whose money is set aside, or taken. */
function paid(taken: boolean): OrderWorld {
  const world = orderWorld(1000, 'pm_success');
  answer(world, done);
  if (!taken) return world;
  world.change((page, actor) => requestCapture(planOf(page.order), page.payments, 1000, actor, {}));
  answer(world, done);
  return world;
}

const only = ({ page }: OrderWorld) => page.setbacks![0]!;
const again = (world: OrderWorld) => world.change((page, actor) => retry(page, only(world).entryId, actor));

describe('a refund that failed', () => {
  function failed(): OrderWorld {
    const world = paid(true);
    world.change((page, actor) => refund(page, { amount: 300, reason: 'Sorry.' }, actor));
    answer(world, refused);
    return world;
  }

  test('is remembered, asked for again as a movement of its own, and over when it arrives', () => {
    const world = failed();
    expect(only(world)).toMatchObject({
      kind: 'REFUND',
      amount: 300,
      tries: 1,
      failureCode: 'account_closed',
    });
    again(world);
    expect(world.page.setbacks).toEqual([]);
    expect(world.page.entries.at(-1)).toMatchObject({
      kind: 'REFUND',
      amount: 300,
      tries: 2,
      reason: 'Sorry.',
    });
    expect(world.page.order.refunded).toBe(300);
    answer(world, done);
    expect(world.page.setbacks).toEqual([]);
    expect(world.page.payments).toMatchObject([{ refunded: 300, refundable: 700 }]);
  });

  test('is asked for as often as there are pauses, then only somebody can see to it', () => {
    const world = failed();
    for (const [index] of retryHours.entries()) {
      expect(only(world).tries).toBe(index + 1);
      again(world);
      answer(world, refused);
    }
    expect(only(world).tries).toBe(maxTries);
    const before = world.page.entries.length;
    again(world);
    expect(world.page.entries).toHaveLength(before);
    expect(world.page.setbacks).toHaveLength(1);
  });

  test('is paid by hand, once, and both the customer and the ledger are told', () => {
    const world = failed();
    const { entryId } = only(world);
    const byHand = () =>
      world.change((page, actor) => recordRefund(page, { entryId, reference: 'T1' }, actor));
    expect(byHand()).toBe(true);
    expect(world.page.setbacks).toEqual([]);
    expect(world.page.entries.at(-1)).toMatchObject({ status: 'SUCCEEDED', byHand: true, reference: 'T1' });
    expect(world.page.payments).toMatchObject([{ refunded: 300, refundable: 700 }]);
    expect(world.events.slice(-2).map(({ type }) => type)).toEqual(['REFUND_REQUESTED', 'REFUND_SUCCEEDED']);
    expect(byHand()).toBe(false);
  });

  test('is merely over when its money went back in another way', () => {
    const world = failed();
    world.change((page, actor) => refund(page, { amount: 1000, reason: 'All of it.' }, actor));
    const plan = retry(world.page, only(world).entryId, { role: 'system', now: '2026-01-02T00:00:00.000Z' });
    if (isRefusal(plan)) throw new Error('refused');
    expect(writesOf(world.page, plan)).toEqual([
      { entity: 'Setback', remove: { orderId: 'o1', entryId: only(world).entryId } },
    ]);
  });

  test('leaves a return done, once its money arrived', () => {
    const world = paid(true);
    world.change((page, actor) => refund(page, { amount: 300, reason: 'Back.' }, actor));
    Object.assign(world.page.entries.at(-1)!, { subjectId: 'r1' });
    world.page.returns.push({
      orderId: 'o1',
      returnId: 'r1',
      customerId: 'ada',
      sellerId: 'shop',
      status: 'RECEIVED',
      lines: [],
      amount: 300,
      createdAt: '',
      updatedAt: '',
    });
    answer(world, refused);
    again(world);
    const { entryId } = world.page.entries.at(-1)!;
    const plan = settle(world.page, entryId, done, { role: 'provider', now: '2026-01-02T00:00:00.000Z' });
    expect(plan).toMatchObject({ returns: [{ returnId: 'r1', status: 'REFUNDED' }] });
  });
});

describe('money of an order that ended, which could not be freed', () => {
  function held(): OrderWorld {
    const world = paid(false);
    world.change((page, actor) => cancel(page, actor));
    answer(world, { result: 'FAILED', failureCode: 'not_possible' });
    return world;
  }

  test('is freed at another try', () => {
    const world = held();
    expect(only(world)).toMatchObject({ kind: 'VOID', amount: 1000, tries: 1 });
    again(world);
    answer(world, done);
    expect(world.page.setbacks).toEqual([]);
    expect(world.page.payments).toMatchObject([{ status: 'VOIDED', capturable: 0 }]);
  });

  test('needs nobody any more when the provider lets it go', () => {
    const world = held();
    const [asked] = world.page.entries;
    world.change((page, actor) => settle(page, asked!.entryId, { result: 'RELEASED' }, actor));
    expect(world.page.setbacks).toEqual([]);
    expect(world.page.order.authorized).toBe(0);
  });
});
