/**
 * What customers who asked for it are told by text message: what they wait for, or must act on. All that is said of an
 * order is made of letters and digits of ours, never of what somebody typed, so that each is one message of 160 characters
 * of the GSM alphabet: a single other character makes it one of 70, and the rest of it another message.
 */
import type { OrderEventType } from '../../../rules/orders/events.ts';
import type { OrderRecord } from '../../../rules/orders/records.ts';
import { money, shortId } from './letters.ts';
import type { OrderHappened } from './registry.ts';

type Writer = (order: OrderRecord, happened: OrderHappened) => string;

const writers: Partial<Record<OrderEventType, Writer>> = {
  PAYMENT_ACTION_REQUIRED: (order) =>
    `Your bank asks you to confirm the payment of order ${shortId(order)}. Please open your order to do so.`,
  PAYMENT_DECLINED: (order) =>
    `The payment of order ${shortId(order)} was declined. Please pay in another way until ${minute(order.reservedUntil)}.`,
  CANCELLED: (order) => `Your order ${shortId(order)} was cancelled. What you have paid goes back to you.`,
  SHIPMENT_SHIPPED: (order) => `A parcel of your order ${shortId(order)} is on its way.`,
  DELIVERED: (order) => `Your order ${shortId(order)} has arrived.`,
  REFUND_SUCCEEDED: (order, { amount = 0 }) =>
    `${money(amount, order)} of your order ${shortId(order)} are on their way back to you.`,
};

/**
 * The text message about an event; undefined when there is none of it.
 *
 * @param shop - what the shop is called. It stands first, since a sender's name is not shown in every country.
 * @example
 * textOf('DELIVERED', order, happened, 'Bodega') // 'Bodega: Your order 8ZQ2M4XK has arrived.'
 */
export function textOf(
  type: OrderEventType,
  order: OrderRecord,
  happened: OrderHappened,
  shop: string,
): string | undefined {
  const text = writers[type]?.(order, happened);
  return text && `${shop}: ${text}`;
}

/** The kinds of events that there is a text message about. */
export const textedTypes = Object.keys(writers) as OrderEventType[];

/** A moment to the minute, e.g. `2026-11-25 14:05 UTC`. */
function minute(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
