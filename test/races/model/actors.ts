/** Who does something in the shop: each is work in steps, between which others may act. */
import { extensionMinutes, maxTries } from '../../../rules/limits.ts';
import { cancel, expire, extend } from '../../../rules/orders/end.ts';
import { decide, hold } from '../../../rules/orders/hold.ts';
import { pay } from '../../../rules/orders/pay.ts';
import type { Actor, OrderPage } from '../../../rules/orders/plan.ts';
import type { SetbackRecord } from '../../../rules/orders/records.ts';
import { dueOf, receive } from '../../../rules/orders/receive.ts';
import { decideReturn, receiveReturn, requestReturn } from '../../../rules/orders/returns.ts';
import { recordRefund } from '../../../rules/orders/refund.ts';
import { retry } from '../../../rules/orders/retry.ts';
import { settle, type Outcome } from '../../../rules/orders/settle.ts';
import { moveShipment, pack, ship } from '../../../rules/orders/ship.ts';
import { cards, type News } from './provider.ts';
import { BrokenOff, type Work } from './scheduler.ts';
import { sellers, type World } from './world.ts';

/** An order that there is, at random; undefined before the first. */
export function someOrder({ store, random }: World): string | undefined {
  const orders = store.all<{ orderId: string }>('Order');
  return orders.length > 0 ? random.pick(orders).orderId : undefined;
}

/** A customer tries another card, or the first. */
export function* payWithCard(world: World, orderId: string, key: string): Work {
  const asked = { provider: 'test', token: world.random.pick(cards) };
  yield* world.change(orderId, (page) => pay(page, asked, world.actor('customer')), key);
}

/** A transfer arrives, whole or in part; staff enters it, sometimes twice. */
export function* recordTransfer(world: World, orderId: string, key: string, reference: string): Work {
  const part = world.random.pick([1, 1, 2]);
  yield* world.change(
    orderId,
    (page) => {
      const amount = Math.max(1, Math.floor(dueOf(page.order) / part));
      return receive(page, { method: 'BANK_TRANSFER', amount, reference }, world.actor('staff'));
    },
    key,
  );
}

export function* callOff(world: World, orderId: string, key: string): Work {
  yield* world.change(orderId, (page) => cancel(page, world.actor('customer'), 'Too late'), key);
}

/** The sweeper, sent by the schedule or by a checkout; its index may be behind. */
export function* sweep(world: World): Work {
  for (const { orderId } of world.store.all<{ orderId: string }>('Reservation')) {
    yield* world.change(orderId, (page) => expire(page, world.actor('system')));
    yield;
  }
}

/** The schedule asks again for what failed; what was tried often enough, staff pays by hand. */
export function* seeToSetbacks(world: World): Work {
  const { store, change } = world;
  for (const { orderId, entryId, tries, kind } of store.all<SetbackRecord>('Setback')) {
    if (tries < maxTries) yield* change(orderId, (page) => retry(page, entryId, world.actor('system')));
    else if (kind === 'REFUND') {
      const paid = { entryId, reference: `by hand ${entryId}` };
      yield* change(orderId, (page) => recordRefund(page, paid, world.actor('staff')));
    }
    yield;
  }
}

export function* holdAndDecide(world: World, orderId: string): Work {
  yield* world.change(orderId, (page) => hold(page, ['HIGH_TOTAL'], world.later(60), world.actor('system')));
  yield;
  const to = world.random.pick(['APPROVED', 'DECLINED', 'TIMED_OUT'] as const);
  yield* world.change(orderId, (page) => decide(page, to, world.actor('staff')));
}

/** Somebody with goods in the orders, who may not have any in this one. */
export function someSeller(world: World): Actor {
  return world.actor('seller', world.random.pick(sellers));
}

/**
 * Staff packs some or all, and sends it, or a seller, who tries it with whatever there is; several of them may be at the
 * same order.
 */
