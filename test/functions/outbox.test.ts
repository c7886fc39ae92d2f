import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { outgoingOf } from '../../functions/lib/events/outbox.ts';

const happened = {
  orderId: { S: 'o1' },
  customerId: { S: 'c1' },
  sequence: { N: '3' },
  type: { S: 'REFUND_SUCCEEDED' },
  status: { S: 'CONFIRMED' },
  at: { S: '2026-11-24T10:00:00.000Z' },
  actor: { S: 'service' },
  amount: { N: '500' },
};
const record = (
  entity: string,
  image: Record<string, { S: string } | { N: string }>,
  eventName: DynamoDBRecord['eventName'] = 'INSERT',
): DynamoDBRecord => ({ eventName, dynamodb: { NewImage: { __edb_e__: { S: entity }, ...image } } });

test('an event of an order goes to the bus', () => {
  expect(outgoingOf(record('order_event', happened))).toEqual({
    kind: 'event',
    type: 'REFUND_SUCCEEDED',
    detail: {
      version: 1,
      orderId: 'o1',
      customerId: 'c1',
      sequence: 3,
      status: 'CONFIRMED',
      at: '2026-11-24T10:00:00.000Z',
      actor: 'service',
      amount: 500,
    },
  });
  expect(outgoingOf(record('order_event', happened, 'MODIFY'))).toBeUndefined();
});

test('a new entry of a ledger goes to the queue of payments', () => {
  const entry = { orderId: { S: 'o1' }, entryId: { S: 'e1' } };
  const message = { orderId: 'o1', entryId: 'e1' };
  expect(outgoingOf(record('payment_entry', entry))).toEqual({ kind: 'message', queue: 'payments', message });
  expect(outgoingOf(record('payment_entry', entry, 'MODIFY'))).toBeUndefined();
});

test('what the test provider books goes to whoever tells the shop of it', () => {
  expect(outgoingOf(record('test_charge', { chargeId: { S: 'ch1' } }, 'MODIFY'))).toEqual({
    kind: 'message',
    queue: 'testNews',
    message: { of: 'charge', key: 'ch1' },
  });
  expect(outgoingOf(record('test_movement', { key: { S: 'o1.e1' } }))).toMatchObject({
    message: { of: 'movement', key: 'o1.e1' },
  });
  expect(outgoingOf(record('test_charge', { chargeId: { S: 'ch1' } }, 'REMOVE'))).toBeUndefined();
});

test('other items stay where they are', () => {
  expect(outgoingOf(record('order', { orderId: { S: 'o1' } }))).toBeUndefined();
  expect(outgoingOf({})).toBeUndefined();
});

test('what cannot be read is an error that says why', () => {
  const { actor: _, ...nobody } = happened;
  const unknown = { ...happened, type: { S: 'TELEPORTED' } };
  expect(() => outgoingOf(record('order_event', unknown))).toThrow('TELEPORTED is not in the registry');
  expect(() => outgoingOf(record('order_event', nobody))).toThrow('no text actor');
  expect(() => outgoingOf(record('payment_entry', { orderId: { S: 'o1' } }))).toThrow('no text entryId');
});
