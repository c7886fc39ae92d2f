import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { PaymentItem } from './generated/model.ts';
import { paymentQuery } from './generated/model.ts';
import type { OrderPaymentsArgs } from './generated/schema.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { toPayment } from './lib/order.ts';
import { pageOf } from './lib/pages.ts';

/** All payments came with the order when its collection was read as a page. */
export function request(ctx: Context<OrderPaymentsArgs>) {
  const limit = checkLimit(ctx.args.limit, 20);
  const known = ctx.source.payments;
  if (known && !ctx.args.nextToken && known.items.length <= limit) runtime.earlyReturn(known);
  return {
    operation: 'Query',
    ...paymentQuery({ orderId: ctx.source.id }),
    limit,
    nextToken: ctx.args.nextToken,
    consistentRead: true,
  };
}

export function response(ctx: Context<OrderPaymentsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(
    ctx,
    ctx.result.items.map((payment: PaymentItem) => toPayment(payment)),
  );
}
