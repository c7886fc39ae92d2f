/** What a page of a web team does, bundled as they would: the unmodified client, nothing of the test's. */
import { fetchAuthSession, signIn } from 'aws-amplify/auth';
import * as shop from '../../client/index.ts';

const { client } = shop;

/** The test's handle on the page: one function a step. */
export const page = {
  start: shop.configure,
  signIn: (username: string, password: string) => signIn({ username, password }),
  async refresh() {
    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    return tokens!.accessToken.toString();
  },
  async look() {
    const { data } = await client.graphql({ query: shop.listProducts, authMode: 'apiKey' });
    return data.products.items.map(({ title }) => title);
  },
  /** Resolves once the service delivers; changes gather in `changes`. */
  listen: () =>
    new Promise<void>((resolve) => {
      shop.onSubscriptionReady('onMyOrderChange', {}, resolve);
      client
        .graphql({ query: shop.onMyOrderChange })
        .subscribe({ next: ({ data }) => page.changes.push(data.onMyOrderChange), error: console.error });
    }),
  changes: [] as unknown[],
  async buy(sku: string, shippingAddress: shop.schema.AddressInput) {
    const cart = await client.graphql({ query: shop.addToCart, variables: { input: { sku, quantity: 1 } } });
    const { amount, currency } = cart.data.addToCart.subtotal;
    const { data } = await client.graphql({
      query: shop.placeOrder,
      variables: {
        input: { shippingAddress, expectedTotal: { amount, currency } },
        idempotencyKey: crypto.randomUUID(),
      },
    });
    return data.placeOrder;
  },
};

Object.assign(globalThis, { page });
