/** The table's stream as the outbox: what of a record goes to others, and where. */
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { orderEventTypes, type OrderEventType } from '../../../rules/orders/events.ts';
import type { OrderState } from '../../../rules/states/order.ts';
import type { OrderHappened, StockLow } from './registry.ts';

/** An event that goes to the bus. */
export interface HappenedToOrder {
  readonly kind: 'event';
  readonly type: OrderEventType;
  readonly detail: OrderHappened;
}

/** A stock that came to be low, which goes to the bus. */
export interface FellLow {
  readonly kind: 'low';
  readonly detail: StockLow;
}

/** A message that goes to a queue. */
export interface Message {
  readonly kind: 'message';
  readonly queue: 'payments' | 'stocks' | 'testNews';
  readonly message: object;
}

export type Outgoing = HappenedToOrder | FellLow | Message;

/**
 * What of a record goes out; undefined for what concerns the table alone.
 *
 * @throws Error for an event that is none of the registry's, or lacks what it must have: it goes to the dead letters,
 * and holds nobody up.
 */
export function outgoingOf(record: DynamoDBRecord): Outgoing | undefined {
  return eventOf(record) ?? lowOf(record) ?? stockOf(record) ?? messageOf(record);
}

function eventOf({ eventName, dynamodb }: DynamoDBRecord): HappenedToOrder | undefined {
  const image = dynamodb?.NewImage;
  if (eventName !== 'INSERT' || image?.['__edb_e__']?.S !== 'order_event') return undefined;
  const type = orderEventTypes.find((known) => known === image['type']?.S);
  if (!type) throw new Error(`The order's event ${image['type']?.S} is not in the registry.`);
  const amount = image['amount']?.N;
  return {
    kind: 'event',
    type,
    detail: {
      version: 1,
      orderId: text(image, 'orderId'),
      customerId: text(image, 'customerId'),
      sequence: Number(image['sequence']?.N),
      status: text(image, 'status') as OrderState,
      at: text(image, 'at'),
      actor: text(image, 'actor'),
      ...(image['subjectId']?.S ? { subjectId: image['subjectId'].S } : {}),
      ...(amount === undefined ? {} : { amount: Number(amount) }),
      ...(image['note']?.S ? { note: image['note'].S } : {}),
    },
  };
}

function lowOf({ eventName, dynamodb }: DynamoDBRecord): FellLow | undefined {
  const image = dynamodb?.NewImage;
  if (eventName === 'REMOVE' || image?.['__edb_e__']?.S !== 'stock_watch') return undefined;
  // It was low before: whoever wants to know was told.
  if (image['level']?.S !== 'LOW' || dynamodb?.OldImage?.['level']?.S === 'LOW') return undefined;
  return {
    kind: 'low',
    detail: {
      version: 1,
      sku: text(image, 'sku'),
      productId: text(image, 'productId'),
      sellerId: text(image, 'sellerId'),
      available: Number(image['available']?.N),
      reorderPoint: Number(image['reorderPoint']?.N),
      at: text(image, 'since'),
    },
  };
}

/**
 * A stock that somebody is to look at, for it may have become low, or be it no longer: a variant or a part of its stock
 * with other units than before, as long as they are no more than the reorder point before or after; and whatever gets
 * another reorder point. A stock in several parts is low only when each of them has no more units than that, so no look is
 * left out.
 */
function stockOf({ eventName, dynamodb }: DynamoDBRecord): Message | undefined {
  const now = dynamodb?.NewImage;
  const before = dynamodb?.OldImage;
  const entity = now?.['__edb_e__']?.S;
  if (eventName === 'REMOVE' || (entity !== 'variant' && entity !== 'stock_shard')) return undefined;
  const point = now?.['reorderPoint']?.N;
  const moved = point !== before?.['reorderPoint']?.N;
  const units = [now, before].flatMap((image) => image?.['available']?.N ?? []).map(Number);
  const near = point !== undefined && Math.min(...units) <= Number(point);
  if (!moved && (!near || units[0] === units[1])) return undefined;
  const message = { productId: text(now!, 'productId'), sku: text(now!, 'sku') };
  return { kind: 'message', queue: 'stocks', message };
}

function messageOf({ eventName, dynamodb }: DynamoDBRecord): Message | undefined {
  const image = dynamodb?.NewImage;
  const entity = image?.['__edb_e__']?.S;
  if (eventName === 'INSERT' && entity === 'payment_entry') {
    const message = { orderId: text(image!, 'orderId'), entryId: text(image!, 'entryId') };
    return { kind: 'message', queue: 'payments', message };
  }
  // What the test provider did, it tells by webhook.
  if (eventName !== 'REMOVE' && (entity === 'test_charge' || entity === 'test_movement')) {
    const [of, id] = entity === 'test_charge' ? ['charge', 'chargeId'] : ['movement', 'key'];
    return { kind: 'message', queue: 'testNews', message: { of, key: text(image!, id!) } };
  }
  return undefined;
}

function text(image: Record<string, AttributeValue>, name: string): string {
  const value = image[name]?.S;
  if (value === undefined) throw new Error(`The stream's record has no text ${name}.`);
  return value;
}
