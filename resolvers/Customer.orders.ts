import type { Context } from '@aws-appsync/utils';
import type { OrderItem } from './generated/model.ts';
import { orderByCustomer } from './generated/model.ts';
import type { CustomerOrdersArgs } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { toOrder } from './lib/order.ts';
import { pageOf } from './lib/pages.ts';

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
  return pageOf(
    ctx,
    ctx.result.items.map((order: OrderItem) => toOrder(order)),
  );
}
