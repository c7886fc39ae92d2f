/** Giving up what a customer owes for parcels that left. */
import type { ShopError } from '../errors.ts';
import { NotFound } from '../errors.ts';
import { accountOf, letGo, withClaims } from './claims.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from './plan.ts';
import { planOf, withEvent } from './plan.ts';

/**
 * Writes off all that the customer of an order owes: it is not asked for again, and what is set aside for it is freed.
 * The timeline keeps who gave it up, when and why. What is being taken at this moment is not owed.
 *
 * @param reason - as the customer may read it.
 */
export function writeOff(page: OrderPage, reason: string, actor: Actor): OrderPlan | Refusal {
  const { order } = page;
  const { owed } = accountOf(page);
  if (owed === 0) return { refusal: NotFound as ShopError, info: { orderId: order.orderId, owed } };
  const plan = planOf({ ...order, writtenOff: (order.writtenOff ?? 0) + owed });
  const told = withEvent(plan, actor, 'CLAIM_WRITTEN_OFF', { amount: owed, note: reason });
  return letGo(withClaims(told, page, actor), page, actor);
}
