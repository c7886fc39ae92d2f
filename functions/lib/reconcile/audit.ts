import {
  auditOrder,
  auditStock,
  auditVouchers,
  type AuditedPage,
  type Difference,
  type StockLevel,
} from '../../../rules/orders/audit.ts';
import { auditSales } from '../../../rules/orders/audit-sellers.ts';
import { auditShards, type Offered } from '../../../rules/orders/audit-shards.ts';
import { retryHours } from '../../../rules/limits.ts';
import { auditOverdue, auditWaiting, type SentMessage } from '../../../rules/orders/audit-waiting.ts';
import type {
  OrderRecord,
  ReservationRecord,
  ReturnRecord,
  SaleRecord,
  SetbackRecord,
} from '../../../rules/orders/records.ts';
import type { Spread } from '../../../rules/stock.ts';

const hour = 3_600_000;

/** A variant or a part of its stock, as far as it is audited. */
type Stock = StockLevel & Offered & Spread;

/** An item as the table holds it; ElectroDB writes the entity's name beside its attributes. */
export interface Stored {
  readonly pk: string;
  readonly __edb_e__: string;
}

/** What was looked at, by number. */
export interface Counts {
  orders: number;
  variants: number;
  vouchers: number;
}

/** Takes the table in, a partition at a time, and says what does not agree. */
export interface Audit {
  /** All items of one partition, in the order of their keys. */
  take(partition: readonly Stored[]): void;
  /** To be asked once, when all was taken. */
  result(): { readonly counts: Counts; readonly differences: Difference[] };
}

/**
 * Begins an audit. Of an order whose page was taken it keeps what the stock and the vouchers are held against: some
 * 2 KB each, so a gigabyte of memory goes for about 300,000 orders.
 *
 * @param before - ISO 8601 in UTC with three decimals: what waits since then should not.
 */
export function beginAudit(before: string): Audit {
  const found: Difference[] = [];
  const orders: { order: OrderRecord; returns: ReturnRecord[] }[] = [];
  const variants: Stock[] = [];
  const shards: (Stock & { shard: number })[] = [];
  const vouchers: { code: string; uses: number; maxUses?: number }[] = [];
  const sales: SaleRecord[] = [];
  const tried = retryHours.map((hours) => new Date(Date.parse(before) - hours * hour).toISOString());

  return {
    take(partition) {
      const of = <Item>(entity: string) =>
        partition.filter((item) => item.__edb_e__ === entity) as unknown as Item[];
      variants.push(...of<Stock>('variant'));
      shards.push(...of<Stock & { shard: number }>('stock_shard'));
      vouchers.push(...of<{ code: string; uses: number; maxUses?: number }>('voucher'));
      sales.push(...of<SaleRecord>('sale'));
      const page = pageOf(of);
      found.push(...auditWaiting(of('payment_entry'), of<SentMessage>('notification'), before));
      found.push(
        ...auditOverdue(of<SetbackRecord>('setback'), tried, of<ReservationRecord>('reservation'), before),
      );
      if (!page) return;
      found.push(...auditOrder(page));
      orders.push({ order: page.order, returns: page.returns });
    },
    result() {
      const bare = orders.map(({ order }) => order);
      return {
        counts: { orders: orders.length, variants: variants.length, vouchers: vouchers.length },
        differences: [
          ...found,
          ...auditStock(variants, shards, orders),
          ...auditShards(variants, shards),
          ...auditVouchers(vouchers, bare),
          ...auditSales(sales, bare),
        ],
      };
    },
  };
}

function pageOf(of: <Item>(entity: string) => Item[]): AuditedPage | undefined {
  const [order] = of<OrderRecord>('order');
  const [reservation] = of<NonNullable<AuditedPage['reservation']>>('reservation');
  if (!order) return undefined;
  return {
    order,
    events: of('order_event'),
    payments: of('payment'),
    entries: of('payment_entry'),
    shipments: of('shipment'),
    returns: of('return'),
    setbacks: of('setback'),
    ...(reservation ? { reservation } : {}),
  };
}

/** Those of the differences that stood before, by as much: what only one look saw was a change under way. */
export function lasting(before: readonly Difference[], now: readonly Difference[]): Difference[] {
  const seen = new Set(before.map(signature));
  return now.filter((difference) => seen.has(signature(difference)));
}

function signature({ check, subject, expected, found }: Difference): string {
  const by =
    typeof expected === 'number' && typeof found === 'number' ? found - expected : `${expected} ${found}`;
  return `${check} ${subject} ${by}`;
}
