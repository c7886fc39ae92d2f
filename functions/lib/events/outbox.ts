/** The table's stream as the outbox: the event that a record stands for. */
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { orderEventTypes, type OrderEventType } from '../../../rules/orders/events.ts';
import type { OrderState } from '../../../rules/states/order.ts';
import type { OrderHappened } from './registry.ts';

/** An event with where it stands in the stream. */
export interface Outgoing {
  readonly type: OrderEventType;
  readonly detail: OrderHappened;
  readonly sequenceNumber: string;
}

/**
 * The event that a record of the stream stands for; undefined for anything else.
 *
 * @throws Error for an event that is none of the registry's: it goes to the dead letters, and holds nobody up.
 */
export function eventOf({ eventName, dynamodb }: DynamoDBRecord): Outgoing | undefined {
  const image = dynamodb?.NewImage;
  if (eventName !== 'INSERT' || image?.['__edb_e__']?.S !== 'order_event') return undefined;
  const type = orderEventTypes.find((known) => known === image['type']?.S);
  if (!type) throw new Error(`The order's event ${image['type']?.S} is not in the registry.`);
  const amount = image['amount']?.N;
  return {
    type,
    sequenceNumber: dynamodb?.SequenceNumber ?? '',
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

function text(image: Record<string, AttributeValue>, name: string): string {
  const value = image[name]?.S;
  if (value === undefined) throw new Error(`The stream's record has no text ${name}.`);
  return value;
}
