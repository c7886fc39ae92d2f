import { lineTotal } from '../../rules/money.ts';
import type { OrderPage } from '../../rules/orders/plan.ts';
import type {
  LineRecord,
  LedgerRecord,
  OrderEventRecord,
  OrderRecord,
  PaymentRecord,
  ReturnRecord,
  ShipmentRecord,
} from '../../rules/orders/records.ts';
import { shopSeller } from '../../rules/orders/goods.ts';
import { orderMachine } from '../../rules/states/order.ts';
import { returnMachine } from '../../rules/states/return.ts';
import { shipmentMachine } from '../../rules/states/shipment.ts';
import {
  isLedgerEntry,
  isOrder,
  isOrderEvent,
  isPayment,
  isReservation,
  isReturn,
  isRiskReview,
  isSetback,
  isShipment,
} from '../generated/model.ts';
import type {
  LedgerEntry,
  Order,
  OrderEvent,
  OrderLine,
  Payment,
  Return,
  Shipment,
} from '../generated/schema.ts';
import { toShippingAddress } from './address.ts';

/** The fields of an order that resolvers of their own answer, unless the parent has them already. */
type Children = 'payments' | 'ledger' | 'events' | 'shipments' | 'returns';

/** An order without its children: their own resolvers fetch them, unless the parent has them already. */
export type OrderView = Omit<Order, Children> & Partial<Pick<Order, Children>>;

export function toOrder(order: OrderRecord): OrderView {
  const money = (amount: number) => ({ amount, currency: order.currency });
  return {
    id: order.orderId,
    customerId: order.customerId,
    status: order.status,
    nextStatuses: orderMachine[order.status],
    lines: order.lines.map((line) => toOrderLine(line, order.currency)),
    pricesIncludeTax: order.pricesIncludeTax,
    subtotal: money(order.subtotal),
    discount: money(order.discount),
    shipping: money(order.shipping),
    shippingDiscount: money(order.shippingDiscount),
    tax: money(order.tax),
    total: money(order.total),
    authorized: money(order.authorized),
    paid: money(order.captured),
    refunded: money(order.refunded),
    owed: money(order.owed ?? 0),
    voucherCode: order.voucherCode ?? null,
    shippingMethod: order.shippingMethod,
    shippingAddress: toShippingAddress(order.shippingAddress),
    note: order.note ?? null,
    reservedUntil: order.reservedUntil,
    placedAt: order.placedAt,
    updatedAt: order.updatedAt,
    sequence: order.sequence,
  };
}

/** @param currency - the order's. */
export function toOrderLine(line: LineRecord, currency: string): OrderLine {
  const money = (amount: number) => ({ amount, currency });
  return {
    sku: line.sku,
    productId: line.productId,
    productTitle: line.productTitle,
    variantTitle: line.variantTitle,
    sellerId: line.sellerId === shopSeller ? null : line.sellerId,
    quantity: line.quantity,
    unitPrice: money(line.unitPrice),
    lineTotal: money(lineTotal(line.unitPrice, line.quantity)),
    discount: money(line.discount),
    tax: money(line.tax),
    taxRate: line.taxRate,
    total: money(line.total),
    shipped: line.shipped,
    returning: line.returning,
    returned: line.returned,
    refunded: line.refunded,
  };
}

export function toPayment(payment: PaymentRecord): Payment {
  const money = (amount: number) => ({ amount, currency: payment.currency });
  return {
    id: payment.paymentId,
    method: payment.method,
    status: payment.status,
    amount: money(payment.amount),
    captured: money(payment.captured),
    refunded: money(payment.refunded),
    action: payment.action
      ? {
          type: payment.action.type,
          url: payment.action.url ?? null,
          clientSecret: payment.action.clientSecret ?? null,
        }
      : null,
    declineCode: payment.declineCode ?? null,
    reference: payment.reference ?? null,
    createdAt: payment.createdAt,
  };
}

export function toLedgerEntry(entry: LedgerRecord): LedgerEntry {
  return {
    id: entry.entryId,
    paymentId: entry.paymentId,
    kind: entry.kind,
    status: entry.status,
    amount: { amount: entry.amount, currency: entry.currency },
    subjectId: entry.subjectId ?? null,
    reason: entry.reason ?? null,
    reference: entry.reference ?? null,
    failureCode: entry.failureCode ?? null,
    createdAt: entry.createdAt,
    updatedAt: entry.updatedAt,
  };
}

/** @param currency - the order's. */
export function toOrderEvent(event: OrderEventRecord, currency: string): OrderEvent {
  return {
    sequence: event.sequence,
    type: event.type,
    status: event.status,
    at: event.at,
    actor: event.actor,
    subjectId: event.subjectId ?? null,
    amount: typeof event.amount === 'number' ? { amount: event.amount, currency } : null,
    note: event.note ?? null,
  };
}

export function toShipment(shipment: ShipmentRecord): Shipment {
  return {
    id: shipment.shipmentId,
    status: shipment.status,
    nextStatuses: shipmentMachine[shipment.status],
    lines: shipment.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    carrier: shipment.carrier ?? null,
    trackingNumber: shipment.trackingNumber ?? null,
    createdAt: shipment.createdAt,
    updatedAt: shipment.updatedAt,
  };
}

/** @param currency - the order's. */
export function toReturn(one: ReturnRecord, currency: string): Return {
  return {
    id: one.returnId,
    orderId: one.orderId,
    status: one.status,
    nextStatuses: returnMachine[one.status],
    lines: one.lines.map(({ sku, quantity, reason, received, restocked }) => ({
      sku,
      quantity,
      reason,
      received,
      restocked,
    })),
    refund: { amount: one.amount, currency },
    note: one.note ?? null,
    createdAt: one.createdAt,
    updatedAt: one.updatedAt,
  };
}

/** An order page's item collection, sorted out. */
export type OrderPageItems = Omit<OrderPage, 'order'> & {
  order: OrderRecord | undefined;
  events: OrderEventRecord[];
};

/** Sorts out what one Query of an order's collection answered. */
export function orderPageItems(items: any[]): OrderPageItems {
  return {
    order: items.find((item) => isOrder(item)),
    payments: items.filter((item) => isPayment(item)),
    entries: items.filter((item) => isLedgerEntry(item)),
    shipments: items.filter((item) => isShipment(item)),
    returns: items.filter((item) => isReturn(item)),
    reservation: items.find((item) => isReservation(item)),
    risk: items.find((item) => isRiskReview(item)),
    setbacks: items.filter((item) => isSetback(item)),
    events: items.filter((item) => isOrderEvent(item)),
  };
}

/** An order with its children, as long as one page of its collection held them all. */
export function toOrderWithChildren(page: OrderPageItems, whole: boolean): OrderView {
  const view = toOrder(page.order!);
  if (!whole) return view;
  return {
    ...view,
    shipments: page.shipments.map((shipment) => toShipment(shipment)),
    returns: page.returns.map((one) => toReturn(one, page.order!.currency)),
    ledger: page.entries.map((entry) => toLedgerEntry(entry)),
    payments: { items: page.payments.map((payment) => toPayment(payment)), nextToken: null },
    events: {
      items: page.events.map((event) => toOrderEvent(event, page.order!.currency)),
      nextToken: null,
    },
  };
}
