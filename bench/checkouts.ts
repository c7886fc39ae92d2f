import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createUsers, type Pool } from '../scripts/seed/create-users.ts';
import { stan } from '../scripts/seed/users.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { withShop, type Shop } from './harness/shop.ts';
import { tokenOf } from './harness/sign-in.ts';
import { median, percentile, readable } from './harness/statistics.ts';

const customers = 8;
const seconds = 5;
const handle = 'enamel-mug';

const fill = `mutation Fill($sku: ID!) {
  addToCart(input: { sku: $sku, quantity: 1 }) { subtotal { amount currency } }
}`;
const buy = `mutation Buy($input: PlaceOrderInput!, $key: ID!) {
  placeOrder(input: $input, idempotencyKey: $key) { id status }
}`;
const shippingAddress = {
  name: 'Bench',
  line1: '1 Long Row',
  city: 'Berlin',
  postalCode: '10115',
  country: 'DE',
};

/** Carts of one line, filled and bought, over and over; the stream's consumer tells subscribers meanwhile. */
export const checkouts: Benchmark = {
  name: 'checkouts',
  about: `${customers} customers at once, each filling a cart with one line and checking it out, all of the same article.`,
  run: () =>
    withShop(async (shop) => {
      const variant = await articleOf(shop);
      const staff = await tokenOf(shop, stan);
      const stock = `mutation Stock($input: AdjustStockInput!) {
        adjustStock(input: $input, idempotencyKey: "bench-delivery") { sku }
      }`;
      const delivery = { sku: variant, delta: 100_000, reason: 'delivery' };
      await shop.ask(stock, { input: delivery }, { authorization: staff });
      const tokens = await signedInCustomers(shop);

      const taken: number[] = [];
      const until = performance.now() + seconds * 1000;
      const begun = performance.now();
      await Promise.all(
        tokens.map(async (token, customer) => {
          while (performance.now() < until) {
            const key = `bench-${customer}-${taken.length}-${Math.round(performance.now() * 1000)}`;
            taken.push(await checkOut(shop, variant, token, key));
          }
        }),
      );
      const elapsed = (performance.now() - begun) / 1000;
      return [
        { what: 'checkouts', value: readable(taken.length / elapsed), unit: 'orders/s' },
        { what: 'placeOrder, p50', value: readable(median(taken)), unit: 'ms' },
        { what: 'placeOrder, p99', value: readable(percentile(taken, 0.99)), unit: 'ms' },
      ];
    }),
};

async function articleOf(shop: Shop): Promise<string> {
  const query =
    'query Article($handle: String!) { productByHandle(handle: $handle) { variants { items { sku } } } }';
  const { productByHandle } = await shop.ask(query, { handle });
  return productByHandle.variants.items[0].sku as string;
}

/** Fills the cart and buys it; the milliseconds of the second. */
async function checkOut(shop: Shop, variant: string, authorization: string, key: string): Promise<number> {
  const { addToCart } = await shop.ask(fill, { sku: variant }, { authorization });
  const input = { shippingAddress, expectedTotal: addToCart.subtotal };
  const begun = performance.now();
  await shop.ask(buy, { input, key }, { authorization });
  return performance.now() - begun;
}

async function signedInCustomers(shop: Shop): Promise<string[]> {
  const users = Array.from({ length: customers }, (_, index) => ({
    label: 'customer',
    username: `bench-${index}@bodega.example`,
    password: 'Bodega.Bench.1',
    name: `Bench ${index}`,
    groups: ['customer'],
  }));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CognitoIdentityProviderClient({
    region: 'us-east-1',
    endpoint: shop.gatewayUrl,
    credentials,
  });
  const outputs = shop.outputs as { Auth: { Cognito: Pool } };
  await createUsers(client, outputs.Auth.Cognito, users);
  client.destroy();
  const tokens: string[] = [];
  for (const user of users) tokens.push(await tokenOf(shop, user));
  return tokens;
}
