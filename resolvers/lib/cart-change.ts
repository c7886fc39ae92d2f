import type { Context } from '@aws-appsync/utils';
import { CartFull, InvalidQuantity, LimitReached, NotForSale, UnknownSku } from '../../rules/errors.ts';
import { maxAmount, maxCartLines, maxQuantity } from '../../rules/limits.ts';
import type { VariantItem } from '../generated/model.ts';
import type { CartLines } from './cart.ts';
import { linesOf, subtotalOf } from './cart.ts';
import { fail } from './fail.ts';

/** What a mutation does to a cart; it stands in `ctx.stash.change`. */
export interface CartChange {
  sku: string;
  /** `add` puts units on top of what is there, `set` needs the line to be there, `remove` takes it out. */
  kind: 'add' | 'set' | 'remove';
  quantity: number;
}

/** A SKU may well be called `toString`, which every object has without anyone having put it there. */
function ownOf<T>(values: Record<string, T>, sku: string): T | undefined {
  return Object.keys(values).indexOf(sku) >= 0 ? values[sku] : undefined;
}

/** The cart's lines after the change, or the error that forbids it. */
export function changedLines(ctx: Context, lines: CartLines, now: string): CartLines {
  const change: CartChange = ctx.stash.change;
  const variants: Record<string, VariantItem> = ctx.stash.variants;
  const line = ownOf(lines, change.sku);
  if (change.kind !== 'add' && !line) fail(UnknownSku, { skus: [change.sku] }, 'The cart holds no such SKU.');
  const changed: CartLines = {};
  for (const [sku, other] of Object.entries(lines)) {
    if (sku !== change.sku) changed[sku] = other;
  }
  if (change.kind === 'remove') return changed;

  const variant = ownOf(variants, change.sku);
  if (!variant) fail(UnknownSku, { skus: [change.sku] });
  if (!variant!.active) fail(NotForSale, { skus: [change.sku] });
  const quantity = change.kind === 'add' ? change.quantity + (line?.quantity ?? 0) : change.quantity;
  if (quantity > maxQuantity) fail(InvalidQuantity, { quantity, max: maxQuantity });
  if (!line && Object.keys(lines).length >= maxCartLines) fail(CartFull, { limit: maxCartLines });
  changed[change.sku] = { productId: variant!.productId, quantity, addedAt: line?.addedAt ?? now };
  if (subtotalOf(linesOf(changed), variants) > maxAmount) fail(LimitReached, { limit: maxAmount });
  return changed;
}
