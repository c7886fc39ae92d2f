/** How an order begins. */
import type { Priced } from '../pricing.ts';
import type { TaxClass } from '../tax.ts';
import type { Asked } from './pay.ts';
import { withPaymentAsked } from './pay.ts';
import type { Actor, OrderPlan } from './plan.ts';
import { movesOf, planOf, withEvent } from './plan.ts';
import { dueOf } from './receive.ts';
import type { LineRecord, OrderRecord, PostalAddress, ShardUnits } from './records.ts';

/** A variant of the cart, as it was read. */
export interface OrderedVariant {
  sku: string;
  productId: string;
  productTitle: string;
  title: string;
  sellerId: string;
  price: number;
  taxClass: TaxClass;
}

/** What an order is made of. */
export interface Draft {
  orderId: string;
  customerId: string;
  currency: string;
  /** In the order of the cart, with the units wanted of each and, where the stock is spread, what takes them. */
  lines: { variant: OrderedVariant; quantity: number; taxRate: number; shards?: ShardUnits[] }[];
  priced: Priced;
  pricesIncludeTax: boolean;
  shippingMethod: string;
  shippingAddress: PostalAddress;
  voucher?: { code: string; oncePerCustomer: boolean };
  note?: string | null;
  email?: string | null;
  /** How it is paid at once; absent: it is paid later. */
  payment?: Asked;
  /** Until when it holds its stock, ISO 8601 in UTC. */
  reservedUntil: string;
  /** Where it stands in the index of orders by state, and in that of reservations. */
  bucket: string;
}

/**
 * The plan of a new order: its stock is reserved and its first event told. One that costs nothing is confirmed at once.
 */
export function place(draft: Draft, actor: Actor): OrderPlan {
  const { priced } = draft;
  const lines = draft.lines.map(({ variant, quantity, taxRate, shards }, index): LineRecord => {
    const line: LineRecord = {
      sku: variant.sku,
      productId: variant.productId,
      productTitle: variant.productTitle,
      variantTitle: variant.title,
      sellerId: variant.sellerId,
      quantity,
      unitPrice: variant.price,
      taxClass: variant.taxClass,
      taxRate,
      discount: priced.lines[index]!.discount,
      tax: priced.lines[index]!.tax,
      total: priced.lines[index]!.total,
      packed: 0,
      shipped: 0,
      returning: 0,
      returned: 0,
      refunded: 0,
    };
    return shards ? { ...line, shards } : line;
  });
  const order: OrderRecord = {
    orderId: draft.orderId,
    customerId: draft.customerId,
    status: 'PLACED',
    lines,
    currency: draft.currency,
    pricesIncludeTax: draft.pricesIncludeTax,
    subtotal: priced.subtotal,
    discount: priced.discount,
    shipping: priced.shipping,
    shippingDiscount: priced.shippingDiscount,
    shippingTax: priced.shippingTax,
    tax: priced.tax,
    total: priced.total,
    authorized: 0,
    captured: 0,
    refunded: 0,
    shippingMethod: draft.shippingMethod,
    shippingAddress: draft.shippingAddress,
    placedAt: actor.now,
    placedOn: actor.now.slice(0, 10),
    bucket: draft.bucket,
    reservedUntil: draft.reservedUntil,
    updatedAt: actor.now,
    sequence: 0,
  };
  if (draft.note) order.note = draft.note;
  if (draft.email) order.email = draft.email;
  if (draft.voucher) order.voucherCode = draft.voucher.code;
  if (draft.voucher?.oncePerCustomer) order.voucherOnce = true;

  const stock = lines.flatMap((line) => movesOf(line, line.quantity, { available: -1, reserved: 1 }));
  const placed = withEvent({ ...planOf(order), stock }, actor, 'PLACED');
  if (dueOf(order) === 0) return withEvent(placed, actor, 'CONFIRMED', {}, 'CONFIRMED');
  const held: OrderPlan = {
    ...placed,
    reservation: {
      orderId: order.orderId,
      bucket: draft.bucket,
      until: draft.reservedUntil,
      extended: false,
    },
  };
  return draft.payment ? withPaymentAsked(held, draft.payment, actor) : held;
}
