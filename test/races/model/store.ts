/** The table in memory: items, and transactions with conditions, all or nothing. */
import type { AuditedPage, StockLevel } from '../../../rules/orders/audit.ts';
import type { OrderPage } from '../../../rules/orders/plan.ts';
import type { LedgerRecord, OrderEventRecord } from '../../../rules/orders/records.ts';
import type { Condition, Update, Write } from '../../../rules/orders/writes.ts';
import { holds, updated, type Item } from './expression.ts';

/** One action of a transaction: of the rules, or of what a checkout writes beside them. */
export type Action =
  | Write
  | { entity: 'Memory' | 'VoucherUse'; put: Item; when: Condition }
  | { entity: 'Cart'; update: Update; key: Item; when: Condition }
  | { entity: 'StockShard'; put: Item; when: Condition };

const keys: Record<string, readonly string[]> = {
  Order: ['orderId'],
  OrderEvent: ['orderId', 'sequence'],
  Payment: ['orderId', 'paymentId'],
  LedgerEntry: ['orderId', 'entryId'],
  Shipment: ['orderId', 'shipmentId'],
  Return: ['orderId', 'returnId'],
  Reservation: ['orderId'],
  RiskReview: ['orderId'],
  Setback: ['orderId', 'entryId'],
  Sale: ['sellerId', 'orderId'],
  VoucherUse: ['code', 'customerId'],
  Voucher: ['code'],
  Variant: ['sku'],
  StockShard: ['sku', 'shard'],
  Memory: ['key'],
  Cart: ['customerId'],
};

export type Store = ReturnType<typeof createStore>;

export function createStore() {
  const tables: Record<string, Map<string, Item>> = {};
  for (const entity of Object.keys(keys)) tables[entity] = new Map();
  /** Entries of ledgers, as they were inserted: what the stream tells. */
  const inserted: LedgerRecord[] = [];
  const touched = new Set<string>();

  const keyOf = (entity: string, item: Item) => keys[entity]!.map((name) => String(item[name])).join(' ');
  const keyOfAction = (action: Action) =>
    keyOf(
      action.entity,
      (('put' in action && action.put) ||
        ('remove' in action && action.remove) ||
        ('key' in action && action.key)) as Item,
    );

  /** @returns the places of the actions whose conditions failed; none when everything was written. */
  function transact(actions: readonly Action[]): number[] {
    const seen = new Set<string>();
    const failed: number[] = [];
    const places = actions.map((action, place) => {
      const key = keyOfAction(action);
      // DynamoDB refuses a transaction that names an item twice.
      if (seen.has(`${action.entity} ${key}`))
        throw new Error(`${action.entity} ${key} stands in a transaction twice`);
      seen.add(`${action.entity} ${key}`);
      const item = tables[action.entity]!.get(key);
      if (action.when && !holds(action.when, item)) failed.push(place);
      return { action, key, item };
    });
    if (actions.length > 100)
      throw new Error(`${actions.length} actions are more than a transaction may have`);
    if (failed.length > 0) return failed;
    for (const { action, key, item } of places) {
      const table = tables[action.entity]!;
      if ('put' in action) {
        if (action.entity === 'OrderEvent' && item) throw new Error(`Event ${key} was written twice`);
        if (action.entity === 'LedgerEntry' && !item) inserted.push(action.put);
        table.set(key, action.put as unknown as Item);
      } else if ('remove' in action) table.delete(key);
      else table.set(key, updated(action.update, item ?? {}));
      if (action.entity === 'Order') touched.add(action.put.orderId);
    }
    return [];
  }

  const all = <T>(entity: string) => [...tables[entity]!.values()] as T[];
  const of = <T>(entity: string, orderId: string, id: string) =>
    all<Item>(entity)
      .filter((item) => item.orderId === orderId)
      .sort((one, other) => (String(one[id]) < String(other[id]) ? -1 : 1)) as T[];

  /** An order with what lies beside it, as one consistent Query reads it. */
  function page(orderId: string): OrderPage {
    const reservation = tables.Reservation!.get(orderId);
    const risk = tables.RiskReview!.get(orderId);
    return {
      order: tables.Order!.get(orderId),
      payments: of('Payment', orderId, 'paymentId'),
      entries: of('LedgerEntry', orderId, 'entryId'),
      shipments: of('Shipment', orderId, 'shipmentId'),
      returns: of('Return', orderId, 'returnId'),
      setbacks: of('Setback', orderId, 'entryId'),
      ...(reservation && { reservation }),
      ...(risk && { risk }),
    } as unknown as OrderPage;
  }

  return {
    transact,
    page,
    all,
    inserted,
    /** The order with its timeline. */
    audited: (orderId: string): AuditedPage => ({
      ...page(orderId),
      events: all<OrderEventRecord>('OrderEvent')
        .filter((event) => event.orderId === orderId)
        .sort((one, other) => one.sequence - other.sequence),
    }),
    get: <T>(entity: string, ...key: (string | number)[]) =>
      tables[entity]!.get(key.join(' ')) as T | undefined,
    put: (entity: string, item: Item) => void tables[entity]!.set(keyOf(entity, item), item),
    levels: () => ({ variants: all<StockLevel>('Variant'), shards: all<StockLevel>('StockShard') }),
    /** The orders that were written since this was asked last. */
    changed(): string[] {
      const orders = [...touched];
      touched.clear();
      return orders;
    },
  };
}
