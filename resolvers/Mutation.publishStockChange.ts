import type { Context } from '@aws-appsync/utils';
import type { MutationPublishStockChangeArgs, StockChange } from './generated/schema.ts';
import { checkId, checkSku, checkWithin, isGiven, refuse } from './lib/check.ts';
import { maxStock } from '../rules/limits.ts';
import { wholeStock } from './lib/stock.ts';

/** Stored nowhere: the table has it already, and subscribers hear of it through this mutation. */
export function request(ctx: Context<MutationPublishStockChangeArgs>) {
  const { productId, sku, available, at } = ctx.args.input;
  if (isGiven(available) !== isGiven(at)) refuse('at', 'give it with available, or neither');
  if (isGiven(available)) {
    ctx.stash.answer = {
      productId: checkId('productId', productId),
      sku: checkSku('sku', sku),
      available: checkWithin('available', available!, 0, maxStock),
      at,
    };
  }
  return {};
}

export function response(ctx: Context<MutationPublishStockChangeArgs>): StockChange {
  if (ctx.stash.answer) return ctx.stash.answer;
  const { productId, sku, available } = wholeStock(ctx, ctx.stash.variants[0]);
  return { productId, sku, available, at: ctx.stash.now };
}
