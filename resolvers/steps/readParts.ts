import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { shardsOf } from '../../rules/stock.ts';
import type { VariantItem } from '../generated/model.ts';
import { failFrom } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { keepShards, maxKeys, shardKeys } from '../lib/stock.ts';
import { batchItems, tableName } from '../lib/table.ts';

/**
 * Reads the parts of the stocks that are spread, of the variants in the stash, so that their counts can be added up. Most
 * stocks are not, and pass by without a read. One request holds 100 keys: of a cart with more than fourteen stocks that
 * are spread, what is beyond them is not counted in.
 */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  ctx.stash.shards = {};
  const keys = spread(ctx).flatMap((variant) => shardKeys(variant));
  if (keys.length === 0) runtime.earlyReturn({});
  return {
    operation: 'BatchGetItem',
    // What is only shown may be a moment old, at half the price and beside the checkouts that read here.
    tables: {
      [tableName(ctx)]: {
        keys: keys.slice(0, maxKeys),
        consistentRead: ctx.info.parentTypeName === 'Mutation',
      },
    },
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  keepShards(ctx, spread(ctx), batchItems(ctx));
  return {};
}

function spread(ctx: Context): VariantItem[] {
  const variants: VariantItem[] = Object.values(ctx.stash.variants ?? {});
  return variants.filter((variant) => shardsOf(variant).length > 0);
}
