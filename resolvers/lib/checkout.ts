import type { Context } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { Contention, LimitReached, OutOfStock, PriceChanged } from '../../rules/errors.ts';
import { indexBuckets, maxStockMoves, reservationMinutes } from '../../rules/limits.ts';
import type { OrderPlan, Refusal } from '../../rules/orders/plan.ts';
import { isRefusal } from '../../rules/orders/plan.ts';
import { place } from '../../rules/orders/place.ts';
import type { ShardUnits } from '../../rules/orders/records.ts';
import { partsOf, shardsOf, takeFrom } from '../../rules/stock.ts';
import type { VariantItem } from '../generated/model.ts';
import type { Line } from './cart.ts';
import { linesOf } from './cart.ts';
import { callerId } from './caller.ts';
import { fail, refused } from './fail.ts';
import type { PricedCart } from './pricing.ts';
import { priceCart } from './pricing.ts';
import { levelsOf } from './stock.ts';
import { later } from './time.ts';

/** A line with the parts of the stock that serve it, where it is spread; without them nothing is enough. */
export interface Served {
  line: Line;
  shards?: ShardUnits[];
  /** Units that can be bought now, as far as is known; fewer than wanted when it cannot be served. */
  available: number;
  enough: boolean;
}

/** The lines of the cart in the stash. */
export function checkoutLines(ctx: Context): Line[] {
  return linesOf(ctx.stash.cart.lines);
}

/** Whether a line looks at other parts of the stock than the variant: always while it is spread, or when that is short. */
export function isSpread(variant: VariantItem, quantity: number): boolean {
  if (shardsOf(variant).length === 0) return false;
  return partsOf(variant) > 1 || variant.available < quantity;
}

/** How each line is served from what is known of the stock. */
export function serve(ctx: Context, lines: Line[]): Served[] {
  const variants: Record<string, VariantItem> = ctx.stash.variants;
  const start = Math.floor(Math.random() * 1000);
  return lines.map((line) => {
    const variant = variants[line.sku]!;
    if (!isSpread(variant, line.quantity)) {
      return { line, available: variant.available, enough: variant.available >= line.quantity };
    }
    const levels = levelsOf(ctx, variant);
    const shards = takeFrom(levels, line.quantity, start);
    const available = levels.reduce((sum, level) => sum + level.available, 0);
    return shards ? { line, shards, available, enough: true } : { line, available, enough: false };
  });
}

/**
 * The refusal of lines that the stock cannot serve, every SKU at once. A stock that is spread is out only where all its
 * parts were seen at one moment; until then somebody else was in the way.
 */
function refusalOfShort(ctx: Context, served: Served[]): Refusal | undefined {
  const short = served.filter((one) => !one.enough);
  if (short.length === 0) return undefined;
  const sure = short.filter(
    ({ line }) => shardsOf(ctx.stash.variants[line.sku]).length === 0 || ctx.stash.sure[line.sku] === true,
  );
  if (sure.length === 0) return refused(Contention);
  return refused(OutOfStock, {
    lines: sure.map(({ line, available }) => ({ sku: line.sku, wanted: line.quantity, available })),
  });
}

/** The cart in the stash at its price, or the refusal, also of another total than the client showed. */
export function priceAsShown(ctx: Context): PricedCart | Refusal {
  const made = priceCart(ctx, checkoutLines(ctx), ctx.stash.variants);
  if (isRefusal(made)) return made;
  const expected: number = ctx.stash.expectedTotal;
  const { total } = made.priced;
  return total === expected ? made : refused(PriceChanged, { expected, total, currency: ctx.env.CURRENCY });
}

/** Why the cart in the stash cannot be ordered, by what was seen last: where nothing tells, others were in the way. */
export function whyNot(ctx: Context): Refusal {
  const made = priceAsShown(ctx);
  if (isRefusal(made)) return made;
  return refusalOfShort(ctx, serve(ctx, checkoutLines(ctx))) ?? refused(Contention);
}

/** The plan of the order that the cart in the stash becomes. */
export function placeCart(ctx: Context, cart: PricedCart, served: Served[]): OrderPlan {
  const variants: Record<string, VariantItem> = ctx.stash.variants;
  const { priced, zone, method, voucher } = cart;
  const moves = served.reduce((sum, { shards }) => sum + (shards ? shards.length : 1), 0);
  const sellers = served.map(({ line }) => variants[line.sku]!.sellerId);
  const sales = sellers.filter((sellerId, index) => sellers.indexOf(sellerId) === index).length;
  if (moves + sales > maxStockMoves) fail(LimitReached, { limit: maxStockMoves });
  return place(
    {
      orderId: util.autoUlid(),
      customerId: callerId(ctx),
      currency: ctx.env.CURRENCY!,
      lines: served.map(({ line, shards }) => ({
        variant: variants[line.sku]!,
        quantity: line.quantity,
        taxRate: zone.taxRates[variants[line.sku]!.taxClass],
        shards,
      })),
      priced,
      pricesIncludeTax: zone.pricesIncludeTax,
      shippingMethod: method.id,
      shippingAddress: ctx.stash.address,
      voucher: voucher ? { code: voucher.code, oncePerCustomer: voucher.oncePerCustomer } : undefined,
      note: ctx.stash.note,
      email: ctx.stash.email,
      payment: ctx.stash.token ? { provider: ctx.env.PAYMENT_PROVIDER!, token: ctx.stash.token } : undefined,
      reservedUntil: later(ctx.stash.now, reservationMinutes),
      bucket: `${Math.floor(Math.random() * indexBuckets)}`,
    },
    { role: 'customer', id: callerId(ctx), now: ctx.stash.now },
  );
}
