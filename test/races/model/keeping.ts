/** Those who keep the shelves: they spread stocks and bring them together, change prices, and count. */
import type { Difference } from '../../../rules/orders/audit.ts';
import { auditShards } from '../../../rules/orders/audit-shards.ts';
import type { StockMove } from '../../../rules/orders/plan.ts';
import { stockWrite } from '../../../rules/orders/writes.ts';
import { adjusted, evenOut, shardsOf } from '../../../rules/stock.ts';
import { levelsOf } from './checkout.ts';
import type { Work } from './scheduler.ts';
import type { Action } from './store.ts';
import { goods, type World } from './world.ts';

interface Kept {
  productId: string;
  sku: string;
  price: number;
  active: boolean;
  version: number;
  shards: number;
  shardsEver: number;
}

/** What a change of a product is conditioned on; here each has one variant, which holds the version. */
const isStill = (version: number) => ({
  expression: '#version = :read',
  names: { '#version': 'version' },
  values: { ':read': version },
});

/** What `resolvers/steps/writeSpread.ts` does, with the same conditions. */
export function* spread(world: World): Work {
  const { random, store } = world;
  const { sku } = random.pick(goods);
  const parts = 1 + random.below(4);
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const variant = store.get<Kept>('Variant', sku)!;
    yield;
    const levels = levelsOf(world, sku);
    yield;
    const { productId, price, active, version } = variant;
    const shardsEver = Math.max(variant.shardsEver, parts);
    const changes = evenOut(levels, parts);
    const first = changes.find(({ shard }) => shard === 0)?.quantity ?? 0;
    const failed = world.write([
      {
        entity: 'Variant',
        key: { productId, sku },
        update: {
          expression:
            'SET #available = #available + :units, #shards = :shards, #shardsEver = :ever, #version = :version',
          names: {
            '#available': 'available',
            '#shards': 'shards',
            '#shardsEver': 'shardsEver',
            '#version': 'version',
          },
          values: { ':units': first, ':shards': parts, ':ever': shardsEver, ':version': version + 1 },
        },
        when: {
          expression: '#version = :read AND #available >= :least',
          names: { '#version': 'version', '#available': 'available' },
          values: { ':read': version, ':least': Math.max(0, -first) },
        },
      },
      ...changes
        .filter(({ shard }) => shard > 0)
        .map(({ shard, quantity }): Action =>
          shard < variant.shardsEver
            ? stockWrite(moveOf(variant, shard, quantity), world.now())
            : {
                entity: 'StockShard',
                put: { productId, sku, shard, price, active, available: quantity, reserved: 0, sold: 0 },
                when: { expression: 'attribute_not_exists(#sku)', names: { '#sku': 'sku' } },
              },
        ),
    ]);
    if (failed.length === 0) return;
    yield;
  }
}

/** A price changes, or the product is taken off sale and put on again: all its parts follow. */
export function* reprice(world: World): Work {
  const { random, store } = world;
  const { sku } = random.pick(goods);
  const changes = random.chance(0.5) ? { price: 100 + random.below(3000) } : { active: random.chance(0.7) };
  const variant = store.get<Kept>('Variant', sku)!;
  yield;
  const { productId, version } = variant;
  const [[name, value]] = Object.entries(changes) as [[string, unknown]];
  const set = {
    expression: `SET #${name} = :${name}`,
    names: { [`#${name}`]: name },
    values: { [`:${name}`]: value },
  };
  world.write([
    {
      entity: 'Variant',
      key: { productId, sku },
      update: {
        expression: `${set.expression}, #version = :version`,
        names: { ...set.names, '#version': 'version' },
        values: { ...set.values, ':version': version + 1 },
      },
      when: isStill(version),
    },
    ...shardsOf(variant).map((shard): Action => ({
      entity: 'StockShard',
      key: { productId, sku, shard },
      update: set,
    })),
  ]);
}

/** Units are found and put on the shelf, or taken from it, once under each key. */
export function* count(world: World, key: string): Work {
  const { random, store } = world;
  const { sku } = random.pick(goods);
  const delta = random.pick([-2, -1, 1, 2, 3]);
  for (;;) {
    if (store.get('Memory', key)) return;
    const variant = store.get<Kept>('Variant', sku)!;
    yield;
    const changes = adjusted(levelsOf(world, sku), variant.shards, delta);
    yield;
    if (!changes) return;
    const moves = changes.map(({ shard, quantity }) =>
      stockWrite(moveOf(variant, shard, quantity), world.now()),
    );
    if (world.write([world.memory(key, `${sku} ${delta}`), ...moves]).length === 0) return;
    yield;
  }
}

/** The stocks whose parts are not what was put in and counted, or that are offered otherwise than their variant. */
export function differencesOfStock({ store }: World): (Difference | string)[] {
  const { variants, shards } = store.levels();
  const counted = store
    .all<{ key: string; answer: string }>('Memory')
    .filter(({ key }) => key.startsWith('count '));
  const put = goods.flatMap(({ sku, stock }) => {
    const levels = [...variants, ...shards].filter((level) => level.sku === sku);
    const there = levels.reduce((sum, { available, reserved, sold }) => sum + available + reserved + sold, 0);
    const more = counted.map(({ answer }) => answer.split(' ')).filter(([of]) => of === sku);
    const wanted = more.reduce((sum, [, delta]) => sum + Number(delta), stock);
    return there === wanted ? [] : [`of ${wanted} ${sku} there are ${there}`];
  });
  return [...put, ...auditShards(variants as never[], shards as never[])];
}

function moveOf({ productId, sku }: Kept, shard: number, available: number): StockMove {
  const move = { productId, sku, available, reserved: 0, sold: 0 };
  return shard > 0 ? { ...move, shard } : move;
}
