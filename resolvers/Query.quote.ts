import type { Context } from '@aws-appsync/utils';
import { isRefusal } from '../rules/orders/plan.ts';
import type { QueryQuoteArgs, Quote } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { linesOf } from './lib/cart.ts';
import {
  checkCountry,
  checkHandle,
  checkId,
  checkOptionalText,
  checkVoucherCode,
  refuse,
} from './lib/check.ts';
import { fail } from './lib/fail.ts';
import { priceCart } from './lib/pricing.ts';
import { timestamp } from './lib/time.ts';
import { toShippingMethods } from './lib/zone.ts';

export function request(ctx: Context<QueryQuoteArgs>) {
  const { addressId, country, region, shippingMethod, voucherCode } = ctx.args.input;
  if (!!addressId === !!country) refuse('country', 'give either this or addressId');
  ctx.stash.callerId = callerId(ctx);
  ctx.stash.now = timestamp();
  ctx.stash.addressId = addressId ? checkId('addressId', addressId) : null;
  ctx.stash.address = country
    ? { country: checkCountry('country', country), region: checkOptionalText('region', region, 100) }
    : null;
  ctx.stash.shippingMethod = shippingMethod ? checkHandle('shippingMethod', shippingMethod) : null;
  ctx.stash.voucherCode = voucherCode ? checkVoucherCode('voucherCode', voucherCode) : null;
  return {};
}

/** The cart priced as `placeOrder` will price it. */
export function response(ctx: Context<QueryQuoteArgs>): Quote {
  const currency = ctx.env.CURRENCY!;
  const money = (amount: number) => ({ amount, currency });
  const lines = linesOf(ctx.stash.cart.lines);
  const made = priceCart(ctx, lines, ctx.stash.variants);
  if (isRefusal(made)) fail(made.refusal, made.info);
  const { priced, zone, method } = made;
  return {
    lines: priced.lines.map((line) => ({
      sku: line.sku,
      quantity: line.quantity,
      unitPrice: money(ctx.stash.variants[line.sku].price),
      discount: money(line.discount),
      tax: money(line.tax),
      taxRate: zone.taxRates[ctx.stash.variants[line.sku].taxClass as keyof typeof zone.taxRates],
      total: money(line.total),
    })),
    pricesIncludeTax: zone.pricesIncludeTax,
    subtotal: money(priced.subtotal),
    discount: money(priced.discount),
    shipping: money(priced.shipping),
    shippingDiscount: money(priced.shippingDiscount),
    tax: money(priced.tax),
    total: money(priced.total),
    shippingMethod: method.id,
    shippingMethods: toShippingMethods(zone),
  };
}
