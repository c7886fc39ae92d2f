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
