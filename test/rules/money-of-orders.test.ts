import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxPayments } from '../../rules/limits.ts';
import { sumOf } from '../../rules/money.ts';
import { cancel, expire, extend } from '../../rules/orders/end.ts';
import { requestCapture } from '../../rules/orders/ledger.ts';
import { pay } from '../../rules/orders/pay.ts';
import { planOf } from '../../rules/orders/plan.ts';
import { receive } from '../../rules/orders/receive.ts';
import type { LedgerKind, LedgerRecord } from '../../rules/orders/records.ts';
import { refund } from '../../rules/orders/refund.ts';
import { settle, type Outcome } from '../../rules/orders/settle.ts';
import { orderWorld, type OrderWorld } from './order-world.ts';

const card = { provider: 'test', token: 'pm_success' };
const amount = fc.integer({ min: 1, max: 1200 });
const results = ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED', 'ACTION', 'PENDING', 'RELEASED'] as const;

/** Whatever may happen to an order's money; entries are chosen by place, settled ones as well. */
const step = fc.oneof(
  fc.record({ do: fc.constant('pay' as const) }),
  fc.record({
    do: fc.constant('settle' as const),
    entry: fc.nat(30),
    result: fc.constantFrom(...results),
    single: fc.boolean(),
  }),
  fc.record({ do: fc.constant('capture' as const), amount }),
  fc.record({ do: fc.constant('receive' as const), amount, reference: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ do: fc.constant('refund' as const), amount }),
  fc.record({ do: fc.constant('cancel' as const) }),
  fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ do: fc.constant('expire' as const) }),
  fc.record({ do: fc.constant('extend' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Whether a provider could say this of an entry: only authorisations wait, and only they are let go. */
function possible(entry: LedgerRecord, { result }: Outcome): boolean {
  if (result === 'ACTION') return entry.kind === 'AUTHORIZE';
  return result !== 'RELEASED' || entry.kind === 'AUTHORIZE';
}

function act(world: OrderWorld, one: Step): void {
  if (one.do === 'pass') return world.pass(one.minutes);
  world.change((page, actor) => {
    if (one.do === 'pay') return pay(page, card, actor);
    if (one.do === 'receive') {
      return receive(page, { method: 'CASH', amount: one.amount, reference: one.reference }, actor);
    }
    if (one.do === 'refund') return refund(page, { amount: one.amount, reason: 'sorry' }, actor);
    if (one.do === 'cancel') return cancel(page, actor);
    if (one.do === 'expire') return expire(page, actor);
    if (one.do === 'extend') return extend(page, '2026-01-01T10:45:00.000Z', actor);
    if (one.do === 'capture') {
      const open = page.order.status === 'CONFIRMED';
      return open
        ? requestCapture(planOf(page.order), page.payments, one.amount, actor, {})
        : planOf(page.order);
    }
    const entry = page.entries[one.entry % Math.max(1, page.entries.length)];
    const outcome: Outcome = { result: one.result, paymentReference: 'p' };
    if (one.single) outcome.singleCapture = true;
    return entry && possible(entry, outcome)
      ? settle(page, entry.entryId, outcome, actor)
      : planOf(page.order);
  });
}

function sum(
  entries: readonly LedgerRecord[],
  kind: LedgerKind,
  ...statuses: LedgerRecord['status'][]
): number {
  return sumOf(
    entries.filter((one) => one.kind === kind && statuses.includes(one.status)).map((one) => one.amount),
  );
}

/** What holds of an order's money at any time. */
function check({ page, events }: OrderWorld): void {
  const { order, payments, entries } = page;
  for (const payment of payments) {
    const own = entries.filter(({ paymentId }) => paymentId === payment.paymentId);
    const done = (kind: LedgerKind) => sum(own, kind, 'SUCCEEDED');
    const asked = (kind: LedgerKind) => sum(own, kind, 'REQUESTED');
    const received = payment.provider === 'manual' ? payment.amount : done('CAPTURE');
    const held = done('AUTHORIZE') - done('CAPTURE') - done('VOID');
    expect(payment.captured).toBe(received);
    expect(payment.refunded).toBe(done('REFUND'));
    expect(payment.capturable).toBe(held - asked('CAPTURE') - asked('VOID'));
    expect(payment.refundable).toBe(received - done('REFUND') - asked('REFUND'));
    for (const part of ['capturable', 'captured', 'refundable', 'refunded'] as const) {
      expect(payment[part]).toBeGreaterThanOrEqual(0);
      expect(payment[part]).toBeLessThanOrEqual(payment.amount);
    }
  }
  const total = (read: (one: (typeof payments)[0]) => number) => sumOf(payments.map(read));
  expect(order.captured).toBe(total((one) => one.captured));
  expect(order.refunded).toBe(total((one) => one.captured - one.refundable));
  expect(order.authorized).toBe(
    total((one) => one.capturable) + sum(entries, 'CAPTURE', 'REQUESTED') + sum(entries, 'VOID', 'REQUESTED'),
  );
  expect(order.authorized + order.captured).toBeLessThanOrEqual(order.total);
  if (order.status === 'PLACED') expect(order.authorized + order.captured).toBeLessThan(order.total);
  expect(!!page.reservation).toBe(order.status === 'PLACED');
  expect(new Set(entries.map(({ entryId }) => entryId)).size).toBe(entries.length);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(order.sequence).toBe(events.length);
}

/** Whether the provider ever refused to free or give back. */
const kept = ({ events }: OrderWorld) =>
  events.some(({ type }) => type === 'VOID_FAILED' || type === 'REFUND_FAILED');

function settleAll(world: OrderWorld): void {
  for (let rounds = 0; rounds < 20; rounds++) {
    const open = world.page.entries.find(({ status }) => status === 'REQUESTED');
    if (!open) return;
    world.change((page, actor) => settle(page, open.entryId, { result: 'SUCCEEDED' }, actor));
    check(world);
  }
  expect(world.page.entries.filter(({ status }) => status === 'REQUESTED')).toEqual([]);
}

describe('the money of an order', () => {
  test('adds up whatever happens, in any order and as often as it is told', () => {
    let confirmed = 0;
    let ended = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, atOnce) => {
        const world = orderWorld(1000, atOnce ? 'pm_success' : undefined);
        check(world);
        for (const one of steps) {
          const before = world.page.order.status;
          act(world, one);
          check(world);
          const { order } = world.page;
          if (before === 'PLACED' && order.status === 'CONFIRMED') {
            expect(order.authorized + order.captured).toBe(order.total);
          }
        }
        settleAll(world);
        const { order, payments } = world.page;
        if (order.status === 'CONFIRMED') confirmed++;
        if (order.status !== 'CANCELLED' && order.status !== 'EXPIRED') return;
        ended++;
        if (kept(world)) return;
        expect(order.authorized).toBe(0);
        expect(order.captured).toBe(order.refunded);
        for (const payment of payments) expect(payment.captured).toBe(payment.refunded);
      }),
      { numRuns: 1500 },
    );
    // The steps come this far often enough to mean something.
    expect(confirmed).toBeGreaterThan(100);
    expect(ended).toBeGreaterThan(100);
  });

  test('a repeated answer changes nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(30), (steps, which) => {
        const world = orderWorld(1000, 'pm_success');
        for (const one of steps) act(world, one);
        const { entries } = world.page;
        const entry = entries[which % entries.length]!;
        if (entry.status === 'REQUESTED') return;
        const before = structuredClone(world.page);
        for (const result of ['SUCCEEDED', 'FAILED', 'ACTION', 'PENDING'] as const) {
          world.change((page, actor) => settle(page, entry.entryId, { result }, actor));
        }
        expect(world.page).toEqual(before);
      }),
      { numRuns: 1000 },
    );
  });
});

