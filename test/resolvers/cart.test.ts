import { describe, expect, test } from 'vitest';
import { customer, failed, refused } from './context.ts';
import { errorOf, evaluate } from './evaluate.ts';
import { account, address, at, blue, cart, keyOf, variant } from './goods.ts';
import { batch, page, walk, type Answer, type Call } from './walk.ts';

/** The table of a customer whose cart holds `held`. */
const table =
  (held: object | null, variants: object[], claim: object | null = { sku: 'MUG-RED', productId: 'p1' }) =>
  ({ step }: Call): Answer => {
    if (step === 'readCartAndSku') return batch(held, claim);
    if (step === 'readCart') return { result: held };
    if (step === 'readCartVariants') return batch(...variants);
    return { result: held };
  };

const input = (values: object) => customer('ada', { arguments: { input: values } });

describe('reading a cart', () => {
  test('is one read of the cart and one of its variants', async () => {
    const held = cart({ 'MUG-BLUE': 3, 'MUG-RED': 2 });
    const { calls, result } = await walk('Query.cart', customer('ada'), table(held, [blue(), variant()]));
    expect(calls.map(({ request }) => request)).toEqual([
      { operation: 'GetItem', key: keyOf(held), consistentRead: true },
      {
        operation: 'BatchGetItem',
        tables: { 'shop-table': { keys: [keyOf(blue()), keyOf(variant())], consistentRead: false } },
      },
    ]);
    expect(result).toMatchObject({
      totalQuantity: 5,
      version: 4,
      subtotal: { amount: 6700, currency: 'EUR' },
    });
    // In the order they were added.
    expect(result.lines).toEqual([
      {
        sku: 'MUG-BLUE',
        productId: 'p1',
        productTitle: 'Enamel mug',
        variantTitle: 'Blue',
        quantity: 3,
        unitPrice: { amount: 1400, currency: 'EUR' },
        lineTotal: { amount: 4200, currency: 'EUR' },
        available: 10,
      },
      expect.objectContaining({ sku: 'MUG-RED', lineTotal: { amount: 2500, currency: 'EUR' } }),
    ]);
  });

  test('of an account without one is one read', async () => {
    const { calls, result } = await walk('Query.cart', customer('ada'), table(null, []));
    expect(calls).toHaveLength(1);
    expect(result).toEqual({
      lines: [],
      totalQuantity: 0,
      subtotal: { amount: 0, currency: 'EUR' },
      version: 0,
      updatedAt: null,
    });
  });

  test('below an account that was read with it costs only its variants', async () => {
    const held = cart({ 'MUG-RED': 1 });
    const me = await walk('Query.me', customer('ada', { selects: ['cart', 'cart/lines'] }), () =>
      page([account(), address(), held]),
    );
    expect(me.calls).toHaveLength(1);
    const below = await walk(
      'Customer.cart',
      customer('ada', { source: me.result }),
      table(null, [variant()]),
    );
    expect(below.calls.map(({ step }) => step)).toEqual(['readCartVariants']);
    expect(below.result.totalQuantity).toBe(1);
  });

  test('below an account that has none costs nothing', async () => {
    const me = await walk('Query.me', customer('ada', { selects: ['cart'] }), () => page([account()]));
    const below = await walk('Customer.cart', customer('ada', { source: me.result }), table(null, []));
    expect([below.calls, below.result.lines]).toEqual([[], []]);
  });

  test('offers nothing of what is not on sale, and leaves out what is gone', async () => {
    const held = cart({ 'MUG-RED': 1, GONE: 2 });
    const { result } = await walk('Query.cart', customer('ada'), table(held, [variant({ active: false })]));
    expect(result.lines).toMatchObject([{ sku: 'MUG-RED', available: 0 }]);
    expect(result.totalQuantity).toBe(1);
  });

  test('concludes nothing from variants that the table left for later', async () => {
    const { error } = await walk('Query.cart', customer('ada'), ({ step }) =>
      step === 'readCart'
        ? { result: cart({ 'MUG-RED': 1 }) }
        : {
            result: {
              data: { 'shop-table': [null] },
              unprocessedKeys: { 'shop-table': [keyOf(variant())] },
            },
          },
    );
    expect(error?.type).toBe('Contention');
  });
});

