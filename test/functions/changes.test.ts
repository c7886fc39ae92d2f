import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { OrderEvent } from '../../entities/order-event.ts';
import { Variant } from '../../entities/variant.ts';
import { changeOf } from '../../functions/lib/changes.ts';

const at = '2026-11-21T02:00:00.000Z';

test('a new event of an order is a change of that order', () => {
  const event = {
    __edb_e__: { S: OrderEvent.schema.model.entity },
    orderId: { S: 'o1' },
    sequence: { N: '3' },
  };
  const change = changeOf({ eventName: 'INSERT', dynamodb: { NewImage: event } });
  expect(change).toEqual({ kind: 'order', orderId: 'o1', sequence: 3 });
  expect(changeOf({ eventName: 'MODIFY', dynamodb: { NewImage: event, OldImage: event } })).toBeUndefined();
});

test('a variant whose available units changed is a change of stock', () => {
  expect(changeOf(variantChange(5, 4))).toEqual({
    kind: 'stock',
    productId: 'p1',
    sku: 'MUG',
    available: 4,
    at,
  });
});

test('a variant that changed otherwise concerns nobody', () => {
  expect(changeOf(variantChange(5, 5))).toBeUndefined();
});

test('other items and removals concern nobody', () => {
  const order = { __edb_e__: { S: 'order' }, orderId: { S: 'o1' } };
  expect(changeOf({ eventName: 'INSERT', dynamodb: { NewImage: order } })).toBeUndefined();
  expect(changeOf({ eventName: 'REMOVE', dynamodb: { OldImage: order } })).toBeUndefined();
  expect(changeOf({})).toBeUndefined();
});

test('a record without what it must have is an error that names it', () => {
  const event = { __edb_e__: { S: 'order_event' }, orderId: { S: 'o1' } };
  expect(() => changeOf({ eventName: 'INSERT', dynamodb: { NewImage: event } })).toThrow(
    'no number sequence',
  );
});

function variantChange(before: number, now: number): DynamoDBRecord {
  const image = (available: number) => ({
    __edb_e__: { S: Variant.schema.model.entity },
    productId: { S: 'p1' },
    sku: { S: 'MUG' },
    available: { N: String(available) },
    updatedAt: { S: at },
  });
  return { eventName: 'MODIFY', dynamodb: { OldImage: image(before), NewImage: image(now) } };
}
