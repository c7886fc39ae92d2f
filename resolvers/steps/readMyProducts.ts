import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { shopSeller } from '../../rules/orders/goods.ts';
import type { ProductItem } from '../generated/model.ts';
import { productBySeller } from '../generated/model.ts';
import type { ProductStatus } from '../generated/schema.ts';
import { callerId, isStaff } from '../lib/caller.ts';
import { failFrom } from '../lib/fail.ts';
import { merge, nextPartition, stretch } from '../lib/merged.ts';

/** Reads the caller's products in one state, the next with each call; for staff the shop's own. */
export function request(ctx: Context) {
  const status = nextPartition(ctx);
  if (!status) runtime.earlyReturn({});
  const { range, limit, scanIndexForward } = stretch(ctx);
  const sellerId = isStaff(ctx) ? shopSeller : callerId(ctx);
  return {
    operation: 'Query',
    ...productBySeller({ sellerId, status: status as ProductStatus }, range),
    limit,
    scanIndexForward,
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const products: ProductItem[] = ctx.result.items;
  merge(
    ctx,
    products.map(({ createdAt, productId }) => `${createdAt}#productId_${productId}`),
  );
  return {};
}
