/** Orders that somebody of the shop looks at before they go on. */
import { IllegalTransition, NotFound } from '../errors.ts';
import { orderMachine } from '../states/order.ts';
import { cancel, decidedRisk } from './end.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from './plan.ts';
import { isRefusal, planOf, refusalOfMove, withEvent } from './plan.ts';
import type { OrderRecord, PaymentRecord, RiskRecord } from './records.ts';

/** Minor units from which an order is looked at. */
const highTotal = 100_000;
/** Units of one line from which it is. */
const manyUnits = 100;
/** Refused cards from which it is. */
const manyDeclines = 3;

/**
 * What of an order should be looked at before it is sent; nothing for most.
 *
 * @example
 * risksOf(order, payments) // ['HIGH_TOTAL']
 */
export function risksOf(order: OrderRecord, payments: PaymentRecord[]): string[] {
  const risks: string[] = [];
  if (order.total >= highTotal) risks.push('HIGH_TOTAL');
  if (order.lines.some((line) => line.quantity >= manyUnits)) risks.push('MANY_UNITS');
  if (payments.filter((payment) => payment.status === 'DECLINED').length >= manyDeclines) {
    risks.push('MANY_DECLINES');
  }
  return risks;
}

/** Holds an order until somebody has looked at it. No events when it is held already, or was looked at. */
export function hold(
  page: OrderPage,
  reasons: string[],
  decideBy: string,
  actor: Actor,
): OrderPlan | Refusal {
  if (page.risk) return planOf(page.order);
  const refusal = refusalOfMove(page.order, 'ON_HOLD');
  if (refusal) return refusal;
  const risk: RiskRecord = {
    orderId: page.order.orderId,
    status: 'OPEN',
    reasons,
    openedAt: actor.now,
    decideBy,
  };
  return { ...withEvent(planOf(page.order), actor, 'HELD', { note: reasons.join(', ') }, 'ON_HOLD'), risk };
}

/** Lets a held order go on, or calls it off. */
export function decide(
  page: OrderPage,
  to: 'APPROVED' | 'DECLINED' | 'TIMED_OUT',
  actor: Actor,
  note?: string | null,
): OrderPlan | Refusal {
  const { order, risk } = page;
  if (!risk) return { refusal: NotFound, info: { orderId: order.orderId } };
  if (risk.status !== 'OPEN' || order.status !== 'ON_HOLD') {
    return {
      refusal: IllegalTransition,
      info: { status: order.status, nextStatuses: orderMachine[order.status], review: risk.status },
    };
  }
  const decided = decidedRisk(risk, to, actor, note);
  if (to === 'APPROVED') {
    return { ...withEvent(planOf(order), actor, 'RELEASED', { note }, 'CONFIRMED'), risk: decided };
  }
  const ended = cancel(page, actor, note ?? 'The order was not released.');
  return isRefusal(ended) ? ended : { ...ended, risk: decided };
}
