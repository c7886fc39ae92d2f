import { nextStates } from '../../rules/order-states.ts';
import { lineTotal } from '../../rules/money.ts';
import type { OrderEventItem, OrderItem, PaymentItem } from '../generated/model.ts';
import { isOrder, isOrderEvent, isPayment } from '../generated/model.ts';
import type { Order, OrderEvent, Payment } from '../generated/schema.ts';
import { toShippingAddress } from './address.ts';

/** An order without its children: their own resolvers fetch them, unless the parent has them already. */
export type OrderView = Omit<Order, 'payments' | 'events'> & Partial<Pick<Order, 'payments' | 'events'>>;

export function toOrder(order: OrderItem): OrderView {
  const money = (amount: number) => ({ amount, currency: order.currency });
  return {
    id: order.orderId,
    customerId: order.customerId,
    status: order.status,
    nextStatuses: nextStates(order.status),
    lines: order.lines.map((line) => ({
      sku: line.sku,
      productId: line.productId,
      productTitle: line.productTitle,
      variantTitle: line.variantTitle,
      quantity: line.quantity,
      unitPrice: money(line.unitPrice),
      lineTotal: money(lineTotal(line.unitPrice, line.quantity)),
    })),
    subtotal: money(order.subtotal),
    total: money(order.total),
    paid: money(order.paid),
    shippingAddress: toShippingAddress(order.shippingAddress),
    note: order.note ?? null,
    placedAt: order.placedAt,
    updatedAt: order.updatedAt,
    sequence: order.sequence,
  };
}

export function toPayment(payment: PaymentItem): Payment {
  return {
    id: payment.paymentId,
    method: payment.method,
    amount: { amount: payment.amount, currency: payment.currency },
    reference: payment.reference ?? null,
    createdAt: payment.createdAt,
  };
}

export function toOrderEvent(event: OrderEventItem): OrderEvent {
  return {
    sequence: event.sequence,
    type: event.type,
    status: event.status,
    at: event.at,
    actor: event.actor,
    note: event.note ?? null,
  };
}

/** An order page's item collection, sorted out. */
export interface OrderPageItems {
  order: OrderItem | undefined;
  payments: PaymentItem[];
  events: OrderEventItem[];
}

/** Sorts out what one Query of an order's collection answered. */
export function orderPageItems(items: any[]): OrderPageItems {
  return {
    order: items.find((item) => isOrder(item)),
    payments: items.filter((item) => isPayment(item)),
    events: items.filter((item) => isOrderEvent(item)),
  };
}

/** An order with its children, as long as one page of its collection held them all. */
export function toOrderWithChildren(page: OrderPageItems, whole: boolean): OrderView {
  const view = toOrder(page.order!);
  if (!whole) return view;
  return {
    ...view,
    payments: { items: page.payments.map((payment) => toPayment(payment)), nextToken: null },
    events: { items: page.events.map((event) => toOrderEvent(event)), nextToken: null },
  };
}
