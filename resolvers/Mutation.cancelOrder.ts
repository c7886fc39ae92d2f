import type { Context } from '@aws-appsync/utils';
import { toOrder } from './lib/order.ts';

export function request() {
  return {};
}

/** The order as the last step left it. */
export function response(ctx: Context) {
  return toOrder(ctx.stash.order);
}
