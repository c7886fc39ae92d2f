import type { Condition, Write } from '../../rules/orders/writes.ts';
import {
  ledgerEntryItem,
  orderEventItem,
  orderItem,
  paymentItem,
  reservationItem,
  reservationKey,
  returnItem,
  riskReviewItem,
  saleItem,
  setbackItem,
  setbackKey,
  shipmentItem,
  stockShardKey,
  variantKey,
  voucherKey,
  voucherUseKey,
} from '../generated/model.ts';
import { put, typed } from './table.ts';

/**
 * A write of the rules as TransactWriteItems takes it.
 *
 * @example
 * { operation: 'TransactWriteItems', transactItems: writesOf(page, plan).map((write) => transactItem(table, write)) }
 */
export function transactItem(table: string, write: Write) {
  const condition = write.when ? { condition: conditionOf(write.when) } : {};
  if (isPut(write)) return { table, operation: 'PutItem', ...put(itemOf(write)), ...condition };
  if (isRemoval(write))
    return { table, operation: 'DeleteItem', key: typed(removedKey(write)), ...condition };
  const { expression, names, values } = write.update;
  return {
    table,
    operation: 'UpdateItem',
    key: typed(updatedKey(write)),
    update: { expression, expressionNames: names, expressionValues: typed(values) },
    ...condition,
  };
}

/** A condition of the rules as AppSync takes it. */
export function conditionOf({ expression, names, values }: Condition) {
  return {
    expression,
    expressionNames: names,
    ...(values ? { expressionValues: typed(values) } : {}),
  };
}

function itemOf(write: Extract<Write, { put: unknown }>) {
  if (write.entity === 'Order') return orderItem(write.put);
  if (write.entity === 'OrderEvent') return orderEventItem(write.put);
  if (write.entity === 'Payment') return paymentItem(write.put);
  if (write.entity === 'LedgerEntry') return ledgerEntryItem(write.put);
  if (write.entity === 'Shipment') return shipmentItem(write.put);
  if (write.entity === 'Return') return returnItem(write.put);
  if (write.entity === 'Setback') return setbackItem(write.put);
  if (write.entity === 'RiskReview') return riskReviewItem(write.put);
  if (write.entity === 'Sale') return saleItem(write.put);
  return reservationItem(write.put);
}

function removedKey(write: Extract<Write, { remove: unknown }>) {
  if (write.entity === 'Setback') return setbackKey(write.remove);
  return write.entity === 'Reservation' ? reservationKey(write.remove) : voucherUseKey(write.remove);
}

function updatedKey(write: Extract<Write, { update: unknown }>) {
  if (write.entity === 'Voucher') return voucherKey(write.key);
  if (write.entity === 'StockShard') return stockShardKey(write.key);
  return variantKey(write.key);
}

function isPut(write: Write): write is Extract<Write, { put: unknown }> {
  return !!(write as { put?: unknown }).put;
}

function isRemoval(write: Write): write is Extract<Write, { remove: unknown }> {
  return !!(write as { remove?: unknown }).remove;
}
