/** How the shop uses its table, area by area; `docs/access-patterns.md` is made of it. */
import { accounts } from './access-patterns/accounts.ts';
import { catalogue } from './access-patterns/catalogue.ts';
import { checkout } from './access-patterns/checkout.ts';
import { orders } from './access-patterns/orders.ts';
import { payments } from './access-patterns/payments.ts';
import { reviews } from './access-patterns/reviews.ts';
import type { AccessPattern } from './access-patterns/pattern.ts';
import type { EntityName } from './index.ts';

export type { AccessPattern, Read, Write } from './access-patterns/pattern.ts';
export { typicalCounts } from './access-patterns/pattern.ts';

/** Bytes of an ordinary item with its keys. The page counts its units with these. */
export const typicalBytes: Record<EntityName, number> = {
  Product: 2500,
  Variant: 700,
  SkuClaim: 150,
  HandleClaim: 150,
  Category: 500,
  Customer: 350,
  Address: 500,
  Cart: 900,
  Order: 2500,
  OrderEvent: 400,
  Payment: 500,
  LedgerEntry: 400,
  Shipment: 400,
  Return: 450,
  Reservation: 250,
  StockShard: 250,
  StockWatch: 350,
  Zone: 600,
  Voucher: 400,
  VoucherUse: 200,
  Review: 700,
  ProductRating: 150,
  Sale: 300,
  RiskReview: 350,
  Setback: 300,
  FulfilmentTask: 900,
  Notification: 250,
  Idempotency: 3000,
  TestCharge: 400,
  TestMovement: 300,
  WebhookEvent: 200,
};

export const accessPatterns: readonly AccessPattern[] = [
  ...catalogue,
  ...accounts,
  ...checkout,
  ...orders,
  ...payments,
  ...reviews,
];