const authorization = (world: OrderWorld) =>
  world.page.entries.find(({ kind }) => kind === 'AUTHORIZE')!.entryId;
const say = (world: OrderWorld, entryId: string, outcome: Outcome) =>
  world.change((page, actor) => settle(page, entryId, outcome, actor));

describe('a payment', () => {
  test('that succeeds after its order expired is freed', () => {
    const world = orderWorld(1000, 'pm_success');
    world.pass(31);
    world.change((page, actor) => expire(page, actor));
    say(world, authorization(world), { result: 'SUCCEEDED' });
    expect(world.page.order).toMatchObject({ status: 'EXPIRED', authorized: 1000 });
    settleAll(world);
    expect(world.page.order).toMatchObject({ status: 'EXPIRED', authorized: 0 });
  });

  test('that wants a word of a customer whose order has ended is called off', () => {
    const world = orderWorld(1000, 'pm_action');
    world.change((page, actor) => cancel(page, actor));
    say(world, authorization(world), { result: 'ACTION', action: { type: 'redirect' } });
    const open = world.page.entries.filter(({ kind }) => kind === 'VOID');
    expect(open).toMatchObject([{ amount: 0, status: 'REQUESTED' }]);
    say(world, open[0]!.entryId, { result: 'SUCCEEDED' });
    expect(world.page.payments).toMatchObject([{ status: 'VOIDED' }]);
    expect(world.page.entries.every(({ status }) => status !== 'REQUESTED')).toBe(true);
  });

  test('that can be captured once is taken whole the first time', () => {
    const world = orderWorld(1000, 'pm_single_capture');
    say(world, authorization(world), { result: 'SUCCEEDED', singleCapture: true });
    const take = (part: number) =>
      world.change((page, actor) => requestCapture(planOf(page.order), page.payments, part, actor, {}));
    take(300);
    settleAll(world);
    expect(world.page.order).toMatchObject({ captured: 1000, authorized: 0 });
    const { sequence } = world.page.order;
    take(700);
    expect(world.page.order.sequence).toBe(sequence);
  });

  test('that lapsed holds nothing, and what was being taken of it fails', () => {
    const world = orderWorld(1000, 'pm_success');
    say(world, authorization(world), { result: 'SUCCEEDED' });
    world.change((page, actor) => requestCapture(planOf(page.order), page.payments, 300, actor, {}));
    say(world, authorization(world), { result: 'RELEASED' });
    expect(world.page.order.authorized).toBe(300);
    const capture = world.page.entries.find(({ kind }) => kind === 'CAPTURE')!.entryId;
    say(world, capture, { result: 'FAILED', failureCode: 'expired' });
    expect(world.page.order).toMatchObject({ status: 'CONFIRMED', authorized: 0, captured: 0 });
    check(world);
  });

  test('holds its stock for longer while it runs, once', () => {
    const world = orderWorld(1000, 'pm_success');
    world.pass(20);
    const until = '2026-01-01T10:35:00.000Z';
    world.change((page, actor) => extend(page, until, actor));
    world.change((page, actor) => extend(page, '2026-01-01T11:35:00.000Z', actor));
    expect(world.page.order.reservedUntil).toBe(until);
  });
});

test('no refund is above what was taken and has not gone back', () => {
  const world = orderWorld(1000);
  world.change((page, actor) => receive(page, { method: 'CASH', amount: 1000, reference: 'a' }, actor));
  const back = (part: number) =>
    world.change((page, actor) => refund(page, { amount: part, reason: 'sorry' }, actor));
  expect(back(600)).toBe(true);
  expect(back(401)).toBe(false);
  expect(back(400)).toBe(true);
  expect(back(1)).toBe(false);
});

test('an order takes no more sums than can be given back in one transaction', () => {
  const world = orderWorld(1000);
  const cash = (reference: string) =>
    world.change((page, actor) => receive(page, { method: 'CASH', amount: 10, reference }, actor));
  for (let sums = 0; sums < maxPayments; sums += 1) expect(cash(`sum ${sums}`)).toBe(true);
  expect(cash('one more')).toBe(false);
});
