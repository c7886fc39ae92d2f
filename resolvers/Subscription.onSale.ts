import type { Context, SubscriptionFilterObject } from '@aws-appsync/utils';
import { extensions, util } from '@aws-appsync/utils';
import type { SaleChange, SubscriptionOnSaleArgs } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { checkId } from './lib/check.ts';

export function request() {
  return { payload: null };
}

/** The filter takes the seller from the token: whatever order is named, only the own sales are heard of. */
export function response(ctx: Context<SubscriptionOnSaleArgs>) {
  const filter: SubscriptionFilterObject<SaleChange> = { sellerId: { eq: callerId(ctx) } };
  if (ctx.args.orderId) filter.orderId = { eq: checkId('orderId', ctx.args.orderId) };
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(filter));
  return null;
}
