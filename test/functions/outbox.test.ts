import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
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

describe('a stock', () => {
  const image = (available: number, reorderPoint?: number) => ({
    productId: { S: 'p1' },
    sku: { S: 'MUG' },
    available: { N: String(available) },
    ...(reorderPoint === undefined ? {} : { reorderPoint: { N: String(reorderPoint) } }),
  });
  const changed = (entity: string, before: ReturnType<typeof image>, now: ReturnType<typeof image>) => ({
    eventName: 'MODIFY' as const,
    dynamodb: {
      OldImage: { __edb_e__: { S: entity }, ...before },
      NewImage: { __edb_e__: { S: entity }, ...now },
    },
  });
  const look = { kind: 'message', queue: 'stocks', message: { productId: 'p1', sku: 'MUG' } };

  test.each<[string, number, number, boolean]>([
    ['far from its reorder point', 9, 6, false],
    ['that falls to it', 6, 5, true],
    ['that falls on', 5, 4, true],
    ['that rises above it', 4, 9, true],
    ['that does not move', 4, 4, false],
  ])('%s is looked at, or not', (_which, before, now, looked) => {
    for (const entity of ['variant', 'stock_shard']) {
      const outgoing = outgoingOf(changed(entity, image(before, 5), image(now, 5)));
      expect(outgoing).toEqual(looked ? look : undefined);
    }
  });

  test('that gets a reorder point, another one or none is looked at', () => {
    expect(outgoingOf(record('variant', image(9, 5)))).toEqual(look);
    expect(outgoingOf(changed('variant', image(9), image(9, 5)))).toEqual(look);
    expect(outgoingOf(changed('variant', image(9, 5), image(9, 6)))).toEqual(look);
    expect(outgoingOf(changed('variant', image(9, 5), image(9)))).toEqual(look);
    expect(outgoingOf(record('variant', image(0)))).toBeUndefined();
    expect(outgoingOf(changed('variant', image(1), image(0)))).toBeUndefined();
  });

  test('that came to be low is told on the bus, once', () => {
    const note = (level: string) => ({
      ...image(4, 5),
      sellerId: { S: 's1' },
      level: { S: level },
      since: { S: '2026-11-24T10:00:00.000Z' },
    });
    const told = {
      kind: 'low',
      detail: {
        version: 1,
        sku: 'MUG',
        productId: 'p1',
        sellerId: 's1',
        available: 4,
        reorderPoint: 5,
        at: '2026-11-24T10:00:00.000Z',
      },
    };
    expect(outgoingOf(record('stock_watch', note('LOW')))).toEqual(told);
    expect(outgoingOf(changed('stock_watch', note('ENOUGH'), note('LOW')))).toEqual(told);
    expect(outgoingOf(changed('stock_watch', note('LOW'), note('LOW')))).toBeUndefined();
    expect(outgoingOf(changed('stock_watch', note('LOW'), note('ENOUGH')))).toBeUndefined();
  });
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
