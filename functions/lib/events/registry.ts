/**
 * The shop's domain events: what stands on the bus, by name and version. The one registry: whoever publishes or takes an
 * event has its name and its shape from here. An event is never changed; another shape is another version beside it.
 */
import type { OrderEventType } from '../../../rules/orders/events.ts';
import type { OrderState } from '../../../rules/states/order.ts';

/** Who the events are from, as rules match it. */
export const source = 'bodega.orders';

/** What happened to an order, version 1. */
export interface OrderHappened {
  readonly version: 1;
  readonly orderId: string;
  readonly customerId: string;
  /** Counts the order's events from 1, without gaps: whoever meets a gap has missed one. */
  readonly sequence: number;
  /** Where the order stood afterwards. */
  readonly status: OrderState;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** A role's name. */
  readonly actor: string;
  /** What it is about: the id of a payment, a shipment or a return. */
  readonly subjectId?: string;
  /** Minor units. */
  readonly amount?: number;
  readonly note?: string;
}

/** Who says how stocks stand. */
export const stockSource = 'bodega.stock';

/** The name of the event that a stock came to be low. */
export const stockLow = 'StockLow';

/** A stock of which no more units can be bought than its reorder point, version 1. Told when it comes to be so. */
export interface StockLow {
  readonly version: 1;
  readonly sku: string;
  readonly productId: string;
  /** Whose stock it is; `shop` for the shop's own. */
  readonly sellerId: string;
  readonly available: number;
  readonly reorderPoint: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/**
 * The name of an event on the bus, its `detail-type`.
 *
 * @example
 * detailTypeOf('PAYMENT_AUTHORIZED') // 'OrderPaymentAuthorized'
 */
export function detailTypeOf(type: OrderEventType): string {
  const words = type.split('_').map((word) => word.charAt(0) + word.slice(1).toLowerCase());
  return `Order${words.join('')}`;
}
