import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { CartChanged } from '../../rules/errors.ts';
import type { OrderPlan, StockMove } from '../../rules/orders/plan.ts';
import { isRefusal } from '../../rules/orders/plan.ts';
import type { Write } from '../../rules/orders/writes.ts';
import { childWrites, saleWrites } from '../../rules/orders/writes.ts';
import type { VariantItem, VoucherItem } from '../generated/model.ts';
import { cartKey, stockShardKey, variantKey, voucherKey, voucherUseItem } from '../generated/model.ts';
import type { Served } from '../lib/checkout.ts';
import { checkoutLines, placeCart, priceAsShown, serve } from '../lib/checkout.ts';
import { failFrom, refused } from '../lib/fail.ts';
import { memoryAction, recalled, setAside, unlessAnswered } from '../lib/idempotency.ts';
import { toOrder } from '../lib/order.ts';
import { learnShard } from '../lib/stock.ts';
import type { CancellationReason } from '../lib/table.ts';
import {
  cancellationReasons,
  failedCondition,
  isNew,
  isStill,
  lostRace,
  put,
  settingOf,
  tableName,
  typed,
} from '../lib/table.ts';
import { transactItem } from '../lib/write.ts';

/** How often the pipeline holds this step: a transaction that lost a race is tried again at once. */
const attempts = 3;

/** Where the actions stand: those with conditions first, the stock's from `stock` on. */
const place = { memory: 0, cart: 1, stock: 2 };

/**
 * Turns the cart into an order, unless an attempt before this one did, or the request is a repeat. When the stock is
 * short, the pipeline first has overdue orders give theirs back.
 */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  ctx.stash.attempt = (ctx.stash.attempt ?? 0) + 1;
  const made = priceAsShown(ctx);
  if (isRefusal(made)) return refuse(ctx);
  const served = serve(ctx, checkoutLines(ctx));
  // Only the first attempt is followed by a step that has stock given back.
  if (ctx.stash.attempt === 1 && noteShort(ctx, served)) runtime.earlyReturn({});
  if (served.some((one) => !one.enough)) return refuse(ctx);
  ctx.stash.stale = false;
  const plan = placeCart(ctx, made, served);
  ctx.stash.moves = plan.stock;
  ctx.stash.draft = toOrder(plan.order);
  return { operation: 'TransactWriteItems', transactItems: actionsOf(ctx, plan, made.voucher) };
}

/**
 * A failed condition is known by its place in the transaction. The key comes first: two requests with the same one at
 * the same time are one order, whatever else the slower one met. What the stock's conditions met is what the next
 * attempt decides by.
 */
export function response(ctx: Context) {
  if (!ctx.error) {
    ctx.stash.answer = ctx.stash.draft;
    return {};
  }
  const reasons = cancellationReasons(ctx);
  if (recalled(ctx, reasons[place.memory])) return {};
  if (failedCondition(reasons[place.cart])) {
    setAside(ctx, refused(CartChanged));
    return {};
  }
  const moves: StockMove[] = ctx.stash.moves;
  const last = ctx.stash.attempt >= attempts;
  learnStock(ctx, moves, reasons);
  learnVoucher(ctx, reasons[place.stock + moves.length], reasons[place.stock + moves.length + 1]);
  const raced = lostRace(ctx) || reasons.some((reason) => failedCondition(reason));
  if (raced && !last) {
    noteShort(ctx, serve(ctx, checkoutLines(ctx)));
    return {};
  }
  if (!raced) return failFrom(ctx.error);
  setAside(ctx);
  return {};
}

/** Ends the step: the pipeline's last one says why. */
function refuse(ctx: Context): never {
  setAside(ctx);
  return runtime.earlyReturn({}) as never;
}

/** Notes the SKUs of which there is too little; whether there are any. */
function noteShort(ctx: Context, served: Served[]): boolean {
  const short = served.filter((one) => !one.enough);
  if (short.length > 0) ctx.stash.short = short.map((one) => one.line.sku);
  return short.length > 0;
}

