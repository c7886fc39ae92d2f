import { lineTotal, sumOf } from '../../rules/money.ts';
import type { CartItem, VariantItem } from '../generated/model.ts';
import type { Cart } from '../generated/schema.ts';

/** One line of a stored cart, its SKU with it. */
export interface Line {
  sku: string;
  productId: string;
  quantity: number;
  addedAt: string;
}

export type CartLines = CartItem['lines'];

/** A cart's lines in the order they were added; SKUs decide where two came at once. */
export function linesOf(lines: CartLines | undefined): Line[] {
  const keyed: Record<string, Line> = {};
  for (const [sku, line] of Object.entries(lines ?? {})) {
    keyed[`${line.addedAt} ${sku}`] = { sku, ...line };
  }
  // The runtime's sort takes no comparator, so the keys carry the order.
  return Object.keys(keyed)
    .sort()
    .map((key) => keyed[key]!);
}

/** What the lines add up to at the given variants' prices, in minor units. */
export function subtotalOf(lines: Line[], variants: Record<string, VariantItem>): number {
  return sumOf(lines.map((line) => lineTotal(variants[line.sku]?.price ?? 0, line.quantity)));
}

/** A cart priced as of now. A variant that is not on sale has nothing available. */
export function toCart(
  cart: CartItem | null | undefined,
  variants: Record<string, VariantItem>,
  currency: string,
): Cart {
  const money = (amount: number) => ({ amount, currency });
  const lines = linesOf(cart?.lines).filter((line) => !!variants[line.sku]);
  return {
    lines: lines.map((line) => {
      const variant = variants[line.sku]!;
      return {
        sku: line.sku,
        productId: line.productId,
        productTitle: variant.productTitle,
        variantTitle: variant.title,
        quantity: line.quantity,
        unitPrice: money(variant.price),
        lineTotal: money(lineTotal(variant.price, line.quantity)),
        available: variant.active ? variant.available : 0,
      };
    }),
    totalQuantity: sumOf(lines.map((line) => line.quantity)),
    subtotal: money(subtotalOf(lines, variants)),
    version: cart?.version ?? 0,
    updatedAt: cart?.updatedAt ?? null,
  };
}
