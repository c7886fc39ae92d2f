import { describe, expect, test } from 'vitest';
import { admin, customer, failed, guest, seller, staff } from './context.ts';
import { errorOf, evaluate } from './evaluate.ts';
import { stockShardItem } from '../../resolvers/generated/model.ts';
import { at, blue, category, keyOf, product, variant } from './goods.ts';
import { batch, page, walk } from './walk.ts';

describe('a product', () => {
  const said = { arguments: { id: 'p1' }, selects: ['id', 'title'] };
  const asked = guest(said);

  test('alone is one item', async () => {
    const { calls } = await walk('Query.product', asked, () => ({ result: product() }));
    expect(calls.map(({ request }) => request)).toEqual([{ operation: 'GetItem', key: keyOf(product()) }]);
  });

  test('with its variants is one Query, and the variants ask no more', async () => {
    const whole = guest({ arguments: { id: 'p1' }, selects: ['variants', 'variants/items'] });
    const { calls, result } = await walk('Query.product', whole, () => page([product(), blue(), variant()]));
    expect(calls).toHaveLength(1);
    expect(calls[0]!.request).toMatchObject({
      operation: 'Query',
      query: {
        expressionValues: { ':pk': { S: '$shop#productId_p1' }, ':sk': { S: '$productPage#' } },
      },
    });
    expect(result.variants.items.map(({ sku }: any) => sku)).toEqual(['MUG-RED', 'MUG-BLUE']);

    const below = await walk('Product.variants', guest({ source: result }), () => page([]));
    expect(below.calls).toEqual([]);
    expect(below.result).toEqual(result.variants);
  });

  test('whose variants are more than a page leaves them to their own resolver', async () => {
    const whole = guest({ arguments: { id: 'p1' }, selects: ['variants'] });
    const { result } = await walk('Query.product', whole, () => page([product(), variant()], 'more'));
    expect(result).not.toHaveProperty('variants');
    const below = await walk('Product.variants', guest({ source: result, arguments: { limit: 1 } }), () =>
      page([variant()], 'next'),
    );
    expect(below.calls[0]!.request).toMatchObject({ operation: 'Query', limit: 1 });
    expect(below.result).toMatchObject({ items: [{ sku: 'MUG-RED' }], nextToken: 'next' });
  });

  test('counts in the parts of a stock that is spread', async () => {
    const mug = variant({ available: 3, reserved: 1, sold: 2, shards: 3, shardsEver: 3 });
    const part = (shard: number, available: number) =>
      stockShardItem({
        productId: 'p1',
        sku: 'MUG-RED',
        shard,
        available,
        reserved: 10,
        sold: 100,
        price: 1250,
        active: true,
      });
    const parts = [part(1, 4), part(2, 5)];
    const whole = staff({ arguments: { id: 'p1' }, selects: ['variants'] });
    const answer = ({ step }: { step: string }) =>
      step === 'readParts' ? batch(...parts) : page([product(), blue(), mug]);
    const { calls, result } = await walk('Query.product', whole, answer);
    expect(calls).toHaveLength(2);
    expect(calls[1]!.request.tables['shop-table'].keys).toEqual(parts.map((one) => keyOf(one)));
    const counted = { sku: 'MUG-RED', available: 12, reserved: 21, sold: 202, parts: 3 };
    expect(result.variants.items).toMatchObject([counted, { sku: 'MUG-BLUE', parts: 1 }]);

    const below = await walk('Product.variants', staff({ source: { id: 'p1' } }), answer);
    expect(below.result.items[0]).toMatchObject(counted);
  });

  test('is presented with what it is worth', async () => {
    const { result } = await walk('Query.product', asked, () => ({ result: product() }));
    expect(result).toEqual({
      id: 'p1',
      handle: 'enamel-mug',
      title: 'Enamel mug',
      description: 'Holds tea.',
      status: 'ACTIVE',
      vendor: null,
      sellerId: null,
      categoryId: 'kitchen',
      taxClass: 'STANDARD',
      tags: [],
      options: [{ name: 'Colour', values: ['Red', 'Blue'] }],
      media: [{ source: 'mug.jpg', type: 'IMAGE', alt: null }],
      priceRange: { min: { amount: 1250, currency: 'EUR' }, max: { amount: 1400, currency: 'EUR' } },
      createdAt: at,
      updatedAt: at,
      version: 3,
    });
  });

  test.each([
    ['a guest', guest(said), false],
    ['a customer', customer('ada', said), false],
    ['another seller', seller('rival', said), false],
    ['its seller', seller('sam', said), true],
    ['staff', staff(said), true],
    ['an administrator', admin(said), true],
  ])('in preparation is seen by %s: %#', async (_who, context, seen) => {
    const draft = product({ status: 'DRAFT', sellerId: 'sam' });
    const { result } = await walk('Query.product', context, () => ({ result: draft }));
    expect(result?.id).toBe(seen ? 'p1' : undefined);
  });

  test('that does not exist is null', async () => {
    const { result, error } = await walk('Query.product', asked, () => ({ result: null }));
    expect([result, error]).toEqual([null, undefined]);
  });

  test("of the shop is not a user's whose id is the shop's mark", async () => {
    const draft = product({ status: 'DRAFT' });
    const { result } = await walk('Query.product', guest(said), () => ({ result: draft }));
    expect(result).toBeNull();
  });
});

