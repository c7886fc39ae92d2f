/** What a round of the model begins with, and the means by which actors touch it. */
import { shopSeller } from '../../../rules/orders/goods.ts';
import { childWrites, writesOf } from '../../../rules/orders/writes.ts';
import {
  isRefusal,
  type Actor,
  type OrderPage,
  type OrderPlan,
  type Refusal,
} from '../../../rules/orders/plan.ts';
import { createProvider } from './provider.ts';
import { createRandom } from './random.ts';
import { BrokenOff, type Work } from './scheduler.ts';
import { createStore, type Action } from './store.ts';

export const sellers = ['selma', 'tom'] as const;
/** Units put on the shelf, by SKU: one thing of each seller's, and one of the shop's. */
export const goods = [
  { sku: 'MUG', price: 1299, stock: 4, shards: 1, sellerId: sellers[0] },
  { sku: 'TEA', price: 333, stock: 7, shards: 1, sellerId: sellers[1] },
  { sku: 'HOT', price: 2050, stock: 6, shards: 3, sellerId: shopSeller },
];
/** A voucher with one use, and one that each customer has once. */
export const vouchers = [
  { code: 'LAST', kind: 'FIXED', amount: 100, maxUses: 1, uses: 0, active: true, version: 1 },
  { code: 'ONCE', kind: 'PERCENTAGE', rate: 1000, oncePerCustomer: true, uses: 0, active: true, version: 1 },
] as const;

export type World = ReturnType<typeof createWorld>;

/** How often writes are refused as conflicting, and how often their answers are lost: shares. */
const trouble = { conflict: 0.05, lostAnswer: 0.01 };

export function createWorld(seed: number) {
  const random = createRandom(seed);
  const store = createStore();
  let time = Date.UTC(2026, 0, 1, 10);
  let orders = 0;

  for (const { sku, price, stock, shards, sellerId } of goods) {
    const level = {
      sku,
      productId: 'P',
      sellerId,
      price,
      active: true,
      available: stock / shards,
      reserved: 0,
      sold: 0,
    };
    store.put('Variant', { ...level, version: 1, shards, shardsEver: shards });
    for (let shard = 1; shard < shards; shard += 1) store.put('StockShard', { ...level, shard });
  }
  for (const voucher of vouchers) store.put('Voucher', { ...voucher });

  /** Writes, unless there is trouble; answers the places whose conditions failed. */
  function write(actions: readonly Action[]): number[] {
    if (random.chance(trouble.conflict)) return [-1];
    const failed = store.transact(actions);
    if (failed.length === 0 && random.chance(trouble.lostAnswer)) throw new BrokenOff();
    return failed;
  }

  /** That a key is new: the first action of what a client asks for. */
  function memory(key: string, answer: string): Action {
    const names = { '#key': 'key' };
    return {
      entity: 'Memory',
      put: { key, answer },
      when: { expression: 'attribute_not_exists(#key)', names },
    };
  }

  /**
   * Changes an order as resolvers and functions do: reads, decides, writes under the sequence that was read, and
   * decides anew when another was quicker.
   *
   * @param key - the client's, when a client asks.
   */
  function* change(
    orderId: string,
    decide: (page: OrderPage) => OrderPlan | Refusal,
    key?: string,
  ): Work<'done' | 'refused' | 'nothing'> {
    for (;;) {
      const page = store.page(orderId);
      if (!page.order) return 'refused';
      if (key && store.get('Memory', key)) return 'done';
      yield;
      const made = decide(page);
      if (isRefusal(made)) return 'refused';
      const writes = writesOf(page, made);
      if (writes.length === 0) return 'nothing';
      yield;
      const failed = write(key ? [memory(key, orderId), ...writes] : writes);
      if (failed.length === 0) return 'done';
      yield;
    }
  }

  return {
    random,
    store,
    provider: createProvider(random),
    write,
    memory,
    change,
    now: () => new Date(time).toISOString(),
    later: (minutes: number) => new Date(time + minutes * 60_000).toISOString(),
    forward: (minutes: number) => void (time += minutes * 60_000),
    newOrderId: () => `O${++orders}`,
    actor(role: string, id = role): Actor {
      return { role, id, now: this.now() };
    },
    /** The writes of a new order. */
    placing: (plan: OrderPlan): Action[] => [{ entity: 'Order', put: plan.order }, ...childWrites(plan)],
  };
}
