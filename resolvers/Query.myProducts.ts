import type { Context } from '@aws-appsync/utils';
import type { QueryMyProductsArgs } from './generated/schema.ts';
import { checkLimit } from './lib/check.ts';
import { beginMerged, mergedPage } from './lib/merged.ts';
import { toProduct } from './lib/product.ts';

export function request(ctx: Context<QueryMyProductsArgs>) {
  const { status, limit, nextToken } = ctx.args;
  const list = {
    name: `products ${status ?? ''}`,
    partitions: status ? [status] : ['ACTIVE', 'DRAFT', 'ARCHIVED'],
    limit: checkLimit(limit, 20),
    oldestFirst: false,
  };
  beginMerged(ctx, list, nextToken);
  return {};
}

export function response(ctx: Context<QueryMyProductsArgs>) {
  const { items, nextToken } = mergedPage(ctx);
  return { items: items.map((product) => toProduct(product)), nextToken };
}
