import { describe, expectTypeOf, it } from 'vitest';
import { client, getProduct, onStockChange, placeOrder } from '../../client/index.ts';
import type { OrderStatus, PlaceOrderInput } from '../../client/index.ts';

// Checked by `npm run typecheck`; nothing here is sent.
const ask = {
  product: () => client.graphql({ query: getProduct, variables: { id: '1' } }),
  order: (input: PlaceOrderInput) =>
    client.graphql({ query: placeOrder, variables: { input, idempotencyKey: 'a-key-of-mine' } }),
  stock: () => client.graphql({ query: onStockChange, variables: { productId: '1' } }),
};

describe('the typed client', () => {
  it('infers the result of a query', () => {
    type Product = NonNullable<Awaited<ReturnType<typeof ask.product>>['data']['product']>;
    expectTypeOf<Product['title']>().toEqualTypeOf<string>();
    expectTypeOf<Product['vendor']>().toEqualTypeOf<string | null>();
    expectTypeOf<Product['variants']['items'][number]['price']['amount']>().toEqualTypeOf<number>();
    expectTypeOf<Product>().not.toHaveProperty('reserved');
  });

  it('infers the result of a mutation', () => {
    type Order = Awaited<ReturnType<typeof ask.order>>['data']['placeOrder'];
    expectTypeOf<Order['status']>().toEqualTypeOf<OrderStatus>();
    expectTypeOf<Order['lines'][number]['quantity']>().toEqualTypeOf<number>();
  });

  it('infers the messages of a subscription', () => {
    void (() =>
      ask.stock().subscribe({
        next: ({ data }) => expectTypeOf(data.onStockChange!.available).toEqualTypeOf<number>(),
      }));
  });

  it('refuses variables that the operation does not take', () => {
    // @ts-expect-error -- `id` is a string
    void (() => client.graphql({ query: getProduct, variables: { id: 1 } }));
    // @ts-expect-error -- the key is missing
    void (() => client.graphql({ query: placeOrder, variables: { input: {} as PlaceOrderInput } }));
  });
});