/** The key's memory, the emptied cart, the stock, the voucher, and the order with what lies beside it. */
function actionsOf(ctx: Context, plan: OrderPlan, voucher: VoucherItem | undefined): any[] {
  const table = tableName(ctx);
  const { cart, now, callerId: customerId } = ctx.stash;
  const order: Write = { entity: 'Order', put: plan.order };
  return [
    memoryAction(ctx, ctx.stash.draft),
    {
      table,
      operation: 'UpdateItem',
      key: typed(cartKey({ customerId })),
      update: settingOf({ lines: {}, version: cart.version + 1, updatedAt: now }),
      condition: isStill('version', cart.version),
    },
    ...plan.stock.map((move) => takeAction(ctx, move)),
    ...(voucher ? voucherActions(ctx, voucher, plan.order.orderId) : []),
    transactItem(table, order),
    ...saleWrites(plan).map((write) => transactItem(table, write)),
    ...childWrites(plan).map((write) => transactItem(table, write)),
  ];
}

/** The condition holds price, sale and stock at once: nobody pays what was not shown, nothing is sold twice. */
function takeAction(ctx: Context, { productId, sku, shard, reserved }: StockMove) {
  const variant: VariantItem = ctx.stash.variants[sku];
  const names = { '#available': 'available', '#reserved': 'reserved' };
  const change = '#available = #available - :quantity, #reserved = #reserved + :quantity';
  const spread = shard !== undefined;
  return {
    table: tableName(ctx),
    operation: 'UpdateItem',
    key: typed(spread ? stockShardKey({ productId, sku, shard: shard! }) : variantKey({ productId, sku })),
    update: {
      expression: spread ? `SET ${change}` : `SET ${change}, #updatedAt = :now`,
      expressionNames: spread ? names : { ...names, '#updatedAt': 'updatedAt' },
      expressionValues: typed(
        spread ? { ':quantity': reserved } : { ':quantity': reserved, ':now': ctx.stash.now },
      ),
    },
    condition: {
      expression: '#available >= :wanted AND #active = :true AND #price = :price',
      expressionNames: { '#available': 'available', '#active': 'active', '#price': 'price' },
      expressionValues: typed({ ':wanted': reserved, ':true': true, ':price': variant.price }),
    },
  };
}

/** One use more, as long as the voucher is the one that was read and has uses left; and the customer's mark. */
function voucherActions(ctx: Context, voucher: VoucherItem, orderId: string) {
  const table = tableName(ctx);
  const { code } = voucher;
  const count = {
    table,
    operation: 'UpdateItem',
    key: typed(voucherKey({ code })),
    update: {
      expression: 'SET #uses = #uses + :one',
      expressionNames: { '#uses': 'uses' },
      expressionValues: typed({ ':one': 1 }),
    },
    condition: {
      expression: '#version = :version AND (attribute_not_exists(#maxUses) OR #uses < #maxUses)',
      expressionNames: { '#version': 'version', '#maxUses': 'maxUses', '#uses': 'uses' },
      expressionValues: typed({ ':version': voucher.version }),
    },
  };
  if (!voucher.oncePerCustomer) return [count];
  const mark = { code, customerId: ctx.stash.callerId, orderId, usedAt: ctx.stash.now };
  return [count, { table, operation: 'PutItem', ...put(voucherUseItem(mark)), condition: isNew }];
}

/** Takes up the stock as failed conditions met it. */
function learnStock(ctx: Context, moves: StockMove[], reasons: CancellationReason[]): void {
  moves.forEach(({ sku, shard }, index) => {
    const reason = reasons[place.stock + index];
    if (!failedCondition(reason) || !reason!.item) return;
    ctx.stash.sure[sku] = false;
    if (shard === undefined) {
      ctx.stash.variants[sku] = reason!.item;
      return;
    }
    learnShard(ctx, reason);
    // A part repeats the variant's price and sale, and knows of their change first.
    const { price, active } = reason!.item;
    ctx.stash.variants[sku] = { ...ctx.stash.variants[sku], price, active };
  });
}

/** Takes up the voucher as failed conditions met it. */
function learnVoucher(
  ctx: Context,
  count: CancellationReason | undefined,
  mark: CancellationReason | undefined,
): void {
  if (!ctx.stash.voucherCode) return;
  if (failedCondition(count) && count!.item) ctx.stash.voucher = count!.item;
  if (ctx.stash.voucher?.oncePerCustomer && failedCondition(mark)) ctx.stash.voucherUse = mark!.item;
}
