import type { Context } from '@aws-appsync/utils';
import { productByCategory, productByStatus } from './generated/model.ts';
import type { QueryProductsArgs } from './generated/schema.ts';
import { checkId, checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { productPageOf } from './lib/product-read.ts';

export function request(ctx: Context<QueryProductsArgs>) {
  const { categoryId, limit, nextToken } = ctx.args;
  const page = categoryId
    ? productByCategory({ categoryId: checkId('categoryId', categoryId), status: 'ACTIVE' })
    : productByStatus({ status: 'ACTIVE' });
  return { operation: 'Query', ...page, limit: checkLimit(limit, 20), nextToken, scanIndexForward: false };
}

export function response(ctx: Context<QueryProductsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return productPageOf(ctx);
}
