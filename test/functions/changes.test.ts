import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { OrderEvent } from '../../entities/order-event.ts';
import { Sale } from '../../entities/sale.ts';
import { StockShard } from '../../entities/stock-shard.ts';
import { Variant } from '../../entities/variant.ts';
import { changeOf, lastOfEachStock } from '../../functions/lib/changes.ts';

const at = '2026-11-21T02:00:00.000Z';

type Image = Record<string, AttributeValue>;

/** What makes a record one of a part of a stock. */
const part: Image = { __edb_e__: { S: StockShard.schema.model.entity }, shard: { N: '1' } };

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

test('a sale that is new or has news is a change of that sale', () => {
  const sale = { __edb_e__: { S: Sale.schema.model.entity }, sellerId: { S: 's1' }, orderId: { S: 'o1' } };
  const change = { kind: 'sale', sellerId: 's1', orderId: 'o1' };
  expect(changeOf({ eventName: 'INSERT', dynamodb: { NewImage: sale } })).toEqual(change);
  expect(changeOf({ eventName: 'MODIFY', dynamodb: { NewImage: sale, OldImage: sale } })).toEqual(change);
  expect(changeOf({ eventName: 'REMOVE', dynamodb: { OldImage: sale } })).toBeUndefined();
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

test('a part of a stock that is spread, and its variant, are changes whose sum is to be read', () => {
  const change = { kind: 'stock', productId: 'p1', sku: 'MUG' };
  expect(changeOf(variantChange(5, 4, { shardsEver: { N: '2' } }))).toEqual(change);
  expect(changeOf(variantChange(5, 4, part))).toEqual(change);
  expect(changeOf(variantChange(5, 5, part))).toBeUndefined();
});

test('of a batch the last change of each stock that is spread is told, and all others', () => {
  const order = { __edb_e__: { S: 'order_event' }, orderId: { S: 'o1' } };
  const event: DynamoDBRecord = { eventName: 'INSERT', dynamodb: { NewImage: order } };
  const first = variantChange(5, 4, part);
  const plain = variantChange(5, 4);
  const last = variantChange(4, 3, { shardsEver: { N: '2' } });
  const price = variantChange(3, 3, part);
  expect(lastOfEachStock([first, plain, event, plain, last, price])).toEqual([
    plain,
    event,
    plain,
    last,
    price,
  ]);
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
