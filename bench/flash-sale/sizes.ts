import { entities } from '../../entities/index.ts';
import { place } from '../../rules/orders/place.ts';
import { draftOf } from '../../test/races/model/draft.ts';

/** What a checkout of one unit of one article writes where it can become hot, in write units of 1 KB. */
export interface CheckoutCost {
  /** To the article's stock in one piece: transactional, so twice. */
  readonly variant: number;
  /** To one part of a stock that is spread: the same. */
  readonly shard: number;
  /** To the partition of the index `byStatus` for today's placed orders. */
  readonly byStatus: number;
}

const table = { table: 'Shop' };

/** Measured on the items that the shop's own rules and entities make of such a checkout. */
export function checkoutCost(): CheckoutCost {
  const now = '2026-11-27T09:00:00.000Z';
  const orderId = '01JDK3QZB5W2E8Y6N7R4T9VXCM';
  const customerId = '7d3e6f0a-5c1b-4b7e-9a52-0f6d1c2b3a49';
  const wanted = [{ sku: 'CONSOLE-5', unitPrice: 49_900, quantity: 1 }];
  const payment = { provider: 'test', token: 'pm_1QOeXbLkdIwHu7ixN9xNq0aB' };
  const draft = draftOf({ orderId, customerId, wanted, reservedUntil: now, payment });
  const { order } = place(draft, { role: 'customer', id: customerId, now });
  const level = { available: 50_000, reserved: 0, sold: 0, price: 49_900, active: true };
  const variant = {
    ...level,
    productId: orderId,
    sku: 'CONSOLE-5',
    title: 'White, 1 TB',
    productTitle: 'A console that everybody wants',
    selectedOptions: [
      { name: 'Colour', value: 'White' },
      { name: 'Disk', value: '1 TB' },
    ],
    position: 0,
    currency: 'EUR',
    sellerId: 'shop',
    categoryId: 'consoles',
    taxClass: 'STANDARD' as const,
    weightGrams: 3900,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  const shard = { ...level, productId: orderId, sku: 'CONSOLE-5', shard: 1 };
  return {
    variant: 2 * units(entities.Variant.put(variant).params(table)),
    shard: 2 * units(entities.StockShard.put(shard).params(table)),
    byStatus: units(entities.Order.put(order).params(table)),
  };
}

/** Write units of an item: of each kilobyte that is begun. The shop's indexes hold items whole. */
function units(request: object): number {
  return Math.ceil(bytesOf((request as { Item: object }).Item) / 1024);
}

/** As AWS counts: names and texts in UTF-8, numbers by their digits, 3 bytes for a list or map and 1 for each member. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, one) => sum + 1 + bytesOf(one), 0);
  if (typeof value !== 'object' || value === null) return 1;
  const members = Object.entries(value);
  return 3 + members.reduce((sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + bytesOf(one), 0);
}
