import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { variantQuery } from './generated/model.ts';
import type { ProductVariantsArgs } from './generated/schema.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { pageOf } from './lib/pages.ts';
import { toVariants } from './lib/product.ts';

/** All variants came with the product when its collection was read as a page. */
export function request(ctx: Context<ProductVariantsArgs>) {
  const limit = checkLimit(ctx.args.limit, 100);
  const known = ctx.source.variants;
  if (known && !ctx.args.nextToken && known.items.length <= limit) runtime.earlyReturn(known);
  return {
    operation: 'Query',
    ...variantQuery({ productId: ctx.source.id }),
    limit,
    nextToken: ctx.args.nextToken,
  };
}

export function response(ctx: Context<ProductVariantsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(ctx, toVariants(ctx.result.items));
}
