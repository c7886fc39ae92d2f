import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { OrderEventItem } from './generated/model.ts';
import { orderEventQuery } from './generated/model.ts';
import type { OrderEvent, OrderEventsArgs } from './generated/schema.ts';
import { checkLimit, checkWithin } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { toOrderEvent } from './lib/order.ts';
import type { Page } from './lib/pages.ts';
import { pageOf } from './lib/pages.ts';

/** The highest sequence number that fits its key. */
const last = 999_999;

/** All events came with the order when its collection was read as a page. */
export function request(ctx: Context<OrderEventsArgs>) {
  const limit = checkLimit(ctx.args.limit, 50);
  const after = checkWithin('afterSequence', ctx.args.afterSequence ?? 0, 0, last - 1);
  const known: Page<OrderEvent> | undefined = ctx.source.events;
  if (known && !ctx.args.nextToken) {
    const items = known.items.filter((event) => event.sequence > after);
    if (items.length <= limit) runtime.earlyReturn({ items, nextToken: null });
  }
  return {
    operation: 'Query',
    ...orderEventQuery({ orderId: ctx.source.id }, { from: after + 1, to: last }),
    limit,
    nextToken: ctx.args.nextToken,
    consistentRead: true,
  };
}

export function response(ctx: Context<OrderEventsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(
    ctx,
    ctx.result.items.map((event: OrderEventItem) => toOrderEvent(event, ctx.source.total.currency)),
  );
}
