import { ada } from '../scripts/seed/users.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { connections, underLoad } from './harness/load.ts';
import { withShop } from './harness/shop.ts';
import { tokenOf } from './harness/sign-in.ts';

const query = `query Product($id: ID!) {
  product(id: $id) { id handle title description status priceRange { min { amount currency } } }
}`;

/** One item of the table by its key. */
export const product: Benchmark = {
  name: 'product',
  about: `Requests a second at ${connections} connections: one product by its id, for a guest and for a customer.`,
  run: () =>
    withShop(async (shop) => {
      const { productByHandle } = await shop.ask('{ productByHandle(handle: "enamel-mug") { id } }');
      const { url, apiKey, program } = shop;
      const load = { url, query, variables: { id: productByHandle.id as string }, pid: program.pid };
      const json = { 'content-type': 'application/json' };
      const token = await tokenOf(shop, ada);
      return [
        ...(await underLoad('API key', { ...load, headers: { ...json, 'x-api-key': apiKey } })),
        ...(await underLoad('Cognito token', { ...load, headers: { ...json, authorization: token } })),
      ];
    }),
};