describe('putting units into a cart', () => {
  const asked = input({ sku: 'MUG-RED', quantity: 2 });

  test('creates it, on condition that there is none', async () => {
    const { calls, result } = await walk('Mutation.addToCart', asked, table(null, [variant()]));
    expect(calls.map(({ step }) => step)).toEqual(['readCartAndSku', 'readCartVariants', 'writeCart']);
    expect(calls[0]!.request.tables['shop-table']).toEqual({
      keys: [keyOf(cart({})), keyOf({ pk: '$shop#sku_MUG-RED', sk: '$skuClaim_1' })],
      consistentRead: true,
    });
    expect(calls[2]!.request).toMatchObject({
      operation: 'PutItem',
      key: keyOf(cart({})),
      attributeValues: {
        version: { N: 1 },
        lines: { M: { 'MUG-RED': { M: { quantity: { N: 2 }, productId: { S: 'p1' } } } } },
      },
      condition: { expression: 'attribute_not_exists(#pk)' },
    });
    expect(result).toMatchObject({ version: 1, totalQuantity: 2, subtotal: { amount: 2500 } });
  });

  test('adds to what is there, on condition that nobody else did', async () => {
    const held = cart({ 'MUG-BLUE': 1, 'MUG-RED': 3 });
    const { calls, result } = await walk('Mutation.addToCart', asked, table(held, [blue(), variant()]));
    expect(calls[2]!.request.condition).toEqual({
      expression: '#version = :version',
      expressionNames: { '#version': 'version' },
      expressionValues: { ':version': { N: 4 } },
    });
    expect(result.lines.map(({ sku, quantity }: any) => [sku, quantity])).toEqual([
      ['MUG-BLUE', 1],
      ['MUG-RED', 5],
    ]);
    expect(result.version).toBe(5);
  });

  test('that changed meanwhile says so', async () => {
    const writing = customer('ada', { stash: { cart: cart({ 'MUG-RED': 1 }) } });
    expect(await errorOf('steps/writeCart', 'response', refused(writing, cart({})))).toMatchObject({
      type: 'CartChanged',
    });
  });

  const many = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`SKU-${index}`, 1]));

  test.each([
    ['an unknown SKU', table(null, [], null), { type: 'UnknownSku', info: { skus: ['MUG-RED'] } }],
    ['a SKU whose variant is gone', table(null, [null as never]), { type: 'UnknownSku' }],
    [
      'what is not on sale',
      table(null, [variant({ active: false })]),
      { type: 'NotForSale', info: { skus: ['MUG-RED'] } },
    ],
    [
      'more than 999 together',
      table(cart({ 'MUG-RED': 998 }), [variant()]),
      { type: 'InvalidQuantity', info: { quantity: 1000, max: 999 } },
    ],
    ['a fiftieth line', table(cart(many), [variant()]), { type: 'CartFull', info: { limit: 49 } }],
    [
      'more than money can say',
      table(null, [variant({ price: 1_000_000_001 })]),
      { type: 'LimitReached', info: { limit: 2_000_000_000 } },
    ],
  ])('refuses %s and writes nothing', async (_what, answer, error) => {
    const walked = await walk('Mutation.addToCart', asked, answer);
    expect(walked.error).toMatchObject(error);
    expect(walked.calls.map(({ step }) => step)).not.toContain('writeCart');
  });

  test('takes a line that is there when the cart is full', async () => {
    const held = cart({ ...many, 'SKU-48': 1 });
    const { error } = await walk(
      'Mutation.addToCart',
      input({ sku: 'SKU-48', quantity: 1 }),
      table(held, [variant({ sku: 'SKU-48' })], { sku: 'SKU-48', productId: 'p1' }),
    );
    expect(error).toBeUndefined();
  });
});

