import type { createGraphql } from './graphql.ts';
import type { Person } from './people.ts';
import * as operations from '../../client/generated/documents.ts';

export interface Wanted {
  readonly sku: string;
  /** Minor units. */
  readonly price?: number;
  readonly stock?: number;
  readonly status?: 'DRAFT' | 'ACTIVE';
}

export const address = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  city: 'London',
  postalCode: 'SW1Y 4JH',
  country: 'GB',
};

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** What most tests need of a shop: something on sale, and somebody who buys it. */
export function createGoods(graphql: ReturnType<typeof createGraphql>) {
  /** Where the test shops send to: prices with 20 % in them, and a way of sending that costs nothing. */
  const zone = {
    country: address.country,
    pricesIncludeTax: true,
    taxRates: { standard: 2000, reduced: 500, superReduced: 0 },
    shippingMethods: [
      { id: 'standard', name: 'Standard', price: eur(0) },
      { id: 'express', name: 'Express', price: eur(990), freeFrom: eur(20_000) },
    ],
  };

  async function answer(...args: Parameters<typeof graphql>): Promise<any> {
    const { data, errors } = await graphql(...args);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return Object.values(data as object)[0];
  }

  return {
    /** Puts a product with one variant on sale; its category, and where the shop sends to, as well. */
    async offer(staff: Person, { sku, price = 1250, stock = 100, status = 'ACTIVE' }: Wanted): Promise<any> {
      const category = { id: 'things', name: 'Things' };
      await graphql(staff, operations.createCategory, { input: category });
      await graphql(staff, operations.putZone, { input: zone });
      return answer(staff, operations.createProduct, {
        input: {
          handle: sku.toLowerCase(),
          title: `The ${sku}`,
          status,
          categoryId: category.id,
          variants: [{ sku, price: eur(price), stock }],
        },
        idempotencyKey: crypto.randomUUID(),
      });
    },
    /** Fills a cart and answers with it. */
    async fill(customer: Person, sku: string, quantity = 1): Promise<any> {
      return answer(customer, operations.addToCart, { input: { sku, quantity } });
    },
    /** Fills a cart and buys it. */
    async buy(customer: Person, sku: string, quantity = 1): Promise<any> {
      const { subtotal } = await answer(customer, operations.addToCart, { input: { sku, quantity } });
      return answer(customer, operations.placeOrder, {
        input: { shippingAddress: address, expectedTotal: subtotal },
        idempotencyKey: crypto.randomUUID(),
      });
    },
    /** One field's value; throws what the API refused. */
    answer,
  };
}
