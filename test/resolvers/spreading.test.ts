import { describe, expect, test } from 'vitest';
import { stockShardItem } from '../../resolvers/generated/model.ts';
import { cancelled, staff } from './context.ts';
import { blue, keyOf, product, variant } from './goods.ts';
import { batch, page, walk, type Answer, type Call } from './walk.ts';

const done: Answer = { result: { keys: [], cancellationReasons: null } };
const ok = undefined;
const lost = (...reasons: (object | string | undefined)[]): Answer => {
  const { result, error } = cancelled(staff(), ...(reasons as []));
  return { result, error };
};
const shard = (number: number, available: number, changes: object = {}) =>
  stockShardItem({
    productId: 'p1',
    sku: 'MUG-RED',
    shard: number,
    available,
    reserved: 0,
    sold: 0,
    price: 1250,
    active: true,
    ...changes,
  });

/** A product whose red mug lies in these parts; the answers to the attempts to write come one after another. */
function table(looks: object[][], attempts: Answer[]) {
  const pages = [...looks];
  const left = [...attempts];
  let parts: object[] = [];
  return ({ step }: Call): Answer => {
    if (step === 'readRequest') return { result: null };
    if (step === 'readSkuClaim') return { result: { sku: 'MUG-RED', productId: 'p1' } };
    if (step === 'readParts') return batch(...parts);
    if (step !== 'readProductPage') return left.shift()!;
    const [red, ...shards] = pages.length > 1 ? pages.shift()! : pages[0]!;
    parts = shards;
    return page([product(), red!, blue()]);
  };
}
const asking = (input: object) =>
  staff({ arguments: { input: { sku: 'MUG-RED', ...input }, idempotencyKey: 'spread-0001' } });
const writesOf = (calls: readonly Call[]) =>
  calls
    .filter(({ request }) => request.operation === 'TransactWriteItems')
    .map(({ request }) => request.transactItems as any[]);

describe('spreading a stock', () => {
  test('is one transaction: the memory, the product, the variant and every part', async () => {
    const { calls, result } = await walk(
      'Mutation.spreadStock',
      asking({ parts: 3 }),
      table([[variant({ available: 10 })]], [done]),
    );
    const [memory, held, first, ...opened] = writesOf(calls)[0]!;
    expect(memory).toMatchObject({ attributeValues: { request: { S: '["MUG-RED",3]' } } });
    // Price and sale change under the product's version: no new part misses a change.
    expect(held).toMatchObject({ key: keyOf(product()), condition: { expression: '#version = :read' } });
    expect(first).toMatchObject({
      key: keyOf(variant()),
      update: { expressionValues: { ':units': { N: -6 }, ':shards': { N: 3 }, ':ever': { N: 3 } } },
      condition: { expression: '#available >= :least', expressionValues: { ':least': { N: 6 } } },
    });
    expect(opened).toMatchObject([
      { key: keyOf(shard(1, 3)), attributeValues: { available: { N: 3 }, price: { N: 1250 } } },
      { key: keyOf(shard(2, 3)), attributeValues: { available: { N: 3 }, active: { BOOL: true } } },
    ]);
    expect(opened.every(({ condition }) => condition.expression === 'attribute_not_exists(#pk)')).toBe(true);
    expect(result).toMatchObject({ sku: 'MUG-RED', available: 10, parts: 3 });
  });

  test('moves units by their number, so that what is sold meanwhile stays sold', async () => {
    const stock = [variant({ available: 1, shards: 2, shardsEver: 3 }), shard(1, 7), shard(2, 4)];
    const { calls } = await walk('Mutation.spreadStock', asking({ parts: 1 }), table([stock], [done]));
    const [, , first, ...kept] = writesOf(calls)[0]!;
    expect(first.update.expressionValues).toMatchObject({
      ':units': { N: 11 },
      ':shards': { N: 1 },
      ':ever': { N: 3 },
    });
    expect(
      kept.map(({ key, update, condition }) => [
        key,
        update.expressionValues[':available'].N,
        condition.expressionValues[':leastAvailable'].N,
      ]),
    ).toEqual([
      [keyOf(shard(1, 0)), -7, 7],
      [keyOf(shard(2, 0)), -4, 4],
    ]);
  });

  test('is decided anew from what is there when something was sold meanwhile', async () => {
    const looks = [[variant({ available: 10 })], [variant({ available: 2 })]];
    const sold = lost(ok, ok, variant({ available: 2 }));
    const { calls, result } = await walk(
      'Mutation.spreadStock',
      asking({ parts: 2 }),
      table(looks, [sold, done]),
    );
    expect(writesOf(calls).map(([, , first]) => first.update.expressionValues[':units'].N)).toEqual([-5, -1]);
    expect(result).toMatchObject({ available: 2, parts: 2 });
  });

  test.each([
    ['the product is changed all the while', lost(ok, product())],
    ['others are at its parts all the while', lost(ok, ok, 'TransactionConflict')],
  ])('is given up when %s', async (_when, attempt) => {
    const { calls, error } = await walk(
      'Mutation.spreadStock',
      asking({ parts: 2 }),
      table([[variant()]], [attempt, attempt]),
    );
    expect(writesOf(calls)).toHaveLength(2);
    expect(error).toMatchObject({ type: 'Contention', info: { sku: 'MUG-RED' } });
  });
});

