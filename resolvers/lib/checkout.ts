import type { Context } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { LimitReached, NotForSale, OutOfStock, PriceChanged, UnknownSku } from '../../rules/errors.ts';
import { idempotencySeconds, maxAmount } from '../../rules/limits.ts';
import type { OrderItem, VariantItem } from '../generated/model.ts';
import { cartKey, idempotencyItem, orderEventItem, orderItem, variantKey } from '../generated/model.ts';
import type { Line } from './cart.ts';
import { linesOf, subtotalOf } from './cart.ts';
import { fail } from './fail.ts';
import type { CancellationReason } from './table.ts';
import { failedCondition, isStill, put, settingOf, tableName, typed } from './table.ts';
import { dayOf } from './time.ts';

/** Where each action of a checkout's transaction stands; the lines' variants follow in the order of the cart. */
export const place = { idempotency: 0, order: 1, event: 2, cart: 3, variants: 4 };

/** Refuses lines that cannot be sold as they stand, every SKU at once. `found` lacks a variant that does not exist. */
export function checkLines(lines: Line[], found: Record<string, VariantItem | undefined>): void {
  const unknown = lines.filter((line) => !found[line.sku]);
  if (unknown.length > 0) fail(UnknownSku, { skus: unknown.map((line) => line.sku) });
  const closed = lines.filter((line) => !found[line.sku]!.active);
  if (closed.length > 0) fail(NotForSale, { skus: closed.map((line) => line.sku) });
  const short = lines.filter((line) => found[line.sku]!.available < line.quantity);
  if (short.length > 0) {
    fail(OutOfStock, {
      lines: short.map((line) => ({
        sku: line.sku,
        wanted: line.quantity,
        available: found[line.sku]!.available,
      })),
    });
  }
}

/** Refuses a checkout at another total than the client showed. */
export function checkTotal(ctx: Context, lines: Line[], variants: Record<string, VariantItem>): void {
  const total = subtotalOf(lines, variants);
  if (total > maxAmount) fail(LimitReached, { limit: maxAmount });
  if (total !== ctx.stash.expectedTotal) {
    fail(PriceChanged, { expected: ctx.stash.expectedTotal, total, currency: ctx.env.CURRENCY });
  }
}

/** The order that the cart in the stash becomes. */
export function orderOf(ctx: Context, lines: Line[], variants: Record<string, VariantItem>): OrderItem {
  const total = subtotalOf(lines, variants);
  const order: OrderItem = {
    orderId: util.autoUlid(),
    customerId: ctx.stash.customerId,
    status: 'PLACED',
    lines: lines.map((line) => ({
      sku: line.sku,
      productId: line.productId,
      productTitle: variants[line.sku]!.productTitle,
      variantTitle: variants[line.sku]!.title,
      quantity: line.quantity,
      unitPrice: variants[line.sku]!.price,
    })),
    subtotal: total,
    total,
    paid: 0,
    currency: ctx.env.CURRENCY!,
    shippingAddress: ctx.stash.address,
    placedAt: ctx.stash.now,
    placedOn: dayOf(ctx.stash.now),
    updatedAt: ctx.stash.now,
    sequence: 1,
  };
  if (ctx.stash.note) order.note = ctx.stash.note;
  return order;
}

/**
 * The checkout: the key's memory, the order, its first event, the emptied cart, and each line's stock, all or nothing.
 * A variant's condition holds price, sale and stock at once: nobody pays what was not shown, nothing is sold twice.
 */
export function checkoutActions(ctx: Context, order: OrderItem): any[] {
  const table = tableName(ctx);
  const { customerId, key, now, cart } = ctx.stash;
  const memory = {
    customerId,
    operation: 'placeOrder',
    key,
    request: ctx.stash.request,
    orderId: order.orderId,
    expiresAt: util.time.nowEpochSeconds() + idempotencySeconds,
    createdAt: now,
  };
  const event = {
    orderId: order.orderId,
    customerId,
    sequence: 1,
    type: 'PLACED' as const,
    status: order.status,
    at: now,
    actor: 'customer',
  };
  return [
    {
      table,
      operation: 'PutItem',
      ...put(idempotencyItem(memory)),
      // The item may outlive its time: deletion by TTL lags by days.
      condition: {
        expression: 'attribute_not_exists(#pk) OR #expiresAt <= :now',
        expressionNames: { '#pk': 'pk', '#expiresAt': 'expiresAt' },
        expressionValues: typed({ ':now': util.time.nowEpochSeconds() }),
      },
    },
    { table, operation: 'PutItem', ...put(orderItem(order)) },
    {
      table,
      operation: 'PutItem',
      ...put(orderEventItem(event)),
    },
    {
      table,
      operation: 'UpdateItem',
      key: typed(cartKey({ customerId })),
      update: settingOf({ lines: {}, version: cart.version + 1, updatedAt: now }),
      condition: isStill('version', cart.version),
    },
    ...order.lines.map((line) => ({
      table,
      operation: 'UpdateItem',
      key: typed(variantKey(line)),
      update: {
        expression:
          'SET #available = #available - :quantity, #reserved = #reserved + :quantity, #updatedAt = :now',
        expressionNames: { '#available': 'available', '#reserved': 'reserved', '#updatedAt': 'updatedAt' },
        expressionValues: typed({ ':quantity': line.quantity, ':now': now }),
      },
      condition: {
        expression: '#available >= :wanted AND #active = :true AND #price = :price',
        expressionNames: { '#available': 'available', '#active': 'active', '#price': 'price' },
        expressionValues: typed({ ':wanted': line.quantity, ':true': true, ':price': line.unitPrice }),
      },
    })),
  ];
}

/** The variants as a failed checkout met them: those whose condition failed, over those that were read before. */
export function variantsMet(
  lines: Line[],
  reasons: CancellationReason[],
  read: Record<string, VariantItem>,
): Record<string, VariantItem> {
  const met: Record<string, VariantItem> = { ...read };
  lines.forEach((line, index) => {
    const reason = reasons[place.variants + index];
    if (failedCondition(reason) && reason!.item) met[line.sku] = reason!.item;
  });
  return met;
}

/** The lines of the cart in the stash. */
export function checkoutLines(ctx: Context): Line[] {
  return linesOf(ctx.stash.cart.lines);
}
