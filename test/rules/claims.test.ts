import { describe, expect, test } from 'vitest';
import { maxTries, retryHours } from '../../rules/limits.ts';
import { NotFound, Overpayment } from '../../rules/errors.ts';
import { auditOrder } from '../../rules/orders/audit.ts';
import { auditOverdue } from '../../rules/orders/audit-waiting.ts';
import { place } from '../../rules/orders/place.ts';
import {
  isRefusal,
  type Actor,
  type OrderPage,
  type OrderPlan,
  type Refusal,
} from '../../rules/orders/plan.ts';
import { receive } from '../../rules/orders/receive.ts';
import { decideReturn, receiveReturn, requestReturn } from '../../rules/orders/returns.ts';
import { retry } from '../../rules/orders/retry.ts';
import { settle, type Outcome } from '../../rules/orders/settle.ts';
import { pack, ship } from '../../rules/orders/ship.ts';
import { writeOff } from '../../rules/orders/write-off.ts';
import { childWrites, writesOf } from '../../rules/orders/writes.ts';
import { draftOf } from '../races/model/draft.ts';
import { createStore } from '../races/model/store.ts';

const actor: Actor = { role: 'staff', id: 'stan', now: '2026-01-01T10:00:00.000Z' };
const done: Outcome = { result: 'SUCCEEDED', paymentReference: 'p' };
const refused: Outcome = { result: 'FAILED', failureCode: 'processing_error' };
const lapsed: Outcome = { result: 'RELEASED', failureCode: 'expired_authorization' };
const reason = 'Too little to ask for.';
/** What two mugs cost, the first with the sending. */
const [first, second] = [1490, 1000];

/** Two mugs whose money is set aside. After each change the order agrees with itself. */
function authorised(outcome: Outcome = done) {
  const store = createStore();
  store.put('Variant', { sku: 'MUG', available: 7, reserved: 2, sold: 0 });
  const draft = draftOf({
    orderId: 'O',
    customerId: 'ada',
    wanted: [{ sku: 'MUG', unitPrice: 1000, quantity: 2 }],
    reservedUntil: '2026-01-01T10:30:00.000Z',
    payment: { provider: 'test', token: 'pm_success' },
  });
  const plan = place(draft, actor);
  store.transact([{ entity: 'Order', put: plan.order }, ...childWrites(plan)]);
  const made = (decide: (page: OrderPage) => OrderPlan | Refusal) => decide(store.page('O'));
  const change = (decide: (page: OrderPage) => OrderPlan | Refusal) => {
    const change = made(decide);
    if (isRefusal(change)) throw new Error(JSON.stringify(change));
    expect(store.transact(writesOf(store.page('O'), change))).toEqual([]);
    expect(auditOrder(store.audited('O'))).toEqual([]);
  };
  const world = {
    made,
    change,
    page: () => store.page('O'),
    order: () => store.page('O').order,
    claims: () => (store.page('O').setbacks ?? []).filter(({ kind }) => kind === 'CAPTURE'),
    events: () => store.audited('O').events.map(({ type }) => type),
    open: () => store.page('O').entries.filter(({ status }) => status === 'REQUESTED'),
    /** Settles what is under way, the oldest first. */
    answer(...outcomes: Outcome[]) {
      for (const one of outcomes) {
        const { entryId } = world.open()[0]!;
        change((page) => settle(page, entryId, one, actor));
      }
    },
    send(quantity: number) {
      change((page) => pack(page, [{ sku: 'MUG', quantity }], {}, actor));
      const { shipmentId } = store.page('O').shipments.find(({ status }) => status === 'PACKED')!;
      change((page) => ship(page, shipmentId, {}, actor));
    },
    again: () => change((page) => retry(page, world.claims()[0]!.entryId, actor)),
    pay: (amount: number) =>
      change((page) => receive(page, { method: 'CASH', amount, reference: `R${amount}` }, actor)),
  };
  world.answer(outcome);
  return world;
}

