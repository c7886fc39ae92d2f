import type { Context } from '@aws-appsync/utils';
import { Contention, LimitReached, OutOfStock, UnknownSku } from '../../rules/errors.ts';
import { maxStock } from '../../rules/limits.ts';
import type { ShardUnits } from '../../rules/orders/records.ts';
import { stockWrite } from '../../rules/orders/writes.ts';
import { adjusted, partsOf, shardsOf } from '../../rules/stock.ts';
import type { VariantItem } from '../generated/model.ts';
import { isVariant, variantKey } from '../generated/model.ts';
import type { MutationAdjustStockArgs } from '../generated/schema.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { memoryAction, recalled, unlessAnswered } from '../lib/idempotency.ts';
import { toVariant } from '../lib/product.ts';
import { learnShard, levelsOf, wholeStock } from '../lib/stock.ts';
import { cancellationReasons, failedCondition, isStill, lostRace, tableName, typed } from '../lib/table.ts';
import { transactItem } from '../lib/write.ts';

/** How often the pipeline holds this step: whoever lost a race goes on from what the condition met. */
const attempts = 3;

/**
 * Adds to or takes from what is available, never below nothing; what orders hold stays theirs. In a stock that is spread
 * it moves units by their number, so that it does not wait for checkouts to pause; then the answer counts what was there
 * when it was read.
 */
export function request(ctx: Context<MutationAdjustStockArgs>) {
  unlessAnswered(ctx);
  const { sku, delta } = ctx.args.input;
  const variants: VariantItem[] = ctx.stash.variants;
  const variant: VariantItem | undefined = ctx.stash.met ?? variants.find((one) => one.sku === sku);
  if (!variant) fail(UnknownSku, { skus: [sku] });
  const whole = wholeStock(ctx, variant!);
  const available = whole.available + delta;
  const changes = adjusted(levelsOf(ctx, variant!), partsOf(variant!), delta);
  if (!changes) fail(OutOfStock, { lines: [{ sku, wanted: -delta, available: whole.available }] });
  if (available > maxStock) fail(LimitReached, { limit: maxStock });
  const { now } = ctx.stash;
  ctx.stash.attempt = (ctx.stash.attempt ?? 0) + 1;
  ctx.stash.draft = toVariant({ ...whole, available, updatedAt: now });
  const table = tableName(ctx);
  const spread = shardsOf(variant!).length > 0;
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      memoryAction(ctx, ctx.stash.draft),
      ...(spread
        ? changes!.map((units) => transactItem(table, moved(variant!, units, now)))
        : [setTo(ctx, variant!, available)]),
    ],
  };
}

export function response(ctx: Context<MutationAdjustStockArgs>) {
  if (!ctx.error) {
    ctx.stash.answer = ctx.stash.draft;
    return {};
  }
  const [memory, ...stock] = cancellationReasons(ctx);
  if (recalled(ctx, memory)) return {};
  const failed = stock.filter((reason) => failedCondition(reason));
  if (failed.length === 0 && !lostRace(ctx)) return failFrom(ctx.error);
  if (ctx.stash.attempt >= attempts) fail(Contention, { sku: ctx.args.input.sku });
  failed.forEach((reason) => {
    if (reason.item && isVariant(reason.item)) ctx.stash.met = reason.item;
    else learnShard(ctx, reason);
  });
  return {};
}

/** The new count of a stock in one piece, so that the answer is exact. */
function setTo(ctx: Context, variant: VariantItem, available: number) {
  return {
    table: tableName(ctx),
    operation: 'UpdateItem',
    key: typed(variantKey(variant)),
    update: {
      expression: 'SET #available = :available, #updatedAt = :now',
      expressionNames: { '#available': 'available', '#updatedAt': 'updatedAt' },
      expressionValues: typed({ ':available': available, ':now': ctx.stash.now }),
    },
    condition: isStill('available', variant.available),
  };
}

/** Units that a part gets, or gives: part 0 is the variant itself. */
function moved({ productId, sku }: VariantItem, { shard, quantity }: ShardUnits, now: string) {
  const move = { productId, sku, available: quantity, reserved: 0, sold: 0 };
  return stockWrite(shard > 0 ? { ...move, shard } : move, now);
}
