import type { Context } from '@aws-appsync/utils';
import { LimitReached, NoDelivery, NotForSale, UnknownSku, VoucherRefused } from '../../rules/errors.ts';
import { maxAmount } from '../../rules/limits.ts';
import type { Priced } from '../../rules/pricing.ts';
import { price } from '../../rules/pricing.ts';
import { refusalOf } from '../../rules/vouchers.ts';
import type { VariantItem, VoucherItem, ZoneItem } from '../generated/model.ts';
import type { Line } from './cart.ts';
import { fail } from './fail.ts';

/** What a cart comes to, and what that was worked out with. */
export interface PricedCart {
  priced: Priced;
  zone: ZoneItem;
  method: ZoneItem['shippingMethods'][number];
  voucher: VoucherItem | undefined;
}

/** Refuses lines whose variant is gone or not on sale, every SKU at once. */
export function checkOnSale(lines: Line[], found: Record<string, VariantItem | undefined>): void {
  const unknown = lines.filter((line) => !found[line.sku]);
  if (unknown.length > 0) fail(UnknownSku, { skus: unknown.map((line) => line.sku) });
  const closed = lines.filter((line) => !found[line.sku]!.active);
  if (closed.length > 0) fail(NotForSale, { skus: closed.map((line) => line.sku) });
}

/**
 * Prices lines for the address, the way of sending and the voucher in the stash.
 *
 * @throws NoDelivery, VoucherRefused with its reason, LimitReached for a total beyond what an amount can be.
 */
export function priceCart(ctx: Context, lines: Line[], variants: Record<string, VariantItem>): PricedCart {
  const zone: ZoneItem | undefined = ctx.stash.zone;
  const { country, region } = ctx.stash.address;
  if (!zone) fail(NoDelivery, { country, region: region ?? null, shippingMethods: [] });
  const wanted: string | undefined = ctx.stash.shippingMethod;
  const methods = zone!.shippingMethods;
  const method = wanted ? methods.find((one) => one.id === wanted) : methods[0];
  if (!method) fail(NoDelivery, { country, shippingMethods: methods.map((one) => one.id) });
  const toPrice = lines.map((line) => ({
    sku: line.sku,
    unitPrice: variants[line.sku]!.price,
    quantity: line.quantity,
    taxClass: variants[line.sku]!.taxClass,
    categoryId: variants[line.sku]!.categoryId,
  }));
  const voucher = voucherFor(
    ctx,
    toPrice.map(({ categoryId, unitPrice, quantity }) => ({ categoryId, gross: unitPrice * quantity })),
  );
  const priced = price({
    lines: toPrice,
    zone: {
      pricesIncludeTax: zone!.pricesIncludeTax,
      rates: zone!.taxRates,
      shippingTaxClass: zone!.shippingTaxClass,
    },
    shippingMethod: method!,
    voucher,
  });
  if (priced.tooLarge) fail(LimitReached, { limit: maxAmount });
  return { priced, zone: zone!, method: method!, voucher };
}

/** The voucher in the stash, when one is wanted and it counts here. */
function voucherFor(ctx: Context, lines: { categoryId: string; gross: number }[]): VoucherItem | undefined {
  const code: string | undefined = ctx.stash.voucherCode;
  if (!code) return undefined;
  const voucher: VoucherItem | undefined = ctx.stash.voucher ?? undefined;
  if (!voucher) fail(VoucherRefused, { code, reason: 'UNKNOWN' });
  const reason = refusalOf(voucher!, lines, ctx.stash.now);
  if (reason) fail(VoucherRefused, { code, reason });
  if (voucher!.oncePerCustomer && ctx.stash.voucherUse) fail(VoucherRefused, { code, reason: 'USED_BEFORE' });
  return voucher;
}
