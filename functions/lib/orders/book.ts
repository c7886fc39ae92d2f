import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openShop } from '../../../entities/index.ts';
import { Contention, NotFound } from '../../../rules/errors.ts';
import { indexBuckets } from '../../../rules/limits.ts';
import {
  isRefusal,
  type OrderPage,
  type OrderPlan,
  type Refusal as Refused,
} from '../../../rules/orders/plan.ts';
import type { OrderRecord } from '../../../rules/orders/records.ts';
import { writesOf } from '../../../rules/orders/writes.ts';
import { Refusal } from '../refusal.ts';
import { pause } from '../pause.ts';
import { transactItem, type TransactItem } from './transact-item.ts';

/** How often a change is decided anew after another was quicker. */
const attempts = 8;

/** The shop's orders, as functions read and change them. */
export interface OrderBook {
  /** An order with what lies beside it, strongly consistent. */
  page(orderId: string): Promise<OrderPage | undefined>;
  /**
   * Changes an order by a plan, in one transaction. When another change was quicker, the plan is made anew from what
   * stands then, so `decide` may be called several times and must do nothing else.
   *
   * @param beside - what else the transaction is to write, e.g. that a message was seen.
   * @returns the order as it is then.
   * @throws Refusal NotFound, what the plan refuses, or Contention when others keep being quicker.
   */
  change(
    orderId: string,
    decide: (page: OrderPage) => OrderPlan | Refused,
    beside?: readonly TransactItem[],
  ): Promise<OrderRecord>;
  /**
   * Unpaid orders whose time is up, the longest overdue first.
   *
   * @param now - ISO 8601 in UTC with three decimals.
   * @param limit - of each of the index's partitions.
   */
  overdue(now: string, limit: number): Promise<string[]>;
  /**
   * Movements of money that failed, the longest ago first.
   *
   * @param tries - how often they were tried.
   * @param before - ISO 8601 in UTC with three decimals: those that failed until then.
   */
  failed(tries: number, before: string, limit: number): Promise<{ orderId: string; entryId: string }[]>;
}

/** Opens the orders of the table of that name. */
export function openOrderBook(client: DynamoDBDocumentClient, table: string): OrderBook {
  const shop = openShop({ client, table });

  async function page(orderId: string): Promise<OrderPage | undefined> {
    const { data } = await shop.collections.orderPage({ orderId }).go({ pages: 'all', consistent: true });
    const [order] = data.Order;
    const [reservation] = data.Reservation;
    const [risk] = data.RiskReview;
    if (!order) return undefined;
    return {
      order,
      payments: data.Payment,
      entries: data.LedgerEntry,
      shipments: data.Shipment,
      returns: data.Return,
      setbacks: data.Setback,
      ...(reservation ? { reservation } : {}),
      ...(risk ? { risk } : {}),
    };
  }

  async function change(
    orderId: string,
    decide: (page: OrderPage) => OrderPlan | Refused,
    beside: readonly TransactItem[] = [],
  ): Promise<OrderRecord> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const before = await page(orderId);
      if (!before) throw new Refusal(NotFound);
      const made = decide(before);
      if (isRefusal(made)) throw new Refusal(made.refusal);
      const writes = writesOf(before, made).map((write) => transactItem(table, write));
      const items = [...writes, ...beside];
      if (items.length === 0) return before.order;
      try {
        await client.send(new TransactWriteCommand({ TransactItems: items }));
        return made.order;
      } catch (error) {
        if (!lostRace(error, writes.length)) throw error;
        await pause(attempt);
      }
    }
    throw new Refusal(Contention);
  }

  async function overdue(now: string, limit: number): Promise<string[]> {
    const buckets = Array.from({ length: indexBuckets }, (_, bucket) => String(bucket));
    const found = await Promise.all(
      buckets.map((bucket) =>
        shop.entities.Reservation.query.overdue({ bucket }).lte({ until: now }).go({ limit }),
      ),
    );
    return found
      .flatMap(({ data }) => data)
      .sort((one, other) => (one.until < other.until ? -1 : 1))
      .map(({ orderId }) => orderId);
  }

  async function failed(tries: number, before: string, limit: number) {
    const { data } = await shop.entities.Setback.query
      .byTries({ tries })
      .lte({ since: before })
      .go({ limit });
    return data.map(({ orderId, entryId }) => ({ orderId, entryId }));
  }

  return { page, change, overdue, failed };
}

/** Whether a transaction met another change of the order or its stock; what `beside` asks for is no race. */
function lostRace(error: unknown, writes: number): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const reasons = error.CancellationReasons ?? [];
  const beside = reasons.slice(writes).some(({ Code }) => Code === 'ConditionalCheckFailed');
  return (
    !beside && reasons.some(({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict')
  );
}
