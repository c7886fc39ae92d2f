import type { Context } from '@aws-appsync/utils';
import { orderByCustomer } from '../generated/model.ts';
import type { CustomerOrdersArgs } from '../generated/schema.ts';
import { callerId } from '../lib/caller.ts';
import { checkLimit } from '../lib/check.ts';
import { failFrom } from '../lib/fail.ts';
import { keepOrders } from '../lib/order-list.ts';

/** Reads a page of the caller's orders, newest first, into the stash. */
export function request(ctx: Context<CustomerOrdersArgs>) {
  return {
    operation: 'Query',
    ...orderByCustomer({ customerId: callerId(ctx) }),
    limit: checkLimit(ctx.args.limit, 20),
    nextToken: ctx.args.nextToken,
    scanIndexForward: false,
  };
}

export function response(ctx: Context<CustomerOrdersArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return keepOrders(ctx, ctx.result.items);
}