describe('a capture that failed', () => {
  test('is a claim, asked for again as a movement of its own, and over when the money is there', () => {
    const world = authorised();
    world.send(2);
    expect(world.order()).toMatchObject({ status: 'SHIPPED' });
    world.answer(refused);
    expect(world.order()).toMatchObject({ owed: 2490, authorized: 2490, captured: 0 });
    expect(world.claims()).toMatchObject([{ amount: 2490, tries: 1, failureCode: 'processing_error' }]);
    world.again();
    expect(world.claims()).toEqual([]);
    expect(world.open()).toMatchObject([{ kind: 'CAPTURE', amount: 2490, tries: 2 }]);
    world.answer(done);
    expect(world.order()).toMatchObject({ owed: 0, authorized: 0, captured: 2490 });
  });

  test('is asked for as often as there are pauses, then it is for somebody to see to', () => {
    const world = authorised();
    world.send(2);
    world.answer(refused);
    for (const [index] of retryHours.entries()) {
      expect(world.claims()).toMatchObject([{ tries: index + 1 }]);
      world.again();
      world.answer(refused);
    }
    expect(world.claims()).toMatchObject([{ tries: maxTries, amount: 2490 }]);
    world.again();
    expect(world.open()).toEqual([]);
  });

  test('is asked for with the next parcel', () => {
    const world = authorised();
    world.send(1);
    world.answer(refused);
    expect(world.order().owed).toBe(first);
    world.send(1);
    expect(world.claims()).toEqual([]);
    expect(world.open()).toMatchObject([{ kind: 'CAPTURE', amount: first + second }]);
    world.answer(refused);
    expect(world.claims()).toMatchObject([{ tries: 1, amount: first + second }]);
  });

  test('of a payment that can be captured once is what left, and asks for all again', () => {
    const world = authorised({ ...done, singleCapture: true });
    world.send(1);
    world.answer(refused);
    expect(world.claims()).toMatchObject([{ amount: first }]);
    world.again();
    expect(world.open()).toMatchObject([{ amount: 2490 }]);
    world.answer(done);
    world.send(1);
    expect(world.order()).toMatchObject({ owed: 0, captured: 2490, status: 'SHIPPED' });
  });

  test('is left to staff at once when what was set aside has lapsed, before or after', () => {
    const before = authorised();
    const { entryId } = before.page().entries[0]!;
    before.change((page) => settle(page, entryId, lapsed, actor));
    before.send(2);
    expect(before.open()).toEqual([]);
    expect(before.page().entries.at(-1)).toMatchObject({ kind: 'VOID', amount: 2490 });
    expect(before.claims()).toMatchObject([{ tries: maxTries, amount: 2490, failureCode: 'nothing_held' }]);

    const during = authorised();
    during.send(2);
    during.answer(lapsed);
    expect(during.order()).toMatchObject({ owed: 2490, authorized: 0 });
    expect(during.claims()).toMatchObject([{ tries: maxTries, failureCode: 'expired_authorization' }]);

    const after = authorised();
    after.send(2);
    after.answer(refused);
    after.change((page) => settle(page, entryId, lapsed, actor));
    expect(after.claims()).toMatchObject([{ tries: maxTries, amount: 2490 }]);
  });
});

