/** How an order ends before it ships. */
import { requestRefund, requestVoid } from './ledger.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from './plan.ts';
import { movesOf, outOfTurn, planOf, refusalOfMove, withEvent } from './plan.ts';
import type { RiskRecord, ShipmentRecord } from './records.ts';

/** The review of an order as a decision leaves it, or as the end of the order does. */
export function decidedRisk(
  risk: RiskRecord,
  to: RiskRecord['status'],
  actor: Actor,
  note?: string | null,
): RiskRecord {
  const decided: RiskRecord = { ...risk, status: to, decidedAt: actor.now };
  if (actor.id) decided.decidedBy = actor.id;
  if (note) decided.note = note;
  return decided;
}

/**
 * Calls an order off: its stock is offered again, its voucher can be used again, money set aside is freed and money
 * taken goes back, and whoever was to look at it need not. A payment that the provider has not answered yet is dealt
 * with when it does.
 */
export function cancel(page: OrderPage, actor: Actor, reason?: string | null): OrderPlan | Refusal {
  return refusalOfMove(page.order, 'CANCELLED') ?? ended(page, actor, 'CANCELLED', reason);
}

/** Whether an unpaid order has held its stock for longer than it may. */
export function isOverdue(page: Pick<OrderPage, 'order' | 'reservation'>, now: string): boolean {
  return page.order.status === 'PLACED' && (page.reservation?.until ?? page.order.reservedUntil) <= now;
}

/** Ends an unpaid order whose time is up. */
export function expire(page: OrderPage, actor: Actor): OrderPlan | Refusal {
  if (!isOverdue(page, actor.now)) return outOfTurn(page.order);
  return ended(page, actor, 'EXPIRED', 'It was not paid in time.');
}

/** Lets an unpaid order keep its stock while its payment runs, once. No events when it was extended before. */
export function extend(page: OrderPage, until: string, actor: Actor): OrderPlan {
  const plan = planOf(page.order);
  const { reservation } = page;
  if (page.order.status !== 'PLACED' || !reservation || reservation.extended || reservation.until >= until) {
    return plan;
  }
  return {
    ...withEvent({ ...plan, order: { ...page.order, reservedUntil: until } }, actor, 'RESERVATION_EXTENDED'),
    reservation: { ...reservation, until, extended: true },
  };
}

function ended(
  page: OrderPage,
  actor: Actor,
  to: 'CANCELLED' | 'EXPIRED',
  reason?: string | null,
): OrderPlan {
  const { order } = page;
  const shipments: ShipmentRecord[] = page.shipments
    .filter((shipment) => shipment.status === 'PACKED')
    .map((shipment) => ({ ...shipment, status: 'CANCELLED' as const, updatedAt: actor.now }));
  const plan: OrderPlan = {
    ...planOf({ ...order, lines: order.lines.map((line) => ({ ...line, packed: 0 })) }),
    shipments,
    stock: order.lines.flatMap((line) => movesOf(line, line.quantity, { available: 1, reserved: -1 })),
    returnVoucher: !!order.voucherCode,
    ...(order.status === 'PLACED' ? { reservation: 'remove' as const } : {}),
    ...(page.risk?.status === 'OPEN' ? { risk: decidedRisk(page.risk, 'WITHDRAWN', actor, reason) } : {}),
  };
  let said = withEvent(plan, actor, to, { note: reason }, to);
  for (const { shipmentId } of shipments) {
    said = withEvent(said, actor, 'SHIPMENT_CANCELLED', { subjectId: shipmentId });
  }
  const freed = requestVoid(said, page.payments, actor, 'the order ended');
  return requestRefund(freed, page.payments, order.captured - order.refunded, actor, {
    reason: 'the order ended',
  });
}
