import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { OrderEvent } from '../../entities/order-event.ts';
import { StockShard } from '../../entities/stock-shard.ts';
import { Variant } from '../../entities/variant.ts';
import { changeOf, isCovered, laneOf } from '../../functions/lib/changes.ts';

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

test('a part of a spread stock, and its variant, are changes whose sum is to be read', () => {
  const change = { kind: 'stock', productId: 'p1', sku: 'MUG' };
  expect(changeOf(variantChange(5, 4, { shardsEver: { N: '2' } }))).toEqual(change);
  const part = { __edb_e__: { S: StockShard.schema.model.entity }, shard: { N: '1' } };
  expect(changeOf(variantChange(5, 4, part))).toEqual(change);
  expect(changeOf(variantChange(5, 5, part))).toBeUndefined();
});

test('what is told of the parts of one stock is in order, and the last of it is enough', () => {
  const part = { kind: 'stock', productId: 'p1', sku: 'MUG' } as const;
  expect(laneOf(part)).toBe(laneOf({ ...part, available: 1, at }));
  expect(laneOf(part)).not.toBe(laneOf({ ...part, sku: 'CUP' }));
  expect(isCovered(part)).toBe(true);
  expect(isCovered({ ...part, available: 1, at })).toBe(false);
  expect(isCovered({ kind: 'order', orderId: 'o1', sequence: 1 })).toBe(false);
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

type Image = Record<string, AttributeValue>;

function variantChange(before: number, now: number, more: Image = {}): DynamoDBRecord {
  const image = (available: number) => ({
    __edb_e__: { S: Variant.schema.model.entity },
    productId: { S: 'p1' },
    sku: { S: 'MUG' },
    available: { N: String(available) },
    updatedAt: { S: at },
    ...more,
  });
  return { eventName: 'MODIFY', dynamodb: { OldImage: image(before), NewImage: image(now) } };
}
