import type { AccessPattern } from './pattern.ts';
import { typicalCounts } from './pattern.ts';

const { variants, page } = typicalCounts;

/** The catalogue: what everybody sees, and its keeping by sellers and staff. */
export const catalogue: readonly AccessPattern[] = [
  {
    name: 'A product',
    fields: ['Query.product', 'Query.productByHandle', 'Mutation.updateProduct'],
    access: { operation: 'GetItem', entity: 'Product', items: { Product: 1 } },
  },
  {
    name: 'A product page: the product and its variants',
    fields: ['Query.product', 'Query.productByHandle', 'Mutation.createProduct', 'Mutation.updateProduct'],
    access: {
      operation: 'Query',
      entity: 'Product',
      collection: 'productPage',
      items: { Product: 1, ProductRating: 1, Variant: variants },
    },
  },
  {
    name: "A product's variants",
    fields: ['Product.variants'],
    access: { operation: 'Query', entity: 'Variant', items: { Variant: variants } },
  },
  {
    name: 'Whose a handle is',
    fields: ['Query.productByHandle', 'Mutation.importProducts'],
    access: { operation: 'GetItem', entity: 'HandleClaim', consistent: true, items: { HandleClaim: 1 } },
  },
  {
    name: 'Whose a SKU is',
    fields: ['Mutation.addToCart', 'Mutation.updateVariant', 'Mutation.adjustStock', 'Mutation.spreadStock'],
    access: { operation: 'GetItem', entity: 'SkuClaim', consistent: true, items: { SkuClaim: 1 } },
  },
  {
    name: 'A variant',
    fields: [
      'Mutation.addToCart',
      'Mutation.updateVariant',
      'Mutation.adjustStock',
      'Mutation.spreadStock',
      'Mutation.publishStockChange',
    ],
    access: { operation: 'GetItem', entity: 'Variant', consistent: true, items: { Variant: 1 } },
  },
  {
    name: 'Products in one state, newest first',
    fields: ['Query.products', 'Query.productsByStatus'],
    access: { operation: 'Query', entity: 'Product', index: 'byStatus', items: { Product: page } },
  },
  {
    name: "A category's products in one state, newest first",
    fields: ['Query.products', 'Category.products'],
    access: { operation: 'Query', entity: 'Product', index: 'byCategory', items: { Product: page } },
  },
  {
    name: "A seller's products in one state, newest first; of all states three of these are merged",
    fields: ['Query.myProducts'],
    access: { operation: 'Query', entity: 'Product', index: 'bySeller', items: { Product: page } },
  },
  {
    name: "A seller's stocks that are low, the longest low first",
    fields: ['Query.lowStock'],
    access: { operation: 'Query', entity: 'StockWatch', index: 'bySeller', items: { StockWatch: page } },
  },
  {
    name: 'The variants of low stocks',
    fields: ['Query.lowStock'],
    access: { operation: 'BatchGetItem', entity: 'Variant', items: { Variant: page } },
  },
  {
    name: 'A category',
    fields: ['Query.category', 'Product.category', 'Mutation.updateCategory'],
    access: { operation: 'GetItem', entity: 'Category', items: { Category: 1 } },
  },
  {
    name: 'The categories in the order to show them',
    fields: ['Query.categories'],
    access: { operation: 'Query', entity: 'Category', index: 'all', items: { Category: page } },
  },
  {
    name: 'Create a category',
    fields: ['Mutation.createCategory', 'Mutation.importProducts'],
    access: { operation: 'PutItem', items: { Category: 1 } },
  },
  {
    name: 'Change a category',
    fields: ['Mutation.updateCategory'],
    access: { operation: 'UpdateItem', items: { Category: 1 } },
  },
  {
    name: 'Create a product with its variants',
    fields: ['Mutation.createProduct'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Product: 1, HandleClaim: 1, Variant: variants, SkuClaim: variants },
      checks: { Category: 1 },
    },
  },
  {
    name: 'Import a product that is new, with its variants',
    fields: ['Mutation.importProducts'],
    access: {
      operation: 'TransactWriteItems',
      items: { Product: 1, HandleClaim: 1, Variant: variants, SkuClaim: variants },
      checks: { Category: 1 },
    },
  },
  {
    name: 'Change a product, and what its variants repeat of it',
    fields: ['Mutation.updateProduct', 'Mutation.importProducts'],
    access: { operation: 'TransactWriteItems', items: { Product: 1, Variant: variants } },
  },
  {
    name: 'Add a variant',
    fields: ['Mutation.addVariant'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Product: 1, Variant: 1, SkuClaim: 1 },
    },
  },
  {
    name: "Change a variant, and its product's price range",
    fields: ['Mutation.updateVariant'],
    access: { operation: 'TransactWriteItems', items: { Product: 1, Variant: 1 } },
  },
  {
    name: "Change a variant's stock",
    fields: ['Mutation.adjustStock'],
    access: { operation: 'TransactWriteItems', items: { Idempotency: 1, Variant: 1 } },
  },
  {
    name: 'Spread a stock over parts, even them out, bring them together',
    fields: ['Mutation.spreadStock'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Product: 1, Variant: 1, StockShard: 7 },
    },
  },
];
