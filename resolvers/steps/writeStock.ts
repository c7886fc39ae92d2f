import type { Context } from '@aws-appsync/utils';
import { Contention, LimitReached, OutOfStock, UnknownSku } from '../../rules/errors.ts';
import { maxStock } from '../../rules/limits.ts';
import type { VariantItem } from '../generated/model.ts';
import { variantKey } from '../generated/model.ts';
import type { MutationAdjustStockArgs } from '../generated/schema.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { memoryAction, recall, unlessAnswered } from '../lib/idempotency.ts';
import { toVariant } from '../lib/product.ts';
import { cancellationReasons, failedCondition, isStill, lostRace, tableName, typed } from '../lib/table.ts';

/** How often the pipeline holds this step: whoever lost a race goes on from what the condition met. */
const attempts = 3;

/** Adds to or takes from what is available, never below nothing; what orders hold stays theirs. */
export function request(ctx: Context<MutationAdjustStockArgs>) {
  unlessAnswered(ctx);
  const { sku, delta } = ctx.args.input;
  const variants: VariantItem[] = ctx.stash.variants;
  const variant: VariantItem | undefined = ctx.stash.met ?? variants.find((one) => one.sku === sku);
  if (!variant) fail(UnknownSku, { skus: [sku] });
  const available = variant!.available + delta;
  if (available < 0) {
    fail(OutOfStock, { lines: [{ sku, wanted: -delta, available: variant!.available }] });
  }
  if (available > maxStock) fail(LimitReached, { limit: maxStock });
  ctx.stash.attempt = (ctx.stash.attempt ?? 0) + 1;
  ctx.stash.draft = toVariant({ ...variant!, available, updatedAt: ctx.stash.now });
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      memoryAction(ctx, ctx.stash.draft),
      {
        table: tableName(ctx),
        operation: 'UpdateItem',
        key: typed(variantKey(variant!)),
        update: {
          expression: 'SET #available = :available, #updatedAt = :now',
          expressionNames: { '#available': 'available', '#updatedAt': 'updatedAt' },
          expressionValues: typed({ ':available': available, ':now': ctx.stash.now }),
        },
        condition: isStill('available', variant!.available),
      },
    ],
  };
}

export function response(ctx: Context<MutationAdjustStockArgs>) {
  if (!ctx.error) {
    ctx.stash.answer = ctx.stash.draft;
    return {};
  }
  const [memory, stock] = cancellationReasons(ctx);
  if (failedCondition(memory)) {
    recall(ctx, memory!.item);
    return {};
  }
  const raced = failedCondition(stock) || lostRace(ctx);
  if (!raced) return failFrom(ctx.error);
  if (ctx.stash.attempt >= attempts) fail(Contention, { sku: ctx.args.input.sku });
  if (stock?.item) ctx.stash.met = stock.item;
  return {};
}
