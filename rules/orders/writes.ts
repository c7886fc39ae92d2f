/**
 * What a plan writes, in the order of the transaction: the same for resolvers and functions, which differ only in how
 * they spell it for DynamoDB.
 */
import type { OrderState } from '../states/order.ts';
import type { OrderPage, OrderPlan, StockMove } from './plan.ts';
import type {
  LedgerRecord,
  OrderEventRecord,
  OrderRecord,
  PaymentRecord,
  ReservationRecord,
  ReturnRecord,
  RiskRecord,
  SaleRecord,
  SetbackRecord,
  ShipmentRecord,
} from './records.ts';
import { salesOf } from './sales.ts';

/** A condition in DynamoDB's terms, its values plain. */
export interface Condition {
  expression: string;
  names: Record<string, string>;
  values?: Record<string, unknown>;
}

/** An update in DynamoDB's terms, its values plain. */
export interface Update {
  expression: string;
  names: Record<string, string>;
  values: Record<string, unknown>;
}

/** One action of the transaction. */
export type Write =
  | { entity: 'Order'; put: OrderRecord; when?: Condition }
  | { entity: 'OrderEvent'; put: OrderEventRecord; when?: Condition }
  | { entity: 'Payment'; put: PaymentRecord; when?: Condition }
  | { entity: 'LedgerEntry'; put: LedgerRecord; when?: Condition }
  | { entity: 'Shipment'; put: ShipmentRecord; when?: Condition }
  | { entity: 'Return'; put: ReturnRecord; when?: Condition }
  | { entity: 'Reservation'; put: ReservationRecord; when?: Condition }
  | { entity: 'RiskReview'; put: RiskRecord; when?: Condition }
  | { entity: 'Sale'; put: SaleRecord; when?: Condition }
  | { entity: 'Setback'; put: SetbackRecord; when?: Condition }
  | { entity: 'Setback'; remove: { orderId: string; entryId: string }; when?: Condition }
  | { entity: 'Reservation'; remove: { orderId: string }; when?: Condition }
  | { entity: 'VoucherUse'; remove: { code: string; customerId: string }; when?: Condition }
  | { entity: 'Voucher'; update: Update; key: { code: string }; when?: Condition }
  | { entity: 'Variant'; update: Update; key: { productId: string; sku: string }; when?: Condition }
  | {
      entity: 'StockShard';
      update: Update;
      key: { productId: string; sku: string; shard: number };
      when?: Condition;
    };

/**
 * The writes of a plan that was made from `before`. None when the plan changes nothing.
 *
 * @example
 * writesOf(page, plan).map((write) => toTransactItem(write))
 */
export function writesOf(before: OrderPage, plan: OrderPlan): Write[] {
  // What is merely over is forgotten, whatever the order does meanwhile.
  if (plan.events.length === 0) return overcomeWrites(plan);
  const { order } = plan;
  const writes: Write[] = [
    {
      entity: 'Order',
      put: order,
      when: {
        expression: '#sequence = :read',
        names: { '#sequence': 'sequence' },
        values: { ':read': before.order.sequence },
      },
    },
    ...childWrites(plan),
    ...plan.stock.map((move) => stockWrite(move, order.updatedAt)),
    ...saleWrites(plan, before.order.status),
  ];
  if (plan.returnVoucher && order.voucherCode) writes.push(...voucherWrites(order, order.voucherCode));
  return writes;
}

/** What lies beside the order. */
export function childWrites(plan: OrderPlan): Write[] {
  const { reservation } = plan;
  const writes: Write[] = [
    ...plan.events.map((event): Write => ({ entity: 'OrderEvent', put: event })),
    ...plan.payments.map((payment): Write => ({ entity: 'Payment', put: payment })),
    ...plan.entries.map((entry): Write => ({ entity: 'LedgerEntry', put: entry })),
    ...plan.shipments.map((shipment): Write => ({ entity: 'Shipment', put: shipment })),
    ...plan.returns.map((one): Write => ({ entity: 'Return', put: one })),
  ];
  (plan.setbacks ?? []).forEach((setback) => {
    writes.push({ entity: 'Setback', put: setback });
  });
  writes.push(...overcomeWrites(plan));
  if (plan.risk) writes.push({ entity: 'RiskReview', put: plan.risk });
  if (reservation === 'remove') {
    writes.push({ entity: 'Reservation', remove: { orderId: plan.order.orderId } });
  } else if (reservation) {
    writes.push({ entity: 'Reservation', put: reservation });
  }
  return writes;
}

/** So that each seller finds the order among the own sales, where it stands. */
export function saleWrites(plan: OrderPlan, before?: OrderState): Write[] {
  return salesOf(plan, before).map((sale): Write => ({ entity: 'Sale', put: sale }));
}

function overcomeWrites({ order, overcome }: OrderPlan): Write[] {
  return (overcome ?? []).map((entryId) => ({
    entity: 'Setback',
    remove: { orderId: order.orderId, entryId },
  }));
}

/** Units move; no count may fall below nothing. */
export function stockWrite(move: StockMove, now: string): Write {
  const { productId, sku, shard, available, reserved, sold } = move;
  const numbers = {
    names: { '#available': 'available', '#reserved': 'reserved', '#sold': 'sold' },
    values: { ':available': available, ':reserved': reserved, ':sold': sold },
  };
  const counts =
    '#available = #available + :available, #reserved = #reserved + :reserved, #sold = #sold + :sold';
  const when: Condition = {
    expression: '#available >= :leastAvailable AND #reserved >= :leastReserved AND #sold >= :leastSold',
    names: numbers.names,
    values: {
      ':leastAvailable': Math.max(0, -available),
      ':leastReserved': Math.max(0, -reserved),
      ':leastSold': Math.max(0, -sold),
    },
  };
  if (shard !== undefined) {
    return {
      entity: 'StockShard',
      key: { productId, sku, shard },
      update: { expression: `SET ${counts}`, ...numbers },
      when,
    };
  }
  return {
    entity: 'Variant',
    key: { productId, sku },
    update: {
      expression: `SET ${counts}, #updatedAt = :now`,
      names: { ...numbers.names, '#updatedAt': 'updatedAt' },
      values: { ...numbers.values, ':now': now },
    },
    when,
  };
}

/** A voucher's use is given back: its count, and the customer's mark where it was one for each. */
function voucherWrites(order: OrderRecord, code: string): Write[] {
  const count: Write = {
    entity: 'Voucher',
    key: { code },
    update: { expression: 'SET #uses = #uses - :one', names: { '#uses': 'uses' }, values: { ':one': 1 } },
    when: { expression: '#uses >= :least', names: { '#uses': 'uses' }, values: { ':least': 1 } },
  };
  if (!order.voucherOnce) return [count];
  return [count, { entity: 'VoucherUse', remove: { code, customerId: order.customerId } }];
}
