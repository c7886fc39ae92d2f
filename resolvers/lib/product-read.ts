import type { Context } from '@aws-appsync/utils';
import { maxVariants } from '../../rules/limits.ts';
import type { ProductItem, VariantItem } from '../generated/model.ts';
import { isProduct, isProductRating, isVariant, productKey, productPage } from '../generated/model.ts';
import { mayManage } from './caller.ts';
import { asksFor, pageOf } from './pages.ts';
import type { ProductView } from './product.ts';
import { toProduct, toVariants } from './product.ts';
import { toRating } from './review.ts';
import { typed } from './table.ts';

/** Reads a product: one item, or with its variants one Query of its collection. */
export function readProduct(ctx: Context, productId: string) {
  if (asksFor(ctx, 'variants')) {
    return { operation: 'Query', ...productPage({ productId }), limit: maxVariants + 2 };
  }
  return { operation: 'GetItem', key: typed(productKey({ productId })) };
}

/** The product that was read, or null when there is none that the caller may see. */
export function visibleProduct(ctx: Context): ProductView | null {
  const items: any[] | undefined = ctx.result?.items;
  const product: ProductItem | null | undefined = items ? items.find((item) => isProduct(item)) : ctx.result;
  if (!product) return null;
  if (product.status !== 'ACTIVE' && !mayManage(ctx, product.sellerId)) return null;
  const view = toProduct(product);
  if (!items || ctx.result.nextToken) return view;
  const variants: VariantItem[] = items.filter((item) => isVariant(item));
  return {
    ...view,
    variants: { items: toVariants(variants), nextToken: null },
    rating: toRating(items.find((item) => isProductRating(item))),
  };
}

/** A page of products, children left to their resolvers. */
export function productPageOf(ctx: Context) {
  return pageOf(
    ctx,
    ctx.result.items.map((product: ProductItem) => toProduct(product)),
  );
}
