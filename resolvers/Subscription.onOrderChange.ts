import type { Context, SubscriptionFilterObject } from '@aws-appsync/utils';
import { extensions, util } from '@aws-appsync/utils';
import type { OrderChange, SubscriptionOnOrderChangeArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';

export function request() {
  return { payload: null };
}

/** Every event has a sequence number from 1: a filter that all pass stands in for none. */
export function response(ctx: Context<SubscriptionOnOrderChangeArgs>) {
  const { orderId } = ctx.args;
  const filter: SubscriptionFilterObject<OrderChange> = orderId
    ? { orderId: { eq: checkId('orderId', orderId) } }
    : { sequence: { ge: 1 } };
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(filter));
  return null;
}
