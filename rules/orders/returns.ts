/** How goods come back: asked for, approved, received, and their money returned. */
import { IllegalTransition, NotEnoughUnits, NotFound, PaymentUnderWay } from '../errors.ts';
import { sumOf } from '../money.ts';
import { refundOf } from '../settlement.ts';
import { canMove } from '../states/machine.ts';
import type { ReturnState } from '../states/return.ts';
import { returnMachine } from '../states/return.ts';
import { areOf, keeperOf, linesFor } from './goods.ts';
import { childId } from './ids.ts';
import { requestRefund, underWay } from './ledger.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from './plan.ts';
import { movesOf, outOfTurn, planOf, withEvent } from './plan.ts';
import type { LineRecord, OrderRecord, ReturnLineRecord, ReturnRecord } from './records.ts';

/** Units of a line that the customer has and does not send back yet. */
export function returnable(line: LineRecord): number {
  return line.shipped - line.returned - line.returning;
}

/** What a customer wants to send back. */
export interface Unwanted {
  sku: string;
  quantity: number;
  reason: string;
}

/** Asks for a return of units that were shipped. */
export function requestReturn(
  page: OrderPage,
  unwanted: Unwanted[],
  actor: Actor,
  note?: string | null,
): OrderPlan | Refusal {
  const { order } = page;
  const left =
    order.status === 'SHIPPED' || order.status === 'PARTIALLY_SHIPPED' || order.status === 'DELIVERED';
  if (!left) return outOfTurn(order);
  const wrong = unwanted.filter(({ sku, quantity }, index) => {
    const line = order.lines.find((one) => one.sku === sku);
    const twice = unwanted.findIndex((one) => one.sku === sku) !== index;
    return !line || twice || quantity < 1 || quantity > returnable(line);
  });
  if (wrong.length > 0 || unwanted.length === 0) {
    return {
      refusal: NotEnoughUnits,
      info: { lines: order.lines.map((line) => ({ sku: line.sku, units: returnable(line) })) },
    };
  }
  const asked: ReturnRecord = {
    orderId: order.orderId,
    returnId: childId('return', order.sequence + 1),
    customerId: order.customerId,
    sellerId: keeperOf(order, unwanted),
    status: 'REQUESTED',
    lines: unwanted.map((one) => ({ ...one, received: 0, restocked: 0 })),
    amount: 0,
    createdAt: actor.now,
    updatedAt: actor.now,
  };
  return withReturn(planOf(withReturning(order, asked.lines, 1)), asked, actor, note);
}

/** Approves, refuses or withdraws a return. */
export function decideReturn(
  page: OrderPage,
  returnId: string,
  to: 'APPROVED' | 'REJECTED' | 'WITHDRAWN',
  actor: Actor,
  note?: string | null,
): OrderPlan | Refusal {
  const found = returnOf(page, returnId, actor);
  if (!found) return { refusal: NotFound, info: { returnId } };
  if (!canMove(returnMachine, found.status, to)) return stuck(found);
  const order = to === 'APPROVED' ? page.order : withReturning(page.order, found.lines, -1);
  return withReturn(planOf(order), { ...found, status: to, updatedAt: actor.now }, actor, note);
}

/** What of a return arrived, and how much of it can be sold again; the rest is written off. */
export interface Arrived {
  sku: string;
  received: number;
  restocked: number;
}

/**
 * Takes returned goods in: what can be sold again goes back to the stock it came from, and the money of what arrived
 * goes back to the customer, to the cent of what was paid for those units.
 */
export function receiveReturn(
  page: OrderPage,
  returnId: string,
  arrived: Arrived[],
  actor: Actor,
  note?: string | null,
): OrderPlan | Refusal {
  const found = returnOf(page, returnId, actor);
  if (!found) return { refusal: NotFound, info: { returnId } };
  if (!canMove(returnMachine, found.status, 'RECEIVED')) return stuck(found);
  const wrong = arrived.filter(({ sku, received, restocked }) => {
    const line = found.lines.find((one) => one.sku === sku);
    return !line || received < 0 || received > line.quantity || restocked < 0 || restocked > received;
  });
  if (wrong.length > 0) {
    return {
      refusal: NotEnoughUnits,
      info: { lines: found.lines.map(({ sku, quantity }) => ({ sku, units: quantity })) },
    };
  }
  const lines: ReturnLineRecord[] = found.lines.map((line) => {
    const came = arrived.find((one) => one.sku === line.sku);
    return { ...line, received: came?.received ?? 0, restocked: came?.restocked ?? 0 };
  });
  const back = (sku: string) => lines.find((line) => line.sku === sku);
  const worth = sumOf(
    page.order.lines.map((line) => refundOf(line, line.refunded, back(line.sku)?.received ?? 0).amount),
  );
  const refundable = sumOf(page.payments.map((payment) => payment.refundable));
  // Money that is being taken can be given back once it is there.
  if (refundable < worth && underWay(page.entries, 'CAPTURE') > 0) {
    return { refusal: PaymentUnderWay, info: { returnId } };
  }
  const amount = Math.min(worth, refundable);
  const taken = withReturning(page.order, lines, -1);
  const order: OrderRecord = {
    ...taken,
    lines: taken.lines.map((line) => {
      const units = back(line.sku)?.received ?? 0;
      return { ...line, returned: line.returned + units, refunded: line.refunded + units };
    }),
  };
  const stock = page.order.lines.flatMap((line) =>
    movesOf(line, back(line.sku)?.restocked ?? 0, { available: 1, sold: -1 }, line.returned),
  );
  const received: ReturnRecord = { ...found, status: 'RECEIVED', lines, amount, updatedAt: actor.now };
  const plan = withReturn({ ...planOf(order), stock }, received, actor, note);
  if (amount > 0) return requestRefund(plan, page.payments, amount, actor, { subjectId: returnId });
  const done: ReturnRecord = { ...received, status: 'REFUNDED' };
  return withReturn(plan, done, actor);
}

const told = {
  REQUESTED: 'RETURN_REQUESTED',
  APPROVED: 'RETURN_APPROVED',
  REJECTED: 'RETURN_REJECTED',
  WITHDRAWN: 'RETURN_WITHDRAWN',
  RECEIVED: 'RETURN_RECEIVED',
  REFUNDED: 'RETURN_REFUNDED',
} as const satisfies Record<ReturnState, string>;

function withReturn(plan: OrderPlan, one: ReturnRecord, actor: Actor, note?: string | null): OrderPlan {
  const known: ReturnRecord = { ...one };
  if (note) known.note = note;
  return withEvent({ ...plan, returns: [known] }, actor, told[one.status], {
    subjectId: one.returnId,
    note,
    amount: one.amount > 0 ? one.amount : undefined,
  });
}

/** A return of the order; of one that is not wholly a seller's own, the seller is not told that it is there. */
function returnOf(page: OrderPage, returnId: string, actor: Actor): ReturnRecord | undefined {
  const own = linesFor(page.order, actor);
  return page.returns.find((one) => one.returnId === returnId && areOf(own, one.lines));
}

/** The order with a return's units under way, or no longer. */
function withReturning(order: OrderRecord, units: ReturnLineRecord[], sign: 1 | -1): OrderRecord {
  return {
    ...order,
    lines: order.lines.map((line) => {
      const quantity = units.find((one) => one.sku === line.sku)?.quantity ?? 0;
      return { ...line, returning: line.returning + sign * quantity };
    }),
  };
}

function stuck(one: ReturnRecord): Refusal {
  return {
    refusal: IllegalTransition,
    info: { returnId: one.returnId, status: one.status, nextStatuses: returnMachine[one.status] },
  };
}
