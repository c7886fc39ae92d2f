import type { CreateCategoryInput } from '../../client/index.ts';
import { skuOf } from '../import/names.ts';
import type { GoodRow } from '../import/row.ts';
import { price } from '../import/values.ts';
import goods from './products.json' with { type: 'json' };

interface SeedProduct {
  readonly handle: string;
  readonly title: string;
  readonly category: string;
  readonly vendor: string;
  readonly tags: readonly string[];
  readonly description: string;
  readonly options?: readonly string[];
  readonly variants: readonly SeedVariant[];
}

interface SeedVariant {
  /** One for each option of the product, in their order. */
  readonly choices?: readonly string[];
  readonly price: string;
  /** What it cost before. */
  readonly was?: string;
  readonly stock: number;
  readonly grams: number;
}

/** The demo shop's categories, in the order to show them. */
export const seedCategories: readonly CreateCategoryInput[] = goods.categories.map((category, position) => ({
  ...category,
  position,
}));

/** The demo shop's products, as rows of an import. */
export const seedRows: readonly GoodRow[] = goods.products.map((product, index) => row(product, index + 1));

function row({ options = [], variants, category, tags, ...rest }: SeedProduct, line: number): GoodRow {
  const { name = category } = seedCategories.find(({ id }) => id === category) ?? {};
  const values = (place: number) => [...new Set(variants.map(({ choices }) => choices?.[place] ?? ''))];
  return {
    line,
    product: {
      ...rest,
      category: { id: category, name },
      tags: [...tags],
      options: options.map((option, place) => ({ name: option, values: values(place) })),
      media: [{ source: `products/${rest.handle}.jpg`, type: 'IMAGE', alt: rest.title }],
      variants: variants.map(({ choices = [], price: now, was, stock, grams }) => ({
        sku: skuOf(rest.handle, choices),
        selectedOptions: options.map((option, place) => ({ name: option, value: choices[place] ?? '' })),
        price: price(now, goods.currency),
        compareAtPrice: was === undefined ? undefined : price(was, goods.currency),
        stock,
        weightGrams: grams,
      })),
    },
  };
}
