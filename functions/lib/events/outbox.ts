/** The table's stream as the outbox: what of a record goes to others, and where. */
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { orderEventTypes, type OrderEventType } from '../../../rules/orders/events.ts';
import type { OrderState } from '../../../rules/states/order.ts';
import type { OrderHappened } from './registry.ts';

/** An event that goes to the bus. */
export interface HappenedToOrder {
  readonly kind: 'event';
  readonly type: OrderEventType;
  readonly detail: OrderHappened;
}

/** A message that goes to a queue. */
export interface Message {
  readonly kind: 'message';
  readonly queue: 'payments' | 'testNews';
  readonly message: object;
}

export type Outgoing = HappenedToOrder | Message;

/**
 * What of a record goes out; undefined for what concerns the table alone.
 *
 * @throws Error for an event that is none of the registry's, or lacks what it must have: it goes to the dead letters,
 * and holds nobody up.
 */
export function outgoingOf(record: DynamoDBRecord): Outgoing | undefined {
  return eventOf(record) ?? messageOf(record);
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
