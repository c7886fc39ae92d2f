/** Money that goes back without a return: out of goodwill, or because something went wrong. */
import type { ShopError } from '../errors.ts';
import { NotFound, RefundTooHigh } from '../errors.ts';
import { sumOf } from '../money.ts';
import { requestRefund } from './ledger.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from './plan.ts';
import { outOfTurn, planOf } from './plan.ts';
import { paidByHand } from './retry.ts';
import { settle } from './settle.ts';

/** How much goes back, and why. */
export interface Goodwill {
  /** Minor units, more than nothing. */
  amount: number;
  reason: string;
}

/**
 * Gives part of an order's money back, the last payment first: never more than was taken and has not gone back, nor is
 * about to. An order that still waits for its payment is called off instead.
 */
export function refund(page: OrderPage, { amount, reason }: Goodwill, actor: Actor): OrderPlan | Refusal {
  const { order, payments } = page;
  if (order.status === 'PLACED') return outOfTurn(order);
  const refundable = sumOf(payments.map((payment) => payment.refundable));
  if (amount > refundable) {
    return { refusal: RefundTooHigh, info: { refundable, currency: order.currency } };
  }
  return requestRefund(planOf(order), payments, amount, actor, { reason });
}

/** What staff paid back by hand, and the bank's reference. */
export interface PaidBack {
  entryId: string;
  reference: string;
}

/**
 * Settles a refund of money that no provider moves: staff transferred it, or handed it over; also one that the provider
 * could not carry out.
 */
export function recordRefund(page: OrderPage, paid: PaidBack, actor: Actor): OrderPlan | Refusal {
  const { entryId, reference } = paid;
  const entry = page.entries.find((one) => one.entryId === entryId);
  const payment = page.payments.find((one) => !!entry && one.paymentId === entry.paymentId);
  if (entry && entry.status === 'FAILED') return paidByHand(page, entryId, reference, actor);
  if (!entry || entry.kind !== 'REFUND' || !payment || payment.provider !== 'manual') {
    return { refusal: NotFound as ShopError, info: { entryId } };
  }
  return settle(page, entryId, { result: 'SUCCEEDED', reference }, actor);
}
