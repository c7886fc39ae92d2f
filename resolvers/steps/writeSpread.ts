import type { Context } from '@aws-appsync/utils';
import { Contention, LimitReached, UnknownSku } from '../../rules/errors.ts';
import { maxProductShards } from '../../rules/limits.ts';
import type { ShardUnits } from '../../rules/orders/records.ts';
import { stockWrite } from '../../rules/orders/writes.ts';
import { evenOut, shardsOf } from '../../rules/stock.ts';
import type { ProductItem, VariantItem } from '../generated/model.ts';
import { productChanges, productKey, stockShardItem, variantKey } from '../generated/model.ts';
import type { MutationSpreadStockArgs } from '../generated/schema.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { memoryAction, recalled, unlessAnswered } from '../lib/idempotency.ts';
import { toVariant } from '../lib/product.ts';
import { levelsOf, watched, wholeStock } from '../lib/stock.ts';
import {
  cancellationReasons,
  failedCondition,
  isNew,
  isStill,
  lostRace,
  put,
  settingOf,
  tableName,
  typed,
} from '../lib/table.ts';
import { transactItem } from '../lib/write.ts';

/** How often the pipeline holds this step, each time after reading anew. */
const attempts = 2;

/**
 * Moves available units between the parts of a stock, in one transaction: what one part gives others get. Units are moved
 * by their number, so checkouts may go on; one that leaves a part with less than it is to give makes this decide anew.
 * New parts repeat price and sale, which change under the product's version, as the number of parts does.
 */
export function request(ctx: Context<MutationSpreadStockArgs>) {
  unlessAnswered(ctx);
  const { sku, parts } = ctx.args.input;
  const product: ProductItem = ctx.stash.product;
  const variants: VariantItem[] = ctx.stash.variants;
  const variant = variants.find((one) => one.sku === sku);
  if (!variant) fail(UnknownSku, { skus: [sku] });
  const shardsEver = Math.max(variant!.shardsEver ?? 1, parts);
  const others = variants.filter((one) => one.sku !== sku).flatMap((one) => shardsOf(one)).length;
  if (others + shardsEver - 1 > maxProductShards) fail(LimitReached, { limit: maxProductShards });

  const { now } = ctx.stash;
  const known = [0, ...shardsOf(variant!)];
  const changes = evenOut(levelsOf(ctx, variant!), parts);
  const first = changes.find(({ shard }) => shard === 0)?.quantity ?? 0;
  const kept = changes.filter(({ shard }) => shard > 0 && known.indexOf(shard) >= 0);
  const opened = changes.filter(({ shard }) => known.indexOf(shard) < 0);
  ctx.stash.attempt = (ctx.stash.attempt ?? 0) + 1;
  ctx.stash.draft = toVariant({ ...wholeStock(ctx, variant!), shards: parts, updatedAt: now });
  const table = tableName(ctx);
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      memoryAction(ctx, ctx.stash.draft),
      {
        table,
        operation: 'UpdateItem',
        key: typed(productKey(product)),
        update: settingOf(productChanges(product, { updatedAt: now, version: product.version + 1 })),
        condition: isStill('version', product.version),
      },
      {
        table,
        operation: 'UpdateItem',
        key: typed(variantKey(variant!)),
        update: {
          expression:
            'SET #available = #available + :units, #shards = :shards, #shardsEver = :ever, #updatedAt = :now',
          expressionNames: {
            '#available': 'available',
            '#shards': 'shards',
            '#shardsEver': 'shardsEver',
            '#updatedAt': 'updatedAt',
          },
          expressionValues: typed({ ':units': first, ':shards': parts, ':ever': shardsEver, ':now': now }),
        },
        condition: {
          expression: '#available >= :least',
          expressionNames: { '#available': 'available' },
          expressionValues: typed({ ':least': Math.max(0, -first) }),
        },
      },
      ...kept.map((units) => transactItem(table, moved(variant!, units, now))),
      ...opened.map((units) => ({
        table,
        operation: 'PutItem',
        ...put(openedShard(variant!, units)),
        condition: isNew,
      })),
    ],
  };
}

export function response(ctx: Context<MutationSpreadStockArgs>) {
  if (!ctx.error) {
    ctx.stash.answer = ctx.stash.draft;
    return {};
  }
  const reasons = cancellationReasons(ctx);
  if (recalled(ctx, reasons[0])) return {};
  const raced = lostRace(ctx) || reasons.some((reason) => failedCondition(reason));
  if (!raced) return failFrom(ctx.error);
  if (ctx.stash.attempt >= attempts) fail(Contention, { sku: ctx.args.input.sku });
  return {};
}

/** Units that a part gets, or gives. */
function moved({ productId, sku }: VariantItem, { shard, quantity }: ShardUnits, now: string) {
  return stockWrite({ productId, sku, shard, available: quantity, reserved: 0, sold: 0 }, now);
}

/** A part that there was not. */
function openedShard(variant: VariantItem, { shard, quantity }: ShardUnits) {
  const { productId, sku, price, active } = variant;
  const counts = { available: quantity, reserved: 0, sold: 0 };
  return stockShardItem({ productId, sku, shard, ...counts, price, active, ...watched(variant) });
}
