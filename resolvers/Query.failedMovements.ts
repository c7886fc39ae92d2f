import type { Context } from '@aws-appsync/utils';
import { maxTries } from '../rules/limits.ts';
import type { SetbackItem } from './generated/model.ts';
import { setbackByTries } from './generated/model.ts';
import type { QueryFailedMovementsArgs } from './generated/schema.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { pageOf } from './lib/pages.ts';

/** Those that were tried as often as they are by themselves. */
export function request(ctx: Context<QueryFailedMovementsArgs>) {
  const { limit, nextToken } = ctx.args;
  return {
    operation: 'Query',
    ...setbackByTries({ tries: maxTries }),
    limit: checkLimit(limit, 20),
    nextToken,
  };
}

export function response(ctx: Context<QueryFailedMovementsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(
    ctx,
    ctx.result.items.map((setback: SetbackItem) => ({
      orderId: setback.orderId,
      entryId: setback.entryId,
      kind: setback.kind,
      amount: { amount: setback.amount, currency: setback.currency },
      failureCode: setback.failureCode ?? null,
      since: setback.since,
    })),
  );
}