describe('changing lines', () => {
  const held = cart({ 'MUG-RED': 3, 'MUG-BLUE': 1 });
  const read = table(held, [variant(), blue()]);

  test('sets how many units there are', async () => {
    const asked = input({ sku: 'MUG-RED', quantity: 7 });
    const { result } = await walk('Mutation.updateCartLine', asked, read);
    expect(result.lines[0]).toMatchObject({ sku: 'MUG-RED', quantity: 7 });
  });

  test('takes a line out', async () => {
    const { calls, result } = await walk('Mutation.removeFromCart', input({ sku: 'MUG-RED' }), read);
    expect(result.lines.map(({ sku }: any) => sku)).toEqual(['MUG-BLUE']);
    expect(Object.keys(calls.at(-1)!.request.attributeValues.lines.M)).toEqual(['MUG-BLUE']);
  });

  test('takes out what is not on sale any more', async () => {
    const closed = table(cart({ 'MUG-RED': 3 }), [variant({ active: false })]);
    const { result } = await walk('Mutation.removeFromCart', input({ sku: 'MUG-RED' }), closed);
    expect(result.lines).toEqual([]);
  });

  test.each(['NOT-THERE', 'constructor', 'toString'])('knows no line %s', async (sku) => {
    for (const field of ['Mutation.updateCartLine', 'Mutation.removeFromCart'] as const) {
      const { error, calls } = await walk(field, input({ sku, quantity: 1 }), read);
      expect(error).toMatchObject({ type: 'UnknownSku', info: { skus: [sku] } });
      expect(calls.map(({ step }) => step)).not.toContain('writeCart');
    }
  });

  test('empties the cart in one write, its version counting on', async () => {
    const { calls, result } = await walk('Mutation.clearCart', customer('ada'), () => ({
      result: cart({}, { version: 9 }),
    }));
    expect(calls).toHaveLength(1);
    expect(calls[0]!.request).toMatchObject({ operation: 'UpdateItem', key: keyOf(held) });
    expect(calls[0]!.request.update.expression).toMatch(/#lines = :lines.* ADD #version :one$/);
    expect(calls[0]!.request.update.expressionValues).toMatchObject({
      ':lines': { M: {} },
      ':one': { N: 1 },
      ':__edb_e__': { S: 'cart' },
    });
    expect(result).toMatchObject({ lines: [], version: 9, updatedAt: at });
  });
});

describe('bad input', () => {
  const skus = ['', 'MUG RED', 'MUG#RED', 'MUG-RED\n', '-MUG', 'ÄPFEL', 'x'.repeat(65)];
  const quantities = [0, -1, 1000, 2_147_483_647, -2_147_483_648];
  const bySku = ['Mutation.addToCart', 'Mutation.updateCartLine', 'Mutation.removeFromCart'];

  test.each(bySku.flatMap((field) => skus.map((sku) => [field, sku])))(
    '%s refuses the SKU %j',
    async (field, sku) => {
      expect(await errorOf(field!, 'request', input({ sku, quantity: 1 }))).toMatchObject({
        type: 'InvalidInput',
        info: { field: 'sku' },
      });
    },
  );

  test.each(bySku.slice(0, 2).flatMap((field) => quantities.map((quantity) => [field, quantity] as const)))(
    '%s refuses %i units',
    async (field, quantity) => {
      expect(await errorOf(field, 'request', input({ sku: 'MUG-RED', quantity }))).toMatchObject({
        type: 'InvalidQuantity',
        info: { quantity, max: 999 },
      });
    },
  );

  test.each(['steps/readCart', 'steps/readCartAndSku', 'steps/readCartVariants', 'steps/writeCart'])(
    '%s masks what it does not know',
    async (step) => {
      const broken = failed(input({ sku: 'MUG-RED' }), 'DynamoDB:AccessDeniedException', 'secret table name');
      const { error } = await evaluate(step, 'response', broken);
      expect(error).toMatchObject({ type: 'Internal', info: { correlationId: expect.any(String) } });
      expect(error!.message).not.toContain('secret');
    },
  );

  test.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'])(
    '%s is contention',
    async (type) => {
      expect(
        await errorOf('steps/readCart', 'response', failed(customer('ada'), `DynamoDB:${type}`)),
      ).toMatchObject({ type: 'Contention' });
    },
  );
});
