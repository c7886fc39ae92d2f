/** One round of the model: a shop, people who all want something at once, and what must hold whatever they do. */
import { auditOrder, auditStock, auditVouchers, type Difference } from '../../../rules/orders/audit.ts';
import { maxTries } from '../../../rules/limits.ts';
import { sumOf } from '../../../rules/money.ts';
import type { LedgerRecord, OrderRecord, SetbackRecord } from '../../../rules/orders/records.ts';
import * as actors from './actors.ts';
import * as keeping from './keeping.ts';
import { buy, type Basket } from './checkout.ts';
import { cards } from './provider.ts';
import { run, type Task } from './scheduler.ts';
import { createWorld, goods, vouchers, type World } from './world.ts';

/** What a round came to. */
export interface Round {
  readonly steps: number;
  /** Orders by where they ended. */
  readonly orders: Readonly<Record<string, number>>;
}

/** Raised when something does not hold; the seed repeats it. */
export class Broken extends Error {
  constructor(seed: number, where: string, differences: readonly unknown[]) {
    super(`Seed ${seed}, ${where}: ${differences.map((one) => JSON.stringify(one)).join('; ')}`);
    this.name = 'Broken';
  }
}

/**
 * Plays a round.
 *
 * @throws Broken
 * @example
 * playRound(7) // { steps: 412, orders: { DELIVERED: 2, EXPIRED: 1 } }
 */
export function playRound(seed: number): Round {
  const world = createWorld(seed);
  const { random, store } = world;
  const more = deliveries(world);
  const check = (where: string) => {
    const differences = [
      ...store.changed().flatMap((orderId) => auditOrder(store.audited(orderId))),
      ...keeping.differencesOfStock(world),
    ];
    if (differences.length > 0) throw new Broken(seed, where, differences);
  };
  const options = { random, breaks: 0.01, more, check: ({ name }: Task) => check(name) };
  const baskets = basketsOf(world);
  let steps = run(crowd(world, baskets), options);
  check('before the end');
  // Whatever waits is decided, and time goes on until nobody holds anything unpaid.
  for (let day = 0; day < 8; day += 1) {
    world.forward(24 * 60);
    steps += run(
      [
        { name: 'bank', start: () => actors.decideCharges(world) },
        { name: 'sweeper', start: () => actors.sweep(world) },
        { name: 'setbacks', start: () => actors.seeToSetbacks(world) },
      ],
      options,
    );
  }
  const differences = [...atRest(world), ...answersOf(world, baskets)];
  if (differences.length > 0) throw new Broken(seed, 'at rest', differences);
  const orders: Record<string, number> = {};
  for (const { status } of store.all<OrderRecord>('Order')) orders[status] = (orders[status] ?? 0) + 1;
  return { steps, orders };
}

/** Some customers share a key among several clients, some send one cart under several keys. */
function basketsOf({ random, store }: World): Basket[] {
  const customers = 2 + random.below(3);
  return Array.from({ length: customers }, (_, index) => {
    const customerId = `C${index}`;
    store.put('Cart', { customerId, version: 1, full: true });
    const chosen = goods.filter(() => random.chance(0.5));
    const some = chosen.length > 0 ? chosen : [random.pick(goods)];
    const lines = some.map(({ sku }) => ({ sku, quantity: 1 + random.below(3) }));
    const voucherCode = random.chance(0.6) ? random.pick(vouchers).code : undefined;
    const token = random.chance(0.7) ? random.pick(cards) : undefined;
    return {
      customerId,
      key: `buy-${index}`,
      lines,
      ...(voucherCode && { voucherCode }),
      ...(token && { token }),
    };
  });
}

