import type { Context } from '@aws-appsync/utils';
import { NotFound } from '../rules/errors.ts';
import { ownLines } from '../rules/orders/goods.ts';
import { orderPage } from './generated/model.ts';
import type { MutationPublishSaleArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';
import { fail, failFrom } from './lib/fail.ts';
import { orderPageItems } from './lib/order.ts';
import { toSale, toSaleWithChildren } from './lib/sale.ts';

/** One Query brings all that the seller may select. */
export function request(ctx: Context<MutationPublishSaleArgs>) {
  checkId('sellerId', ctx.args.input.sellerId);
  const orderId = checkId('orderId', ctx.args.input.orderId);
  return { operation: 'Query', ...orderPage({ orderId }), limit: 500, consistentRead: true };
}

export function response(ctx: Context<MutationPublishSaleArgs>) {
  if (ctx.error) failFrom(ctx.error);
  const { sellerId, orderId } = ctx.args.input;
  const page = orderPageItems(ctx.result.items);
  const { order } = page;
  if (!order || ownLines(order, sellerId).length === 0) fail(NotFound, { orderId });
  const whole = !ctx.result.nextToken;
  return {
    sellerId,
    orderId,
    sequence: order!.sequence,
    sale: whole ? toSaleWithChildren({ ...page, order: order! }, sellerId) : toSale(order!, sellerId),
  };
}
