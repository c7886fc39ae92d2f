/** Orders as a checkout drafts them, of goods that the model sells. */
import { shopSeller } from '../../../rules/orders/goods.ts';
import type { Draft } from '../../../rules/orders/place.ts';
import type { Asked } from '../../../rules/orders/pay.ts';
import type { ShardUnits } from '../../../rules/orders/records.ts';
import { price } from '../../../rules/pricing.ts';
import type { Voucher } from '../../../rules/vouchers.ts';

export interface Wanted {
  readonly sku: string;
  readonly unitPrice: number;
  readonly quantity: number;
  readonly shards?: ShardUnits[];
  /** @defaultValue the shop */
  readonly sellerId?: string;
}

export interface DraftOptions {
  readonly orderId: string;
  readonly customerId: string;
  readonly wanted: readonly Wanted[];
  readonly reservedUntil: string;
  readonly voucher?: Voucher;
  readonly payment?: Asked;
}

const zone = {
  pricesIncludeTax: true,
  rates: { STANDARD: 1900, REDUCED: 700, SUPER_REDUCED: 0, ZERO: 0 },
  shippingTaxClass: 'STANDARD',
} as const;

/** A draft at the prices of a zone with tax in them; sending it costs 4.90. */
export function draftOf({
  orderId,
  customerId,
  wanted,
  reservedUntil,
  voucher,
  payment,
}: DraftOptions): Draft {
  const priced = price({
    lines: wanted.map(({ sku, unitPrice, quantity }) => ({ sku, unitPrice, quantity, taxClass: 'STANDARD' })),
    zone,
    shippingMethod: { price: 490 },
    voucher: voucher ?? null,
  });
  return {
    orderId,
    customerId,
    currency: 'EUR',
    lines: wanted.map(({ sku, unitPrice, quantity, shards, sellerId = shopSeller }) => ({
      variant: {
        sku,
        productId: 'P',
        productTitle: sku,
        title: sku,
        sellerId,
        price: unitPrice,
        taxClass: 'STANDARD',
      },
      quantity,
      taxRate: 1900,
      ...(shards && { shards }),
    })),
    priced,
    pricesIncludeTax: zone.pricesIncludeTax,
    shippingMethod: 'standard',
    shippingAddress: { name: 'Ada', line1: '1 Row', city: 'Berlin', postalCode: '10115', country: 'DE' },
    reservedUntil,
    bucket: '0',
    ...(voucher && { voucher: { code: voucher.code, oncePerCustomer: voucher.oncePerCustomer === true } }),
    ...(payment && { payment }),
  };
}
