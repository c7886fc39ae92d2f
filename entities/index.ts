import { Service } from 'electrodb';
import type { DocumentClient } from 'electrodb';
import { Address } from './address.ts';
import { Cart } from './cart.ts';
import { Category } from './category.ts';
import { Customer } from './customer.ts';
import { HandleClaim } from './handle-claim.ts';
import { Idempotency } from './idempotency.ts';
import { OrderEvent } from './order-event.ts';
import { Order } from './order.ts';
import { Payment } from './payment.ts';
import { Product } from './product.ts';
import { SkuClaim } from './sku-claim.ts';
import { LedgerEntry } from './ledger-entry.ts';
import { Shipment } from './shipment.ts';
import { Return } from './return.ts';
import { Reservation } from './reservation.ts';
import { StockShard } from './stock-shard.ts';
import { StockWatch } from './stock-watch.ts';
import { TestCharge } from './test-charge.ts';
import { TestMovement } from './test-movement.ts';
import { WebhookEvent } from './webhook-event.ts';
import { Zone } from './zone.ts';
import { Voucher } from './voucher.ts';
import { VoucherUse } from './voucher-use.ts';
import { Review } from './review.ts';
import { ProductRating } from './product-rating.ts';
import { Sale } from './sale.ts';
import { Setback } from './setback.ts';
import { FulfilmentTask } from './fulfilment-task.ts';
import { Notification } from './notification.ts';
import { RiskReview } from './risk-review.ts';
import { Variant } from './variant.ts';

/** Every entity of the shop by its name. */
export const entities = {
  Product,
  Variant,
  SkuClaim,
  HandleClaim,
  Category,
  Customer,
  Address,
  Cart,
  Order,
  OrderEvent,
  Payment,
  LedgerEntry,
  Setback,
  Shipment,
  Return,
  Reservation,
  StockShard,
  StockWatch,
  Zone,
  Voucher,
  VoucherUse,
  Review,
  ProductRating,
  Sale,
  RiskReview,
  FulfilmentTask,
  Notification,
  Idempotency,
  TestCharge,
  TestMovement,
  WebhookEvent,
};

/** The name of an entity, e.g. `Product`. */
export type EntityName = keyof typeof entities;

/**
 * The entities bound to a table, with the collections `productPage`, `accountPage` and `orderPage`.
 *
 * @example
 * const shop = openShop({ client: DynamoDBDocumentClient.from(new DynamoDBClient({})), table: 'shop' });
 * const page = await shop.collections.productPage({ productId: 'p1' }).go();
 */
export function openShop({ client, table }: { client?: DocumentClient; table: string }) {
  return new Service(entities, { client, table });
}