/** Everybody who acts, to be mixed at every step. */
function crowd(world: World, baskets: readonly Basket[]): Task[] {
  const { random } = world;
  const tasks: Task[] = baskets.flatMap((basket) => {
    const clients = 1 + random.below(3);
    const key = (client: number) => (random.chance(0.7) ? basket.key : `${basket.key}-${client}`);
    return Array.from({ length: clients }, (_, client) => {
      const asked = { ...basket, key: key(client) };
      return { name: `buy ${asked.key}`, start: () => buy(world, asked) };
    });
  });
  const onOrder = [
    ['pay', actors.payWithCard],
    ['pay', actors.payWithCard],
    [
      'transfer',
      (it: World, id: string, key: string) => actors.recordTransfer(it, id, key, `R${random.below(3)}`),
    ],
    ['cancel', actors.callOff],
    ['hold', actors.holdAndDecide],
    ['ship', (it: World, id: string) => actors.packAndShip(it, id, it.actor('staff'))],
    ['ship', (it: World, id: string) => actors.packAndShip(it, id, it.actor('staff'))],
    ['ship', (it: World, id: string) => actors.packAndShip(it, id, actors.someSeller(it))],
    ['ship', (it: World, id: string) => actors.packAndShip(it, id, actors.someSeller(it))],
    ['return', actors.sendBack],
    ['return', actors.sendBack],
  ] as const;
  const many = 6 + random.below(12);
  for (let place = 0; place < many; place += 1) {
    const [name, act] = random.pick(onOrder);
    const key = `${name}-${random.below(many)}`;
    tasks.push({
      name,
      start: () => whenThereIs(world, (orderId) => act(world, orderId, `${orderId} ${key}`)),
    });
  }
  for (let turn = 0; turn < 3; turn += 1) {
    tasks.push({ name: 'spread', start: () => keeping.spread(world) });
    tasks.push({ name: 'price', start: () => keeping.reprice(world) });
    tasks.push({ name: 'count', start: () => keeping.count(world, `count ${turn}`) });
  }
  tasks.push({ name: 'sweeper', start: () => actors.sweep(world) });
  tasks.push({ name: 'setbacks', start: () => actors.seeToSetbacks(world) });
  tasks.push({ name: 'time', start: () => actors.passTime(world) });
  tasks.push({ name: 'bank', start: () => actors.decideCharges(world) });
  return tasks;
}

/** Waits a while for an order, then acts on it. */
function* whenThereIs(world: World, act: (orderId: string) => Generator<void, unknown, void>) {
  for (let waited = 0; waited < 30; waited += 1 + world.random.below(3)) yield;
  const orderId = actors.someOrder(world);
  if (orderId) yield* act(orderId);
}

/** Entries that were inserted and webhooks that were sent become work, some of it twice, in any order. */
function deliveries(world: World): () => Task[] {
  let told = 0;
  return () => {
    const { store, provider, random } = world;
    const fresh = store.inserted.slice(told);
    told = store.inserted.length;
    const entries = fresh.flatMap(({ orderId, entryId }) => {
      const task = {
        name: `settle ${orderId} ${entryId}`,
        start: () => actors.settleEntry(world, orderId, entryId),
      };
      return random.chance(0.2) ? [task, task] : [task];
    });
    const news = provider.news.splice(0).map((letter) => ({
      name: `webhook ${letter.orderId} ${letter.entryId}`,
      start: () => actors.hear(world, letter),
    }));
    return [...entries, ...news];
  };
}

/** What must hold when nothing is under way. */
function atRest(world: World): (Difference | string)[] {
  const { store, provider } = world;
  const orders = store.all<OrderRecord>('Order');
  const entries = store.all<LedgerRecord>('LedgerEntry');
  const pages = orders.map(({ orderId }) => store.audited(orderId));
  const { variants, shards } = store.levels();
  const open = entries.filter(({ status }) => status === 'REQUESTED');
  return [
    ...pages.flatMap(auditOrder),
    ...auditStock(variants, shards, pages),
    ...auditVouchers(store.all('Voucher'), orders),
    ...keeping.differencesOfStock(world),
    ...orders.filter(({ status }) => status === 'PLACED').map(({ orderId }) => `${orderId} still waits`),
    ...store
      .all<SetbackRecord>('Setback')
      .filter(({ kind, tries }) => kind !== 'VOID' || tries < maxTries)
      .map(({ orderId, entryId }) => `${orderId} ${entryId} failed and waits`),
    ...open.map(({ orderId, entryId }) => `${orderId} ${entryId} is still under way`),
    ...pages.flatMap(({ order, payments }) =>
      payments
        .filter((payment) => payment.provider === 'test')
        .flatMap((payment) => {
          const charge = payment.reference ? provider.charges.get(payment.reference) : undefined;
          const byHand = sumOf(
            entries
              .filter((one) => one.byHand && one.orderId === order.orderId)
              .filter((one) => one.paymentId === payment.paymentId)
              .map(({ amount }) => amount),
          );
          const ours = `${payment.capturable} ${payment.captured} ${payment.refunded - byHand}`;
          const theirs = charge ? `${charge.capturable} ${charge.captured} ${charge.refunded}` : 'no charge';
          return ours === theirs
            ? []
            : [`${order.orderId} ${payment.paymentId}: ours ${ours}, theirs ${theirs}`];
        }),
    ),
    ...[...provider.charges.keys()]
      .filter((key) => !pages.some(({ payments }) => payments.some(({ reference }) => reference === key)))
      .map((key) => `the charge ${key} is nobody's`),
  ];
}

/** One key is one order, and one cart is bought once. */
function answersOf({ store }: World, baskets: readonly Basket[]): string[] {
  const orders = store.all<OrderRecord>('Order');
  return baskets.flatMap(({ customerId }) => {
    const own = orders.filter((order) => order.customerId === customerId).length;
    return own > 1 ? [`${customerId} filled one cart and has ${own} orders`] : [];
  });
}
