import { CONNECTION_STATE_CHANGE, type ConnectionState } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';

/**
 * Tells how the connection that carries all subscriptions fares, e.g. to show that a page is not live.
 *
 * @returns a function that stops telling.
 * @example
 * const stop = onConnectionState((state) => banner.toggle(state.startsWith('ConnectionDisrupted')));
 */
export function onConnectionState(listener: (state: ConnectionState) => void): () => void {
  return Hub.listen('api', ({ payload }) => {
    if (payload.event !== CONNECTION_STATE_CHANGE) return;
    listener((payload.data as { connectionState: ConnectionState }).connectionState);
  });
}

/** `CONTROL_MSG.SUBSCRIPTION_ACK` of Amplify, which it dispatches but does not export. */
const subscriptionAck = 'Subscription ack';

/**
 * Tells each time the service has taken up a subscription: at first, and again after every reconnect. Only from then
 * on does it deliver, so what happened before must be asked for. The state `Connected` comes too early for that: it
 * is reached before the subscriptions are sent again.
 *
 * @param field - the subscription's field, e.g. `onMyOrderChange`.
 * @param variables - only this subscription's; all of the field's when absent.
 * @returns a function that stops telling.
 */
export function onSubscriptionReady(
  field: string,
  variables: Record<string, unknown> | undefined,
  listener: () => void,
): () => void {
  const wanted = new RegExp(`\\b${field}\\b`);
  return Hub.listen('api', ({ payload }) => {
    if (payload.event !== subscriptionAck) return;
    const started = payload.data as { query: string; variables?: Record<string, unknown> };
    const same = Object.entries(variables ?? {}).every(
      ([name, value]) => started.variables?.[name] === value,
    );
    if (same && wanted.test(started.query)) listener();
  });
}
