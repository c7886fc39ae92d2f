import type { Context } from '@aws-appsync/utils';
import type { SubscriptionOnStockChangeArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';

/** The argument itself is the filter: only changes with this `productId` are delivered. */
export function request(ctx: Context<SubscriptionOnStockChangeArgs>) {
  return { payload: { productId: checkId('productId', ctx.args.productId) } };
}

export function response() {
  return null;
}
