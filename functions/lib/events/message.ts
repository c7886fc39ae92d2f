import type { OrderEventType } from '../../../rules/orders/events.ts';
import type { OrderHappened } from './registry.ts';

/** An event as the bus's rules hand it to queues: its detail alone, so that equal events are equal messages. */
export type EventMessage = OrderHappened & { readonly type: OrderEventType };

/**
 * Reads a queue's message.
 *
 * @throws Error for anything that is no event of an order.
 */
export function readEvent(body: string): EventMessage {
  const event = JSON.parse(body) as Partial<EventMessage>;
  if (event.version !== 1 || !event.orderId || !event.type || !event.sequence) {
    throw new Error(`This is no event of an order: ${body.slice(0, 200)}`);
  }
  return event as EventMessage;
}