describe('what is owed', () => {
  test('is paid in another way, in parts, and then nothing is set aside any more', () => {
    const world = authorised();
    world.send(2);
    world.answer(refused);
    const tooMuch = world.made((page) =>
      receive(page, { method: 'CASH', amount: 2491, reference: 'R' }, actor),
    );
    expect(tooMuch).toMatchObject({ refusal: Overpayment, info: { due: 2490 } });
    world.pay(490);
    expect(world.order()).toMatchObject({ owed: 2000, captured: 490, authorized: 2490 });
    expect(world.claims()).toMatchObject([{ amount: 2000, tries: 1 }]);
    world.pay(2000);
    expect(world.order()).toMatchObject({ owed: 0, captured: 2490 });
    expect(world.open()).toMatchObject([{ kind: 'VOID', amount: 2490 }]);
    world.answer(done);
    expect(world.order().authorized).toBe(0);
  });

  test('is not paid twice: what is being asked for again is not received', () => {
    const world = authorised();
    world.send(2);
    world.answer(refused);
    world.again();
    const made = world.made((page) => receive(page, { method: 'CASH', amount: 1, reference: 'R' }, actor));
    expect(made).toMatchObject({ refusal: Overpayment, info: { due: 0 } });
  });

  test('and was paid is not taken with the next parcel, nor more than the order costs', () => {
    for (const singleCapture of [false, true]) {
      const world = authorised({ ...done, singleCapture });
      world.send(1);
      world.answer(refused);
      world.pay(first);
      expect(world.open()).toEqual([]);
      world.send(1);
      expect(world.open()).toMatchObject([{ kind: 'CAPTURE', amount: second }]);
      world.answer(done);
      expect(world.order().captured).toBe(2490);
      expect(world.open()).toMatchObject([{ kind: 'VOID', amount: first }]);
      world.answer(done);
      expect(world.order().authorized).toBe(0);
    }
  });

  test('is given up, with who, when and why, and is not asked for again', () => {
    const world = authorised();
    world.send(2);
    world.answer(refused);
    world.change((page) => writeOff(page, reason, actor));
    expect(world.claims()).toEqual([]);
    expect(world.order()).toMatchObject({ owed: 0, writtenOff: 2490, captured: 0 });
    expect(world.events().slice(-2)).toEqual(['CLAIM_WRITTEN_OFF', 'VOID_REQUESTED']);
    world.answer(done);
    expect(world.page().payments).toMatchObject([{ status: 'VOIDED' }]);
    const again = world.made((page) => writeOff(page, reason, actor));
    expect(again).toMatchObject({ refusal: NotFound });
  });

  test('is given up for what left, not for what is still to leave', () => {
    const world = authorised();
    world.send(1);
    world.answer(refused);
    world.change((page) => writeOff(page, reason, actor));
    expect(world.order()).toMatchObject({ owed: 0, writtenOff: first, authorized: 2490 });
    world.send(1);
    world.answer(done, done);
    expect(world.order()).toMatchObject({ captured: second, authorized: 0, status: 'SHIPPED' });
  });

  test('is set off against goods that come back, before money goes back', () => {
    const world = authorised();
    world.send(1);
    world.answer(done);
    world.send(1);
    world.answer(refused);
    expect(world.order()).toMatchObject({ captured: first, owed: second });
    world.change((page) => requestReturn(page, [{ sku: 'MUG', quantity: 2, reason: 'Blue' }], actor));
    const { returnId } = world.page().returns[0]!;
    world.change((page) => decideReturn(page, returnId, 'APPROVED', actor));
    const arrived = [{ sku: 'MUG', received: 2, restocked: 2 }];
    world.change((page) => receiveReturn(page, returnId, arrived, actor));
    expect(world.page().returns).toMatchObject([{ amount: 1000, setOff: 1000, status: 'RECEIVED' }]);
    expect(world.order()).toMatchObject({ owed: 0, refunded: 1000 });
    expect(world.claims()).toEqual([]);
    world.answer(done, done);
    expect(world.page().returns).toMatchObject([{ status: 'REFUNDED' }]);
    expect(world.order()).toMatchObject({ authorized: 0, captured: first });
  });
});

describe('an audit', () => {
  const owing = () => {
    const world = authorised();
    world.send(2);
    world.answer(refused);
    return structuredClone({ ...world.page(), events: [] });
  };
  const checks = (page: OrderPage) =>
    auditOrder({ ...page, events: [] })
      .map(({ check }) => check)
      .filter((check) => !check.startsWith('event.'));

  test('finds a claim that nobody sees to, a debt that the order does not know, money that is kept', () => {
    expect(checks(owing())).toEqual([]);
    expect(checks({ ...owing(), setbacks: [] })).toContain('order.claims');
    const { order, ...rest } = owing();
    expect(checks({ ...rest, order: { ...order, owed: 0 } })).toContain('order.owed');
    const given = { ...order, owed: 0, writtenOff: 2490 };
    expect(checks({ ...rest, order: given, setbacks: [] })).toEqual(['order.sent-holds-nothing']);
  });

  test('finds what should have been asked for again, and reservations that should be over', () => {
    const [setback] = owing().setbacks!;
    const reservation = { orderId: 'P', bucket: '0', until: '2026-01-01T10:30:00.000Z', extended: false };
    const before = ['2026-01-01T11:00:00.000Z', '', ''];
    expect(auditOverdue([setback!], before, [reservation], '2026-01-01T12:00:00.000Z')).toMatchObject([
      { check: 'setback.asked-again', expected: 2, found: 1 },
      { check: 'reservation.released', subject: 'P' },
    ]);
    expect(auditOverdue([setback!], ['', '', ''], [reservation], reservation.until)).toEqual([]);
    const waits = { ...setback!, tries: maxTries };
    expect(auditOverdue([waits], before, [], reservation.until)).toEqual([]);
  });
});
