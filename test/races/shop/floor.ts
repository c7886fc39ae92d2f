/** A shop with people in it, for races of the real thing. */
import * as operations from '../../../client/generated/documents.ts';
import { auditShop, differencesOf, type Verdicts } from '../../support/audit.ts';
import { createClient } from '../../support/client.ts';
import { address } from '../../support/goods.ts';
import { runOut, sweep } from '../../support/overdue.ts';
import type { Person } from '../../support/people.ts';
import type { TestShop } from '../../support/shop.ts';
import { createRandom } from '../model/random.ts';

export type Floor = Awaited<ReturnType<typeof openFloor>>;

export const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** Opens the floor: staff, two sellers, so many customers, and a client for all of them. */
export async function openFloor(shop: TestShop, seed: number, people = 20) {
  const random = createRandom(seed);
  const client = createClient(shop.graphql);
  const staff = await shop.person('staff');
  const sellers = [await shop.person('seller'), await shop.person('seller')] as const;
  const customers: Person[] = [];
  for (let place = 0; place < people; place += 1) customers.push(await shop.person('customer'));
  const stocked: Record<string, number> = {};
  let serial = 0;

  return {
    shop,
    random,
    client,
    staff,
    sellers,
    customers,
    stocked,
    /** So many customers, at random. */
    some: (count: number) => {
      const shuffled = customers.map((person) => ({ person, at: random.next() }));
      return shuffled
        .sort((one, other) => one.at - other.at)
        .slice(0, count)
        .map(({ person }) => person);
    },
    /** Puts something new on sale, the shop's own or a seller's, and remembers how much of it there was. */
    async offer(stock: number, price = 1000, whose: Person = staff): Promise<string> {
      const sku = `RACE-${seed}-${++serial}`;
      await shop.goods.offer(whose, { sku, stock, price });
      stocked[sku] = stock;
      return sku;
    },
    /** What a customer's cart costs now, emptied first and filled with these. */
    async fill(customer: Person, skus: string | readonly string[], quantity = 1, voucherCode?: string) {
      await client.persist(customer, operations.clearCart, {});
      for (const sku of [skus].flat()) {
        await client.value(customer, operations.addToCart, { input: { sku, quantity } });
      }
      const input = { country: address.country, ...(voucherCode && { voucherCode }) };
      const { total } = await client.value(customer, operations.getQuote, { input });
      return { shippingAddress: address, expectedTotal: total, ...(voucherCode && { voucherCode }) };
    },
    /** Has the sweeper end what is overdue. */
    sweep: () => sweep(shop),
    /** Lets the reservations of these orders run out now. */
    runOut: (orderIds: readonly string[]) => runOut(shop, orderIds),
    /** The checks of the whole shop, once no money is on its way. */
    async verdicts(): Promise<Verdicts> {
      for (let look = 0; ; look += 1) {
        const verdicts = auditShop(await shop.scan(), { stocked });
        const waiting = verdicts['no movement of money is under way']!.length > 0;
        if (!waiting || look > 600) return verdicts;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    async differences() {
      return differencesOf(await this.verdicts());
    },
  };
}
