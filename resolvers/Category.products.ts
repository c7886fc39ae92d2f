import type { Context } from '@aws-appsync/utils';
import { productByCategory } from './generated/model.ts';
import type { CategoryProductsArgs } from './generated/schema.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { productPageOf } from './lib/product-read.ts';

export function request(ctx: Context<CategoryProductsArgs>) {
  return {
    operation: 'Query',
    ...productByCategory({ categoryId: ctx.source.id, status: 'ACTIVE' }),
    limit: checkLimit(ctx.args.limit, 20),
    nextToken: ctx.args.nextToken,
    scanIndexForward: false,
  };
}

export function response(ctx: Context<CategoryProductsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return productPageOf(ctx);
}
