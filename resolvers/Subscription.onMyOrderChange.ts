import type { Context, SubscriptionFilterObject } from '@aws-appsync/utils';
import { extensions, util } from '@aws-appsync/utils';
import type { OrderChange, SubscriptionOnMyOrderChangeArgs } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { checkId } from './lib/check.ts';

export function request() {
  return { payload: null };
}

/** The filter takes the caller's id from the token: whatever order is named, only one's own is heard of. */
export function response(ctx: Context<SubscriptionOnMyOrderChangeArgs>) {
  const filter: SubscriptionFilterObject<OrderChange> = { customerId: { eq: callerId(ctx) } };
  if (ctx.args.orderId) filter.orderId = { eq: checkId('orderId', ctx.args.orderId) };
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(filter));
  return null;
}
