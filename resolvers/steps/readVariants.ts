import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { variantQuery } from '../generated/model.ts';
import type { ProductVariantsArgs } from '../generated/schema.ts';
import { checkLimit } from '../lib/check.ts';
import { failFrom } from '../lib/fail.ts';

/** Reads a page of the product's variants, unless they came with it: when its collection was read, all of them did. */
export function request(ctx: Context<ProductVariantsArgs>) {
  const limit = checkLimit(ctx.args.limit, 100);
  const known = ctx.source.variants;
  if (known && !ctx.args.nextToken && known.items.length <= limit) {
    ctx.stash.page = known;
    runtime.earlyReturn(known, { skipTo: 'END' });
  }
  return {
    operation: 'Query',
    ...variantQuery({ productId: ctx.source.id }),
    limit,
    nextToken: ctx.args.nextToken,
  };
}

export function response(ctx: Context<ProductVariantsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  ctx.stash.variants = ctx.result.items;
  ctx.stash.nextToken = ctx.result.nextToken;
  return {};
}
