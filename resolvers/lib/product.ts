import { shopSeller } from '../../rules/orders/goods.ts';
import { partsOf } from '../../rules/stock.ts';
import type { CategoryItem, ProductItem, VariantItem } from '../generated/model.ts';
import type { Category, Product, Variant } from '../generated/schema.ts';
import type { Page } from './pages.ts';

/** A product without its children: their own resolvers fetch them, unless the parent has them already. */
export type ProductView = Omit<Product, 'variants' | 'category' | 'rating' | 'reviews'> & {
  variants?: Page<Variant>;
  rating?: Product['rating'];
};

export function toProduct(product: ProductItem): ProductView {
  const money = (amount: number) => ({ amount, currency: product.currency });
  return {
    id: product.productId,
    handle: product.handle,
    title: product.title,
    description: product.description,
    status: product.status,
    vendor: product.vendor ?? null,
    sellerId: product.sellerId === shopSeller ? null : product.sellerId,
    categoryId: product.categoryId,
    taxClass: product.taxClass,
    tags: product.tags,
    options: product.options,
    media: product.media.map((media) => ({ source: media.source, type: media.type, alt: media.alt ?? null })),
    priceRange: { min: money(product.minPrice), max: money(product.maxPrice) },
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    version: product.version,
  };
}

/** A variant with whose it is, which `Variant.reorderPoint` asks for. */
export type VariantView = Variant & { ownerId: string };

export function toVariant(variant: VariantItem): VariantView {
  return {
    sku: variant.sku,
    productId: variant.productId,
    title: variant.title,
    selectedOptions: variant.selectedOptions,
    price: { amount: variant.price, currency: variant.currency },
    compareAtPrice: variant.compareAtPrice
      ? { amount: variant.compareAtPrice, currency: variant.currency }
      : null,
    available: variant.available,
    reserved: variant.reserved,
    sold: variant.sold,
    parts: partsOf(variant),
    reorderPoint: variant.reorderPoint ?? null,
    ownerId: variant.sellerId,
    weightGrams: variant.weightGrams ?? null,
    updatedAt: variant.updatedAt,
    version: variant.version,
  };
}

/** Variants in the order their product shows them. */
export function toVariants(variants: VariantItem[]): Variant[] {
  const keyed: Record<string, VariantItem> = {};
  for (const variant of variants) keyed[`${1000 + variant.position} ${variant.sku}`] = variant;
  // The runtime's sort takes no comparator, so the keys carry the order.
  return Object.keys(keyed)
    .sort()
    .map((key) => toVariant(keyed[key]!));
}

/** A category without its products: their own resolver fetches them. */
export function toCategory(category: CategoryItem): Omit<Category, 'products'> {
  return {
    id: category.categoryId,
    name: category.name,
    description: category.description ?? null,
    position: category.position,
    image: category.image ?? null,
    version: category.version,
  };
}
