/**
 * The mutations that tell subscribers. A subscriber gets only what the mutation itself selected, so each selects every
 * field there is, down to the leaves; a test holds them against the schema.
 */
import type { Change } from './changes.ts';

const money = '{ amount currency }';

const line = `{
  sku productId productTitle variantTitle sellerId quantity unitPrice ${money} lineTotal ${money}
  discount ${money} tax ${money} taxRate total ${money} shipped returning returned refunded
}`;

const shipment =
  '{ id status nextStatuses lines { sku quantity } carrier trackingNumber createdAt updatedAt }';

const returned = `{
  id orderId status nextStatuses lines { sku quantity reason received restocked } refund ${money} note createdAt updatedAt
}`;

const address = '{ name line1 line2 city region postalCode country phone }';

const order = `{
  id customerId status nextStatuses note reservedUntil placedAt updatedAt sequence
  lines ${line}
  pricesIncludeTax subtotal ${money} discount ${money} shipping ${money} shippingDiscount ${money} tax ${money}
  total ${money} authorized ${money} paid ${money} refunded ${money} owed ${money} voucherCode shippingMethod
  shippingAddress ${address}
  payments {
    items {
      id method status amount ${money} captured ${money} refunded ${money}
      action { type url clientSecret } declineCode reference createdAt
    }
    nextToken
  }
  shipments ${shipment}
  returns ${returned}
  ledger {
    id paymentId kind status amount ${money} subjectId reason reference failureCode createdAt updatedAt
  }
  events { items { sequence type status at actor subjectId amount ${money} note } nextToken }
}`;

export const publishOrderChange = `mutation PublishOrderChange($input: PublishOrderChangeInput!) {
  publishOrderChange(input: $input) { orderId customerId sequence type status at order ${order} }
}`;

const sale = `{
  orderId status total ${money} country shippingMethod placedAt updatedAt sequence
  lines ${line}
  shipments ${shipment}
  shippingAddress ${address}
  returns ${returned}
  events { sequence type status at actor subjectId }
}`;

export const publishSale = `mutation PublishSale($input: PublishSaleInput!) {
  publishSale(input: $input) { sellerId orderId sequence sale ${sale} }
}`;

export const publishStockChange = `mutation PublishStockChange($input: PublishStockChangeInput!) {
  publishStockChange(input: $input) { productId sku available at }
}`;

const mutations = { order: publishOrderChange, sale: publishSale, stock: publishStockChange };

/** The operation that tells of a change, with its variables. */
export function publicationOf(change: Change): { query: string; variables: object } {
  const { kind, ...input } = change;
  return { query: mutations[kind], variables: { input } };
}
