import { client } from './amplify.ts';
import { onSubscriptionReady } from './connection.ts';
import { followOrder, type OrderSource, type OrderStep } from './follow-order.ts';
import { getOrderEvents, onMyOrderChange, onOrderChange } from './generated/documents.ts';

export interface WatchOrderOptions {
  readonly orderId: string;
  /** The sequence number of the last event already known, e.g. `order.sequence`; 0 for all of them. */
  readonly after: number;
  /** Staff may watch any order, customers their own. */
  readonly as?: 'customer' | 'staff';
  next(step: OrderStep): void;
  error(reason: unknown): void;
}

/**
 * Watches one order over Amplify's subscription: every event once and in order, those included that happened while
 * the connection was away.
 *
 * @returns a function that ends it.
 * @example
 * const stop = watchOrder({
 *   orderId: order.id,
 *   after: order.sequence,
 *   next: ({ status }) => (label.textContent = status),
 *   error: console.error,
 * });
 */
export function watchOrder({ orderId, after, as = 'customer', next, error }: WatchOrderOptions): () => void {
  const variables = { orderId };
  const source: OrderSource = {
    live(next, error) {
      const subscription =
        as === 'staff'
          ? client
              .graphql({ query: onOrderChange, variables })
              .subscribe({ next: ({ data }) => data.onOrderChange && next(data.onOrderChange), error })
          : client
              .graphql({ query: onMyOrderChange, variables })
              .subscribe({ next: ({ data }) => data.onMyOrderChange && next(data.onMyOrderChange), error });
      return () => subscription.unsubscribe();
    },
    ready: (listener) =>
      onSubscriptionReady(as === 'staff' ? 'onOrderChange' : 'onMyOrderChange', variables, listener),
    async after(afterSequence, nextToken) {
      const { data } = await client.graphql({
        query: getOrderEvents,
        variables: { id: orderId, afterSequence, nextToken },
      });
      if (!data.order) throw new Error(`There is no order ${orderId}, or it is not yours to see.`);
      return data.order.events;
    },
  };
  return followOrder(source, after, next, error);
}
