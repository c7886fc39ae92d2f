import type { Context } from '@aws-appsync/utils';
import { NotFound } from '../rules/errors.ts';
import { orderPage } from './generated/model.ts';
import type { MutationPublishOrderChangeArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';
import { fail, failFrom } from './lib/fail.ts';
import { orderPageItems, toOrderWithChildren } from './lib/order.ts';

/** One Query brings the event and all that subscribers may select of its order. */
export function request(ctx: Context<MutationPublishOrderChangeArgs>) {
  const orderId = checkId('orderId', ctx.args.input.orderId);
  return { operation: 'Query', ...orderPage({ orderId }), limit: 500, consistentRead: true };
}

export function response(ctx: Context<MutationPublishOrderChangeArgs>) {
  if (ctx.error) failFrom(ctx.error);
  const { orderId, sequence } = ctx.args.input;
  const page = orderPageItems(ctx.result.items);
  const event = page.events.find((candidate) => candidate.sequence === sequence);
  if (!page.order || !event) fail(NotFound, { orderId, sequence });
  return {
    orderId,
    customerId: page.order!.customerId,
    sequence,
    type: event!.type,
    status: event!.status,
    at: event!.at,
    order: toOrderWithChildren(page, !ctx.result.nextToken),
  };
}
