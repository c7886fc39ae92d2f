/** Holds what the table says of orders, stock, vouchers and the test provider's books beside one another. */
import {
  auditOrder,
  auditStock,
  auditVouchers,
  type AuditedPage,
  type Difference,
} from '../../rules/orders/audit.ts';
import { auditSales } from '../../rules/orders/audit-sellers.ts';
import { auditShards } from '../../rules/orders/audit-shards.ts';
import type { OrderRecord } from '../../rules/orders/records.ts';

type Item = Record<string, any>;

/** The table's items, sorted out: see `TestShop.scan`. */
export interface Accounts {
  readonly pages: readonly AuditedPage[];
  readonly variants: readonly Item[];
  readonly shards: readonly Item[];
  readonly vouchers: readonly Item[];
  readonly charges: readonly Item[];
  readonly sales: readonly Item[];
}

/** Sorts out what was scanned. */
export function accountsOf(items: readonly Item[]): Accounts {
  const byEntity = grouped(items, ({ __edb_e__ }) => String(__edb_e__));
  const of = (entity: string) => byEntity.get(entity) ?? [];
  const byOrder = (entity: string) => {
    const found = grouped(of(entity), ({ orderId }) => String(orderId));
    return (orderId: string) => (found.get(orderId) ?? []) as any[];
  };
  const [events, payments, entries] = ['order_event', 'payment', 'payment_entry'].map(byOrder);
  const [shipments, returns, reservations] = ['shipment', 'return', 'reservation'].map(byOrder);
  const [setbacks, risks] = ['setback', 'risk_review'].map(byOrder);
  const pages = of('order').map((order) => {
    const { orderId } = order as OrderRecord;
    const [reservation] = reservations!(orderId);
    const [risk] = risks!(orderId);
    return {
      order: order as OrderRecord,
      events: events!(orderId).sort((one, other) => one.sequence - other.sequence),
      payments: payments!(orderId),
      entries: entries!(orderId),
      shipments: shipments!(orderId),
      returns: returns!(orderId),
      setbacks: setbacks!(orderId),
      ...(reservation && { reservation }),
      ...(risk && { risk }),
    };
  });
  return {
    pages,
    variants: of('variant'),
    shards: of('stock_shard'),
    vouchers: of('voucher'),
    charges: of('test_charge'),
    sales: of('sale'),
  };
}

/** A check by its name, with what it found wrong. */
export type Verdicts = Readonly<Record<string, readonly (Difference | string)[]>>;

export interface AuditOptions {
  /** Units that were put on the shelf, by SKU. */
  readonly stocked?: Readonly<Record<string, number>>;
}

/**
 * Every check of a shop at rest.
 *
 * @returns the checks by their names, each with its differences: none, as it must be.
 * @example
 * const verdicts = auditShop(await shop.scan(), { stocked: { MUG: 10 } });
 */
export function auditShop(items: readonly Item[], { stocked = {} }: AuditOptions = {}): Verdicts {
  const { pages, variants, shards, vouchers, charges, sales } = accountsOf(items);
  const orders = pages.map(({ order }) => order);
  const keys = new Set(
    pages.flatMap(({ order, entries }) => entries.map(({ entryId }) => `${order.orderId}.${entryId}`)),
  );
  const chargeOf = new Map(charges.map((charge) => [String(charge['chargeId']), charge]));
  const open = pages.flatMap(({ order, payments, entries }) =>
    entries
      .filter(({ status, paymentId }) => {
        const payment = payments.find((one) => one.paymentId === paymentId);
        // Money that came by itself goes back by hand.
        return status === 'REQUESTED' && payment?.provider !== 'manual';
      })
      .map(({ entryId }) => `${order.orderId} ${entryId} is under way`),
  );
  return {
    'orders agree with their events, money and units': pages.flatMap((page) => auditOrder(page)),
    'stock reserved and sold is what orders say': auditStock(
      variants as never[],
      shards as never[],
      pages as AuditedPage[],
    ),
    'parts of a stock are all there, and offer it as their variant does': auditShards(
      variants as never[],
      shards as never[],
    ),
    'stock available, reserved and sold is what was put in': Object.entries(stocked).flatMap(([sku, put]) => {
      const levels = [...variants, ...shards];
      const there = levels
        .filter((level) => level['sku'] === sku)
        .reduce((sum, { available, reserved, sold }) => sum + available + reserved + sold, 0);
      return there === put ? [] : [{ check: 'stock.whole', subject: sku, expected: put, found: there }];
    }),
    'vouchers are used as often as orders say': auditVouchers(vouchers as never[], orders),
    'sellers find each order with their goods where it stands': auditSales(sales as never[], orders),
    "money agrees with the provider's books": pages.flatMap((page) => compareBooks(page, chargeOf)),
    'no charge is without its payment': charges
      .filter(({ chargeId }) => !keys.has(String(chargeId)))
      .map(({ chargeId }) => `${chargeId} is nobody's`),
    'no movement of money is under way': open,
  };
}

/** The differences of all checks. */
export function differencesOf(verdicts: Verdicts): (Difference | string)[] {
  return Object.values(verdicts).flat();
}

/**
 * Each card payment beside the charge that the provider has under the key of its first entry. What staff paid by hand
 * went past the provider.
 */
function compareBooks(
  { order, payments, entries }: AuditedPage,
  charges: ReadonlyMap<string, Item>,
): Difference[] {
  return payments
    .filter(({ provider }) => provider === 'test')
    .flatMap((payment) => {
      const entry = entries.find(
        ({ paymentId, kind }) => paymentId === payment.paymentId && kind === 'AUTHORIZE',
      );
      const charge = charges.get(`${order.orderId}.${entry?.entryId}`);
      const byHand = entries
        .filter((one) => one.byHand && one.paymentId === payment.paymentId)
        .reduce((sum, { amount }) => sum + amount, 0);
      const sums = { capturable: 0, captured: 0, refunded: 0, ...charge };
      const said = (one: Item) =>
        `${one['capturable']} held, ${one['captured']} taken, ${one['refunded']} back`;
      const subject = `${order.orderId} ${payment.paymentId}`;
      const [expected, found] = [said(sums), said({ ...payment, refunded: payment.refunded - byHand })];
      return expected === found ? [] : [{ check: 'books', subject, expected, found }];
    });
}

function grouped(items: readonly Item[], nameOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return groups;
}
