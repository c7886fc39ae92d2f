import type { Context } from '@aws-appsync/utils';
import { maxVariants } from '../../rules/limits.ts';
import type { ProductItem } from '../generated/model.ts';
import { isProduct, isProductRating, isVariant, productKey, productPage } from '../generated/model.ts';
import { mayManage } from './caller.ts';
import { asksFor, pageOf } from './pages.ts';
import type { ProductView } from './product.ts';
import { toProduct, toVariants } from './product.ts';
import { toRating } from './review.ts';
import { wholeStocks } from './stock.ts';
import { typed } from './table.ts';

/** Reads a product: one item, or with its variants one Query of its collection. */
export function readProduct(ctx: Context, productId: string) {
  if (asksFor(ctx, 'variants')) {
    return { operation: 'Query', ...productPage({ productId }), limit: maxVariants + 2 };
  }
  return { operation: 'GetItem', key: typed(productKey({ productId })) };
}

/** Keeps the product that was read in the stash when the caller may see it, with its variants when all were read. */
export function keepVisible(ctx: Context): void {
  const items: any[] | undefined = ctx.result?.items;
  const product: ProductItem | null | undefined = items ? items.find((item) => isProduct(item)) : ctx.result;
  if (!product) return;
  if (product.status !== 'ACTIVE' && !mayManage(ctx, product.sellerId)) return;
  ctx.stash.product = product;
  if (!items || ctx.result.nextToken) return;
  ctx.stash.variants = items.filter((item) => isVariant(item));
  ctx.stash.rating = items.find((item) => isProductRating(item));
}

/** The product in the stash, or null when there is none that the caller may see. */
export function visibleProduct(ctx: Context): ProductView | null {
  if (!ctx.stash.product) return null;
  const view = toProduct(ctx.stash.product);
  if (!ctx.stash.variants) return view;
  return {
    ...view,
    variants: { items: toVariants(Object.values(wholeStocks(ctx))), nextToken: null },
    rating: toRating(ctx.stash.rating),
  };
}

/** A page of products, children left to their resolvers. */
export function productPageOf(ctx: Context) {
  return pageOf(
    ctx,
    ctx.result.items.map((product: ProductItem) => toProduct(product)),
  );
}