describe('adjusting a stock that is spread', () => {
  const stock = (second: number) => [variant({ available: 0, shards: 2, shardsEver: 2 }), shard(1, second)];

  test('takes from the part that has it, and goes on from what it met there', async () => {
    const met = lost(ok, shard(1, 4));
    const { calls, result } = await walk(
      'Mutation.adjustStock',
      asking({ delta: -3, reason: 'breakage' }),
      table([stock(9)], [met, done]),
    );
    for (const [, taken, ...others] of writesOf(calls)) {
      expect(others).toEqual([]);
      expect(taken).toMatchObject({
        key: keyOf(shard(1, 0)),
        update: { expressionValues: { ':available': { N: -3 } } },
        condition: { expressionValues: { ':leastAvailable': { N: 3 } } },
      });
    }
    expect(result.available).toBe(1);
  });

  test('shares what is added, and refuses more than all parts have', async () => {
    const added = asking({ delta: 5, reason: 'delivery' });
    const { calls, result } = await walk('Mutation.adjustStock', added, table([stock(9)], [done]));
    const [, ...parts] = writesOf(calls)[0]!;
    expect(parts.map(({ update }) => update.expressionValues[':available'].N)).toEqual([3, 2]);
    expect(result.available).toBe(14);
    const { error } = await walk(
      'Mutation.adjustStock',
      asking({ delta: -10, reason: 'breakage' }),
      table([stock(9)], []),
    );
    expect(error).toMatchObject({ type: 'OutOfStock', info: { lines: [{ wanted: 10, available: 9 }] } });
  });
});

test('a new price and a product taken off sale reach every part', async () => {
  const stock = [variant({ shards: 1, shardsEver: 3, version: 1 }), shard(1, 0), shard(2, 4)];
  const keys = stock.slice(1).map((one) => keyOf(one as never));
  const price = { amount: 1300, currency: 'EUR' };
  const priced = await walk('Mutation.updateVariant', asking({ version: 1, price }), table([stock], [done]));
  expect(writesOf(priced.calls)[0]!.slice(2)).toMatchObject(
    keys.map((key) => ({ key, update: { expression: 'SET #price = :price' } })),
  );
  const archived = await walk(
    'Mutation.updateProduct',
    staff({ arguments: { input: { id: 'p1', version: 3, status: 'ARCHIVED' } } }),
    table([stock], [done]),
  );
  expect(writesOf(archived.calls)[0]!.slice(3)).toMatchObject(
    keys.map((key) => ({ key, update: { expressionValues: { ':active': { BOOL: false } } } })),
  );
  expect(archived.result.variants.items[0]).toMatchObject({ available: 14, parts: 1 });
});