export function* packAndShip(world: World, orderId: string, actor: Actor): Work {
  const { random, store, change } = world;
  const some = random.chance(0.5);
  yield* change(orderId, (page) => {
    const line = random.pick(page.order.lines);
    return pack(page, some ? [{ sku: line.sku, quantity: 1 }] : undefined, {}, actor);
  });
  yield;
  for (const { shipmentId } of store.page(orderId).shipments) {
    if (random.chance(0.1)) {
      yield* change(orderId, (page) => moveShipment(page, shipmentId, 'CANCELLED', actor));
    }
    yield* change(orderId, (page) => ship(page, shipmentId, {}, actor));
    yield;
    yield* change(orderId, (page) => moveShipment(page, shipmentId, 'DELIVERED', actor));
  }
}

/**
 * A customer asks for a return of what has left, of one line or two; it is decided, withdrawn or received, by staff or by
 * a seller, in whatever order these come.
 */
export function* sendBack(world: World, orderId: string, key: string): Work {
  const { random, store, change } = world;
  const quantity = random.pick([1, 1, 2]);
  const kinds = random.pick([1, 1, 2]);
  const keeper = () => (random.chance(0.5) ? world.actor('staff') : someSeller(world));
  yield* change(
    orderId,
    (page) => {
      const from = random.below(page.order.lines.length);
      const unwanted = page.order.lines.slice(from, from + kinds);
      const lines = unwanted.map(({ sku }) => ({ sku, quantity, reason: 'Blue' }));
      return requestReturn(page, lines, world.actor('customer'));
    },
    key,
  );
  yield;
  for (const { returnId, lines } of store.page(orderId).returns) {
    const to = random.pick(['APPROVED', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const);
    const who = to === 'WITHDRAWN' ? world.actor('customer') : keeper();
    yield* change(orderId, (page) => decideReturn(page, returnId, to, who));
    yield;
    const arrived = lines.map(({ sku, quantity }) => {
      const received = random.below(quantity + 1);
      return { sku, received, restocked: random.below(received + 1) };
    });
    const taker = keeper();
    yield* change(orderId, (page) => receiveReturn(page, returnId, arrived, taker));
  }
}

/** Works off one message of the queue of payments, as `functions/lib/payments/desk.ts` does. */
export function* settleEntry(world: World, orderId: string, entryId: string): Work {
  const { store, provider, change } = world;
  const page = store.page(orderId);
  const found = openEntry(page, entryId);
  if (!found) return;
  const { entry, payment } = found;
  if (payment.provider !== 'test') {
    // Staff pays back by hand.
    yield* change(orderId, (now) => settle(now, entryId, { result: 'SUCCEEDED' }, world.actor('staff')));
    return;
  }
  yield;
  if (entry.kind === 'AUTHORIZE') {
    yield* change(orderId, (now) => extend(now, world.later(extensionMinutes), world.actor('provider')));
    yield;
  }
  const captures = page.entries.some(
    (one) => one.paymentId === entry.paymentId && one.kind === 'CAPTURE' && one.status === 'REQUESTED',
  );
  if (entry.kind === 'VOID' && captures) throw new BrokenOff();
  const outcome = provider.carryOut(entry, payment);
  yield;
  yield* change(orderId, (now) => settle(now, entryId, outcome, world.actor('provider')));
}

/** A webhook arrives. */
export function* hear(world: World, { orderId, entryId, outcome }: News): Work {
  yield;
  yield* world.change(orderId, (page) =>
    settle(page, entryId, outcome satisfies Outcome, world.actor('provider')),
  );
}

/** The bank decides, or the customer at the bank. */
export function* decideCharges(world: World): Work {
  yield;
  for (const charge of world.provider.charges.values()) {
    world.provider.decide(charge);
    yield;
  }
}

/** Time goes on: reservations run out. */
export function* passTime(world: World): Work {
  for (let step = 0; step < 3; step += 1) {
    yield;
    world.forward(world.random.below(25));
  }
}

function openEntry(page: OrderPage, entryId: string) {
  const entry = page.entries.find((one) => one.entryId === entryId);
  const payment = page.payments.find((one) => one.paymentId === entry?.paymentId);
  return entry && payment && entry.status === 'REQUESTED' ? { entry, payment } : undefined;
}
