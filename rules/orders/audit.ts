/**
 * What must always hold of orders, and of the stock and the vouchers beside them, at any moment between two
 * transactions. The nightly reconciliation asks it of the table, the races and the faults after every run.
 */
import { sumOf } from '../money.ts';
import { canMove } from '../states/machine.ts';
import { orderMachine } from '../states/order.ts';
import { compareMoney } from './audit-money.ts';
import { compareSellers } from './audit-sellers.ts';
import { compareUnits } from './audit-units.ts';
import type { Compared, Difference } from './difference.ts';
import { differing } from './difference.ts';
import type { OrderPage } from './plan.ts';
import { movesOf } from './plan.ts';
import type { LineRecord, OrderEventRecord, OrderRecord, ReturnRecord } from './records.ts';

export type { Difference } from './difference.ts';

/** An order with all that hangs from it, and its whole timeline in the order of its numbers. */
export interface AuditedPage extends OrderPage {
  events: OrderEventRecord[];
}

/**
 * What of an order does not agree with itself; nothing, as it must be. Movements of money that are under way are
 * counted as what they are, so an order may be audited at any time: the page must have been read at one moment.
 *
 * @example
 * auditOrder(page)
 * // [{ check: 'order.captured', subject: '01J…', expected: 900, found: 1800 }]
 */
export function auditOrder(page: AuditedPage): Difference[] {
  return differing([
    ...compareEvents(page),
    ...compareReservation(page),
    ...compareMoney(page),
    ...compareUnits(page),
    ...compareSellers(page),
  ]);
}

/** The timeline is whole, in order, and ends where the order stands; each step is one that the machine has. */
function compareEvents({ order, events }: AuditedPage): Compared[] {
  const subject = order.orderId;
  const steps = events.map((event, index): Compared => {
    const before = index > 0 ? events[index - 1]!.status : 'PLACED';
    const legal = before === event.status || canMove(orderMachine, before, event.status);
    return {
      check: 'event.transition',
      subject: `${subject} ${event.sequence}`,
      expected: legal ? event.status : `one of ${orderMachine[before].join(', ')}`,
      found: event.status,
    };
  });
  const numbers = events.map((event, index): Compared => ({
    check: 'event.sequence',
    subject,
    expected: index + 1,
    found: event.sequence,
  }));
  const last = events[events.length - 1];
  return [
    { check: 'event.count', subject, expected: order.sequence, found: events.length },
    { check: 'event.last-status', subject, expected: order.status, found: last ? last.status : 'no event' },
    ...numbers,
    ...steps,
  ];
}

/** An order holds a reservation for exactly as long as it waits for its money. */
function compareReservation({ order, reservation }: AuditedPage): Compared[] {
  const subject = order.orderId;
  const waits = order.status === 'PLACED';
  return [
    {
      check: 'reservation.present',
      subject,
      expected: waits ? 'yes' : 'no',
      found: reservation ? 'yes' : 'no',
    },
    {
      check: 'reservation.until',
      subject,
      expected: order.reservedUntil,
      found: reservation ? reservation.until : order.reservedUntil,
    },
  ];
}

/** The counts of a stock in one piece, or of one part of a stock that is spread. */
export interface StockLevel {
  sku: string;
  shard?: number;
  available: number;
  reserved: number;
  sold: number;
}

/** An order with its returns, as far as stock is concerned. */
export interface StockedOrder {
  order: OrderRecord;
  returns: ReturnRecord[];
}

/**
 * Where the counts of the stock do not agree with the orders. Units of orders that wait are reserved, each in the part
 * that it was taken from; units that left are sold, save those that came back and can be sold again. Both sides must
 * have been read while nothing was written, or one difference is a matter of time: ask again before you report it.
 *
 * @param variants - every variant: a stock in one piece, or the first part of one that is spread.
 * @param shards - every other part of the stocks that are or were spread.
 * @param orders - every order there is.
 */
export function auditStock(
  variants: StockLevel[],
  shards: StockLevel[],
  orders: StockedOrder[],
): Difference[] {
  const reserved: Record<string, number> = {};
  const sold: Record<string, number> = {};
  orders.forEach(({ order, returns }) => {
    order.lines.forEach((line) => {
      if (order.status !== 'CANCELLED' && order.status !== 'EXPIRED') {
        movesOf(line, line.quantity - line.shipped, { reserved: 1 }, line.shipped).forEach((move) => {
          const place = placeOf(move);
          reserved[place] = (reserved[place] ?? 0) + move.reserved;
        });
      }
      sold[line.sku] = (sold[line.sku] ?? 0) + line.shipped - restocked(line, returns);
    });
  });
  const levels = [...variants, ...shards];
  const skus = variants.map((variant) => variant.sku);
  const known: Record<string, boolean> = {};
  levels.forEach((level) => {
    known[placeOf(level)] = true;
  });
  const soldIn: Record<string, number> = {};
  levels.forEach((level) => {
    soldIn[level.sku] = (soldIn[level.sku] ?? 0) + level.sold;
  });
  return differing([
    ...levels.flatMap((level): Compared[] => [
      {
        check: 'stock.reserved',
        subject: placeOf(level),
        expected: reserved[placeOf(level)] ?? 0,
        found: level.reserved,
      },
      {
        check: 'stock.never-below-nothing',
        subject: placeOf(level),
        expected: 0,
        found: Math.min(level.available, level.reserved, level.sold),
        orMore: true,
      },
    ]),
    ...skus.map((sku): Compared => ({
      check: 'stock.sold',
      subject: sku,
      expected: sold[sku] ?? 0,
      found: soldIn[sku] ?? 0,
    })),
    ...Object.keys(reserved)
      .filter((place) => !known[place])
      .map((subject): Compared => ({
        check: 'stock.reserved-nowhere',
        subject,
        expected: reserved[subject] ?? 0,
        found: 0,
      })),
  ]);
}

function placeOf({ sku, shard }: { sku: string; shard?: number }): string {
  return shard === undefined ? sku : `${sku} ${shard}`;
}

function restocked(line: LineRecord, returns: ReturnRecord[]): number {
  const lines = returns.flatMap((one) => one.lines);
  return sumOf(lines.filter((one) => one.sku === line.sku).map((one) => one.restocked));
}

/**
 * Where the counted uses of vouchers do not agree with the orders that stand, or go beyond what a voucher may be used.
 *
 * @param vouchers - every voucher.
 * @param orders - every order there is.
 */
export function auditVouchers(
  vouchers: { code: string; uses: number; maxUses?: number | null }[],
  orders: OrderRecord[],
): Difference[] {
  const uses: Record<string, number> = {};
  orders.forEach(({ voucherCode, status }) => {
    if (voucherCode && status !== 'CANCELLED' && status !== 'EXPIRED') {
      uses[voucherCode] = (uses[voucherCode] ?? 0) + 1;
    }
  });
  return differing(
    vouchers.flatMap(({ code, uses: found, maxUses }): Compared[] => [
      { check: 'voucher.uses', subject: code, expected: uses[code] ?? 0, found },
      {
        check: 'voucher.uses-at-most-allowed',
        subject: code,
        expected: found,
        found: typeof maxUses === 'number' ? maxUses : found,
        orMore: true,
      },
    ]),
  );
}
