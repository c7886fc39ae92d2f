/** What customers are told by mail, by what happened. Events that are not here are nobody's mail. */
import { minorUnitDigits } from '../../../rules/money.ts';
import type { OrderEventType } from '../../../rules/orders/events.ts';
import type { OrderRecord } from '../../../rules/orders/records.ts';
import type { OrderHappened } from './registry.ts';

/** A mail's subject and text. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

type Writer = (order: OrderRecord, happened: OrderHappened) => Letter;

const writers: Partial<Record<OrderEventType, Writer>> = {
  PLACED: (order) => ({
    subject: `Your order ${shortId(order)}`,
    text: `Thank you for your order:\n\n${linesOf(order)}\n\nTotal: ${money(order.total, order)}`,
  }),
  CONFIRMED: (order) => ({
    subject: `Your order ${shortId(order)} is confirmed`,
    text: 'Your payment is secured. We will write again when your parcel leaves.',
  }),
  PAYMENT_ACTION_REQUIRED: (order) => ({
    subject: `Your order ${shortId(order)} needs your confirmation`,
    text: 'Your bank asks you to confirm the payment. Please open your order to do so.',
  }),
  PAYMENT_DECLINED: (order) => ({
    subject: `The payment of your order ${shortId(order)} was declined`,
    text: `Please pay in another way until ${order.reservedUntil}; then we can no longer hold the goods for you.`,
  }),
  CANCELLED: (order, { note }) => ({
    subject: `Your order ${shortId(order)} was cancelled`,
    text: `Your order was cancelled${note ? `: ${note}` : '.'}\nWhat you have paid goes back to you.`,
  }),
  EXPIRED: (order) => ({
    subject: `Your order ${shortId(order)} has expired`,
    text: 'It was not paid in time, so its goods are on offer again. What you have paid goes back to you.',
  }),
  SHIPMENT_SHIPPED: (order) => ({
    subject: `A parcel of your order ${shortId(order)} is on its way`,
    text: 'You can follow it in your order.',
  }),
  DELIVERED: (order) => ({
    subject: `Your order ${shortId(order)} has arrived`,
    text: 'We hope that you like it. If not, you can ask for a return in your order.',
  }),
  RETURN_APPROVED: (order, { note }) => ({
    subject: `Your return of order ${shortId(order)} is approved`,
    text: note ?? 'Please send the goods back to us.',
  }),
  RETURN_REJECTED: (order, { note }) => ({
    subject: `Your return of order ${shortId(order)} was refused`,
    text: note ?? 'We cannot take these goods back.',
  }),
  REFUND_SUCCEEDED: (order, { amount = 0 }) => ({
    subject: `A refund for your order ${shortId(order)}`,
    text: `${money(amount, order)} are on their way to you.`,
  }),
};

/** The mail about an event; undefined when the customer is not told of it. */
export function letterOf(
  type: OrderEventType,
  order: OrderRecord,
  happened: OrderHappened,
): Letter | undefined {
  const letter = writers[type]?.(order, happened);
  return letter && { ...letter, text: `Hello ${order.shippingAddress.name},\n\n${letter.text}\n` };
}

/** The kinds of events that customers are told of. */
export const toldTypes = Object.keys(writers) as OrderEventType[];

/** The end of an order's id, by which customers know it. */
export function shortId({ orderId }: OrderRecord): string {
  return orderId.slice(-8);
}

function linesOf(order: OrderRecord): string {
  return order.lines
    .map(({ quantity, productTitle, variantTitle, total }) => {
      const title = variantTitle === productTitle ? productTitle : `${productTitle}, ${variantTitle}`;
      return `${quantity} × ${title}: ${money(total, order)}`;
    })
    .join('\n');
}

/** An amount in minor units as customers read it, e.g. `12.50 EUR`. */
export function money(amount: number, { currency }: OrderRecord): string {
  return `${(amount / 10 ** minorUnitDigits(currency)).toFixed(minorUnitDigits(currency))} ${currency}`;
}
