/** A checkout, step by step: what `resolvers/steps/writeCheckout.ts` does, with the same conditions. */
import { reservationMinutes } from '../../../rules/limits.ts';
import { place } from '../../../rules/orders/place.ts';
import type { StockMove } from '../../../rules/orders/plan.ts';
import { takeFrom, type ShardLevel } from '../../../rules/stock.ts';
import { refusalOf, type Voucher } from '../../../rules/vouchers.ts';
import { sweep } from './actors.ts';
import { draftOf, type Wanted } from './draft.ts';
import type { Work } from './scheduler.ts';
import type { Action } from './store.ts';
import type { World } from './world.ts';

type KnownVoucher = Voucher & { version: number };

interface Variant {
  sku: string;
  sellerId: string;
  price: number;
  available: number;
  active: boolean;
  shards: number;
  shardsEver: number;
}

export interface Basket {
  readonly customerId: string;
  readonly key: string;
  readonly lines: readonly { sku: string; quantity: number }[];
  readonly voucherCode?: string;
  readonly token?: string;
}

/** Buys a cart; answers with the order's id, or why there is none. Asked again with the same key it answers the same. */
export function* buy(world: World, basket: Basket): Work<string> {
  const { store } = world;
  const { customerId, key, voucherCode, token } = basket;
  const answered = () => store.get<{ answer: string }>('Memory', key)?.answer;
  function* refuse(reason: string): Work<string> {
    yield;
    return answered() ?? reason;
  }
  for (let attempt = 1; ; attempt += 1) {
    const known = answered();
    if (known) return known;
    yield;
    const cart = store.get<{ version: number; full: boolean }>('Cart', customerId);
    if (!cart?.full) return yield* refuse('CartEmpty');
    const voucher = voucherCode ? store.get<KnownVoucher>('Voucher', voucherCode) : undefined;
    const used = voucherCode && store.get('VoucherUse', voucherCode, customerId);
    yield;
    const offered = basket.lines.every(({ sku }) => store.get<Variant>('Variant', sku)!.active);
    if (!offered) return yield* refuse('NotForSale');
    const wanted = serve(world, basket);
    if (!wanted) {
      // Overdue orders give theirs back first, once.
      if (attempt > 1) return yield* refuse('OutOfStock');
      yield* sweep(world);
      continue;
    }
    const lines = wanted.map(({ unitPrice, quantity }) => ({ gross: unitPrice * quantity }));
    if (voucher && (used || refusalOf(voucher, lines, world.now()))) return yield* refuse('VoucherRefused');
    const plan = place(
      draftOf({
        orderId: world.newOrderId(),
        customerId,
        wanted,
        reservedUntil: world.later(reservationMinutes),
        ...(voucher && { voucher }),
        ...(token && { payment: { provider: 'test', token } }),
      }),
      world.actor('customer'),
    );
    yield;
    const failed = world.write([
      world.memory(key, plan.order.orderId),
      {
        entity: 'Cart',
        key: { customerId },
        update: {
          expression: 'SET #version = #version + :one, #full = :no',
          names: { '#version': 'version', '#full': 'full' },
          values: { ':one': 1, ':no': false },
        },
        when: {
          expression: '#version = :read',
          names: { '#version': 'version' },
          values: { ':read': cart.version },
        },
      },
      ...plan.stock.map((move) => take(move, priceOf(wanted, move.sku))),
      ...(voucher ? useOf(voucher, customerId) : []),
      ...world.placing(plan),
    ]);
    if (failed.length === 0) return plan.order.orderId;
    if (failed[0] === 1) return yield* refuse('CartChanged');
    yield;
  }
}

/** From where each line's units come, by what is read now; undefined when there is too little of one. */
function serve(world: World, { lines }: Basket): Wanted[] | undefined {
  const { store, random } = world;
  const wanted: Wanted[] = [];
  for (const { sku, quantity } of lines) {
    const variant = store.get<Variant>('Variant', sku)!;
    const line = { sku, quantity, unitPrice: variant.price, sellerId: variant.sellerId };
    const levels = levelsOf(world, sku);
    const shards = takeFrom(levels, quantity, random.below(1000));
    if (!shards) return undefined;
    wanted.push({ ...line, ...(variant.shardsEver > 1 && { shards }) });
  }
  return wanted;
}

/** What is available in each part of a stock, the variant first. */
export function levelsOf({ store }: World, sku: string): ShardLevel[] {
  const { available } = store.get<Variant>('Variant', sku)!;
  const parts = store.levels().shards.filter((level) => level.sku === sku) as ShardLevel[];
  return [{ shard: 0, available }, ...parts];
}

const priceOf = (wanted: readonly Wanted[], sku: string) =>
  wanted.find((line) => line.sku === sku)!.unitPrice;

function take({ productId, sku, shard, reserved }: StockMove, price: number): Action {
  const update = {
    expression: 'SET #available = #available - :quantity, #reserved = #reserved + :quantity',
    names: { '#available': 'available', '#reserved': 'reserved' },
    values: { ':quantity': reserved },
  };
  const spread = shard !== undefined;
  const when = {
    expression: '#available >= :wanted AND #active = :true AND #price = :price',
    names: { '#available': 'available', '#active': 'active', '#price': 'price' },
    values: { ':wanted': reserved, ':true': true, ':price': price },
  };
  return spread
    ? { entity: 'StockShard', key: { productId, sku, shard }, update, when }
    : { entity: 'Variant', key: { productId, sku }, update, when };
}

function useOf({ code, version, oncePerCustomer }: KnownVoucher, customerId: string): Action[] {
  const count: Action = {
    entity: 'Voucher',
    key: { code },
    update: { expression: 'SET #uses = #uses + :one', names: { '#uses': 'uses' }, values: { ':one': 1 } },
    when: {
      expression: '#version = :version AND (attribute_not_exists(#maxUses) OR #uses < #maxUses)',
      names: { '#version': 'version', '#maxUses': 'maxUses', '#uses': 'uses' },
      values: { ':version': version },
    },
  };
  if (!oncePerCustomer) return [count];
  const names = { '#code': 'code' };
  const when = { expression: 'attribute_not_exists(#code)', names };
  return [count, { entity: 'VoucherUse', put: { code, customerId }, when }];
}
