import type { Context } from '@aws-appsync/utils';
import { LimitReached, NoDelivery, NotForSale, UnknownSku, VoucherRefused } from '../../rules/errors.ts';
import { maxAmount } from '../../rules/limits.ts';
import type { Refusal } from '../../rules/orders/plan.ts';
import type { Priced } from '../../rules/pricing.ts';
import { price } from '../../rules/pricing.ts';
import { refusalOf } from '../../rules/vouchers.ts';
import type { VariantItem, VoucherItem, ZoneItem } from '../generated/model.ts';
import type { Line } from './cart.ts';
import { refused } from './fail.ts';

/** What a cart comes to, and what that was worked out with. */
export interface PricedCart {
  priced: Priced;
  zone: ZoneItem;
  method: ZoneItem['shippingMethods'][number];
  voucher: VoucherItem | undefined;
}

/** The refusal of lines whose variant is gone or not on sale, every SKU at once. */
function refusalOfSale(lines: Line[], found: Record<string, VariantItem | undefined>): Refusal | undefined {
  const unknown = lines.filter((line) => !found[line.sku]);
  if (unknown.length > 0) return refused(UnknownSku, { skus: unknown.map((line) => line.sku) });
  const closed = lines.filter((line) => !found[line.sku]!.active);
  if (closed.length > 0) return refused(NotForSale, { skus: closed.map((line) => line.sku) });
  return undefined;
}

/**
 * Prices lines for the address, the way of sending and the voucher in the stash.
 *
 * @returns the price, or the refusal: UnknownSku, NotForSale, NoDelivery, VoucherRefused with its reason, LimitReached for
 *   a total beyond what an amount can be.
 */
export function priceCart(
  ctx: Context,
  lines: Line[],
  variants: Record<string, VariantItem>,
): PricedCart | Refusal {
  const closed = refusalOfSale(lines, variants);
  if (closed) return closed;
  const zone: ZoneItem | undefined = ctx.stash.zone;
  const { country, region } = ctx.stash.address;
  if (!zone) return refused(NoDelivery, { country, region: region ?? null, shippingMethods: [] });
  const wanted: string | undefined = ctx.stash.shippingMethod;
  const methods = zone.shippingMethods;
  const method = wanted ? methods.find((one) => one.id === wanted) : methods[0];
  if (!method) return refused(NoDelivery, { country, shippingMethods: methods.map((one) => one.id) });
  const toPrice = lines.map((line) => ({
    sku: line.sku,
    unitPrice: variants[line.sku]!.price,
    quantity: line.quantity,
    taxClass: variants[line.sku]!.taxClass,
    categoryId: variants[line.sku]!.categoryId,
  }));
  const voucher: VoucherItem | undefined = ctx.stash.voucher ?? undefined;
  const forVoucher = refusalOfVoucher(
    ctx,
    voucher,
    toPrice.map(({ categoryId, unitPrice, quantity }) => ({ categoryId, gross: unitPrice * quantity })),
  );
  if (forVoucher) return forVoucher;
  const priced = price({
    lines: toPrice,
    zone: {
      pricesIncludeTax: zone.pricesIncludeTax,
      rates: zone.taxRates,
      shippingTaxClass: zone.shippingTaxClass,
    },
    shippingMethod: method,
    voucher,
  });
  if (priced.tooLarge) return refused(LimitReached, { limit: maxAmount });
  return { priced, zone, method, voucher };
}

/** The refusal of the voucher that is wanted, when there is none or it does not count here. */
function refusalOfVoucher(
  ctx: Context,
  voucher: VoucherItem | undefined,
  lines: { categoryId: string; gross: number }[],
): Refusal | undefined {
  const code: string | undefined = ctx.stash.voucherCode;
  if (!code) return undefined;
  if (!voucher) return refused(VoucherRefused, { code, reason: 'UNKNOWN' });
  const reason = refusalOf(voucher, lines, ctx.stash.now);
  if (reason) return refused(VoucherRefused, { code, reason });
  const usedBefore = voucher.oncePerCustomer && ctx.stash.voucherUse;
  return usedBefore ? refused(VoucherRefused, { code, reason: 'USED_BEFORE' }) : undefined;
}