describe('a product by its handle', () => {
  const asked = guest({ arguments: { handle: 'enamel-mug' }, selects: ['variants'] });

  test('is its claim and one Query', async () => {
    const { calls, result } = await walk('Query.productByHandle', asked, ({ step }) =>
      step === 'readHandleClaim' ? { result: { productId: 'p1' } } : page([product(), variant()]),
    );
    expect(calls.map(({ request }) => request.operation)).toEqual(['GetItem', 'Query']);
    expect(calls[0]!.request.key).toEqual(keyOf({ pk: '$shop#handle_enamel-mug', sk: '$handleClaim_1' }));
    expect(result).toMatchObject({ id: 'p1', variants: { items: [{ sku: 'MUG-RED' }] } });
  });

  test('that nobody has is null after one read', async () => {
    const { calls, result } = await walk('Query.productByHandle', asked, () => ({ result: null }));
    expect([calls.length, result]).toEqual([1, null]);
  });

  test.each(['', 'Enamel', 'a#b', 'a--b', 'a b', '-a', 'a'.repeat(101)])('refuses %j', async (handle) => {
    const { calls, error } = await walk(
      'Query.productByHandle',
      guest({ arguments: { handle } }),
      () => ({}),
    );
    expect(calls).toEqual([]);
    expect(error).toMatchObject({ type: 'InvalidInput', info: { field: 'handle' } });
  });
});

describe('lists', () => {
  test.each([
    ['Query.products', {}, 'gsi2', '$shop#status_ACTIVE'],
    ['Query.products', { categoryId: 'kitchen' }, 'gsi1', '$shop#categoryId_kitchen#status_ACTIVE'],
    ['Query.productsByStatus', { status: 'DRAFT' }, 'gsi2', '$shop#status_DRAFT'],
    ['Category.products', {}, 'gsi1', '$shop#categoryId_kitchen#status_ACTIVE'],
    ['Query.categories', {}, 'gsi1', '$shop'],
  ])('%s with %j is one Query of %s', async (field, args, index, partition) => {
    const { result } = await evaluate(
      field,
      'request',
      staff({ arguments: { ...args, limit: 7, nextToken: 't' }, source: { id: 'kitchen' } }),
    );
    expect(result).toMatchObject({
      operation: 'Query',
      index,
      limit: 7,
      nextToken: 't',
      query: { expressionValues: { ':pk': { S: partition } } },
    });
    expect(result).not.toHaveProperty('filter');
    // The newest product first; categories in the order of their places.
    expect(result.scanIndexForward ?? true).toBe(field === 'Query.categories');
  });

  test('present their items, and the token of the next page', async () => {
    const context = guest({ result: { items: [product()], nextToken: 'more' } });
    const { result } = await evaluate('Query.products', 'response', context);
    expect(result).toMatchObject({ items: [{ id: 'p1' }], nextToken: 'more' });
    expect(result.items[0]).not.toHaveProperty('variants');
  });

  const listed = [
    'Query.products',
    'Query.categories',
    'Query.productsByStatus',
    'steps/readVariants',
    'Category.products',
    'steps/readCustomerOrders',
    'Customer.addresses',
    'Order.events',
    'Order.payments',
  ];

  describe.each(listed)('%s', (field) => {
    const context = (limit: number, nextToken?: string) =>
      staff({ arguments: { limit, nextToken, status: 'PLACED' }, source: { id: 'x' } });

    test.each([0, -1, 101])('refuses a page of %i', async (limit) => {
      expect(await errorOf(field, 'request', context(limit))).toMatchObject({
        type: 'InvalidInput',
        info: { field: 'limit' },
      });
    });

    test('tells a foreign nextToken by name', async () => {
      const broken = failed(
        context(20, 'not-ours'),
        'DynamoDB:UserIllegalArgumentException',
        'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
      );
      expect(await errorOf(field, 'response', broken)).toMatchObject({ type: 'InvalidCursor' });
    });

    test('masks what it does not know', async () => {
      const broken = failed(
        context(20),
        'DynamoDB:AccessDeniedException',
        'User arn:aws:iam::1:role/x is not',
      );
      const { error, logs } = await evaluate(field, 'response', broken);
      expect(error).toMatchObject({ type: 'Internal', message: 'Something went wrong on our side.' });
      expect(error!.info.correlationId).toMatch(/^[0-9a-f-]{36}$/);
      expect(logs.join()).toContain(error!.info.correlationId);
      expect(logs.join()).toContain('arn:aws:iam::1:role/x');
    });
  });
});

describe('a category', () => {
  test('is one item', async () => {
    const asked = guest({ arguments: { id: 'kitchen' } });
    const { calls, result } = await walk('Query.category', asked, () => ({ result: category() }));
    expect(calls.map(({ request }) => request)).toEqual([{ operation: 'GetItem', key: keyOf(category()) }]);
    expect(result).toEqual({
      id: 'kitchen',
      name: 'Kitchen',
      description: null,
      position: 7,
      image: null,
      version: 1,
    });
  });

  test("is found from a product by the product's own reference", async () => {
    const below = guest({ source: { id: 'p1', categoryId: 'kitchen' } });
    const { calls, result } = await walk('Product.category', below, () => ({ result: category() }));
    expect(calls[0]!.request.key).toEqual(keyOf(category()));
    expect(result.id).toBe('kitchen');
  });
});

test.each([
  ['Query.product', 'a#b'],
  ['Query.product', ''],
  ['Query.product', 'a b'],
  ['Query.product', 'a'.repeat(129)],
  ['Query.category', 'kitchen#status_DRAFT'],
  ['Query.order', 'o1#'],
])('%s refuses the id %j before it reads', async (field, id) => {
  expect(await errorOf(field, 'request', customer('ada', { arguments: { id } }))).toMatchObject({
    type: 'InvalidInput',
    info: { field: 'id' },
  });
});
