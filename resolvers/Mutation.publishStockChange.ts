import type { Context } from '@aws-appsync/utils';
import type { MutationPublishStockChangeArgs } from './generated/schema.ts';
import { checkId, checkSku, checkWithin } from './lib/check.ts';
import { maxStock } from '../rules/limits.ts';

/** Stored nowhere: the table has it already, and subscribers hear of it through this mutation. */
export function request(ctx: Context<MutationPublishStockChangeArgs>) {
  const { productId, sku, available, at } = ctx.args.input;
  return {
    payload: {
      productId: checkId('productId', productId),
      sku: checkSku('sku', sku),
      available: checkWithin('available', available, 0, maxStock),
      at,
    },
  };
}

export function response(ctx: Context<MutationPublishStockChangeArgs>) {
  return ctx.result;
}
