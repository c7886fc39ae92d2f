import type { Context } from '@aws-appsync/utils';
import { LimitReached, OutOfStock } from '../../rules/errors.ts';
import { maxStock } from '../../rules/limits.ts';
import { variantKey } from '../generated/model.ts';
import type { MutationAdjustStockArgs } from '../generated/schema.ts';
import { callerId } from '../lib/caller.ts';
import { checkText, checkWithin, refuse } from '../lib/check.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { typed } from '../lib/table.ts';
import { timestamp } from '../lib/time.ts';

/** Adds to or takes from what is available, never below nothing; what orders hold stays theirs. */
export function request(ctx: Context<MutationAdjustStockArgs>) {
  const { sku, delta, reason } = ctx.args.input;
  checkWithin('delta', delta, -maxStock, maxStock);
  if (delta === 0) refuse('delta', 'must not be 0');
  console.log({ stock: sku, delta, reason: checkText('reason', reason, 1, 200), by: callerId(ctx) });
  return {
    operation: 'UpdateItem',
    key: typed(variantKey({ productId: ctx.stash.productId, sku })),
    update: {
      expression: 'SET #available = #available + :delta, #updatedAt = :now',
      expressionNames: { '#available': 'available', '#updatedAt': 'updatedAt' },
      expressionValues: typed({ ':delta': delta, ':now': timestamp() }),
    },
    condition: {
      expression: '#available BETWEEN :least AND :most',
      expressionNames: { '#available': 'available' },
      expressionValues: typed({
        ':least': Math.max(0, -delta),
        ':most': Math.min(maxStock, maxStock - delta),
      }),
    },
  };
}

/** A refused condition brings the item along. */
export function response(ctx: Context<MutationAdjustStockArgs>) {
  if (ctx.error) {
    if (ctx.error.type === 'DynamoDB:ConditionalCheckFailedException') {
      const { sku, delta } = ctx.args.input;
      if (delta > 0) fail(LimitReached, { limit: maxStock });
      fail(OutOfStock, { lines: [{ sku, wanted: -delta, available: ctx.result?.available ?? 0 }] });
    }
    failFrom(ctx.error);
  }
  ctx.stash.variant = ctx.result;
  return ctx.result;
}
