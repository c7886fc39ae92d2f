import { describe, expect, it } from 'vitest';
import { entities } from '../../entities/index.ts';
import { rowsOf, tablesOf, type Row } from '../../bench/table-per-type/design.ts';

const stored = (request: object): Row => (request as { Item: Row }).Item;
const table = { table: 'Shop' };
const at = '2026-11-24T09:00:00.000Z';

const cart = stored(
  entities.Cart.put({
    customerId: 'ada',
    lines: {
      MUG: { productId: 'p1', quantity: 2, addedAt: at },
      JUG: { productId: 'p2', quantity: 1, addedAt: at },
    },
    version: 3,
    updatedAt: at,
  }).params(table),
);
const task = stored(
  entities.FulfilmentTask.put({ orderId: 'o1', stage: 'SHIPPED', token: 't', since: at }).params(table),
);
const returned = stored(
  entities.Return.put({
    orderId: 'o1',
    returnId: 'return-000007',
    customerId: 'ada',
    sellerId: 'shop',
    status: 'REQUESTED',
    lines: [{ sku: 'MUG', quantity: 1, reason: 'chipped', restocked: 0, received: 0 }],
    amount: 1000,
    createdAt: at,
    updatedAt: at,
  }).params(table),
);

describe('a table for each type', () => {
  it('keeps an item as it is, with plain values as its keys', () => {
    expect(rowsOf('documents', task)).toEqual([
      { table: 'fulfilment_task', row: { orderId: 'o1', stage: 'SHIPPED', token: 't', since: at } },
    ]);
    const [placed] = rowsOf('documents', cart);
    expect(Object.keys(placed!.row['lines'])).toEqual(['MUG', 'JUG']);
  });

  it('has the indexes of the single table under their own attributes', () => {
    const design = tablesOf('documents').find(({ name }) => name === 'return')!;
    expect(design).toMatchObject({
      partition: 'orderId',
      sort: 'returnId',
      indexes: { gsi1: { partition: 'status', sort: 'createdAt' } },
    });
  });
});

describe('normalised', () => {
  it('makes a row of each entry of a list', () => {
    expect(rowsOf('rows', cart)).toEqual([
      { table: 'cart', row: { customerId: 'ada', version: 3, updatedAt: at } },
      {
        table: 'cart_line',
        row: { sku: 'MUG', productId: 'p1', quantity: 2, addedAt: at, customerId: 'ada', entry: 'MUG' },
      },
      {
        table: 'cart_line',
        row: { sku: 'JUG', productId: 'p2', quantity: 1, addedAt: at, customerId: 'ada', entry: 'JUG' },
      },
    ]);
  });

  it('keeps the lines of two returns of one order apart', () => {
    const [, line] = rowsOf('rows', returned);
    expect(line).toMatchObject({
      table: 'return_line',
      row: { orderId: 'o1', entry: 'return-000007#MUG' },
    });
  });
});
