import { describe, expect, test } from 'vitest';
import { idempotencyItem } from '../../resolvers/generated/model.ts';
import { cancelled, customer, failed, type HandlerContext } from './context.ts';
import { errorOf, evaluate } from './evaluate.ts';
import { address, at, blue, cart, keyOf, order, postal, variant } from './goods.ts';
import { batch, walk, type Answer, type Call } from './walk.ts';

const key = 'checkout-0001';
const total = (amount: number, currency = 'EUR') => ({ amount, currency });
const asked = (input: object = {}, idempotencyKey = key) =>
  customer('ada', {
    arguments: { input: { shippingAddress: postal, expectedTotal: total(5300), ...input }, idempotencyKey },
  });

const held = cart({ 'MUG-RED': 2, 'MUG-BLUE': 2 });
const read = [variant(), blue()];
const done = { result: { keys: [], cancellationReasons: null } };

/** The canonical text of `asked()`, and the memory of it having become order `o1`. */
const request = JSON.stringify([null, Object.entries(postal), 5300, null]);
const memory = (changes: object = {}) =>
  idempotencyItem({
    customerId: 'ada',
    operation: 'placeOrder',
    key,
    request,
    orderId: 'o1',
    expiresAt: Math.floor(Date.now() / 1000) + 3600,
    createdAt: at,
    ...changes,
  });

/** A table that answers the attempts to write one after another. */
function table(start: Answer, ...attempts: Answer[]) {
  const left = [...attempts];
  return ({ step }: Call): Answer => {
    if (step === 'readCheckout') return start;
    if (step === 'readCartVariants') return batch(...read);
    if (step === 'readRepeated') return { result: order() };
    return left.shift()!;
  };
}

/** Only the failure of a cancelled transaction. */
const lost = (
  ...reasons: Parameters<typeof cancelled> extends [HandlerContext, ...infer R] ? R : never
): Answer => {
  const { result, error } = cancelled(asked(), ...reasons);
  return { result, error };
};

const conflict = lost(undefined, undefined, undefined, undefined, 'TransactionConflict', undefined);

describe('a checkout', () => {
  test('is two reads and one transaction', async () => {
    const { calls, result } = await walk('Mutation.placeOrder', asked(), table(batch(null, held), done));
    expect(calls.map(({ request }) => request.operation)).toEqual([
      'BatchGetItem',
      'BatchGetItem',
      'TransactWriteItems',
    ]);
    expect(calls[0]!.request.tables['shop-table']).toEqual({
      keys: [keyOf(memory()), keyOf(held)],
      consistentRead: true,
    });
    // A stale price or stock would refuse a good checkout.
    expect(calls[1]!.request.tables['shop-table'].consistentRead).toBe(true);
    expect(result).toMatchObject({
      customerId: 'ada',
      status: 'PLACED',
      nextStatuses: ['PAID', 'CANCELLED'],
      total: total(5300),
      paid: total(0),
      shippingAddress: postal,
      note: null,
      sequence: 1,
      lines: [
        { sku: 'MUG-RED', quantity: 2, lineTotal: total(2500) },
        { sku: 'MUG-BLUE', quantity: 2, lineTotal: total(2800) },
      ],
    });
  });

  test('writes the memory, the order, its event, the cart and each stock, and nothing else', async () => {
    const { calls, result } = await walk(
      'Mutation.placeOrder',
      asked({ note: ' Ring twice ' }),
      table(batch(null, held), done),
    );
    const actions = calls[2]!.request.transactItems;
    const orderKeys = keyOf(order({ orderId: result.id }));
    expect(actions.map(({ operation, key }: any) => [operation, key])).toEqual([
      ['PutItem', keyOf(memory())],
      ['PutItem', orderKeys],
      ['PutItem', { pk: orderKeys.pk, sk: { S: '$orderPage#order_event_1#sequence_000001' } }],
      ['UpdateItem', keyOf(held)],
      ['UpdateItem', keyOf(variant())],
      ['UpdateItem', keyOf(blue())],
    ]);
    expect(actions.every(({ table }: any) => table === 'shop-table')).toBe(true);
    expect(actions[0]).toMatchObject({
      attributeValues: {
        orderId: { S: result.id },
        request: { S: JSON.stringify([null, Object.entries(postal), 5300, 'Ring twice']) },
      },
      condition: { expression: 'attribute_not_exists(#pk) OR #expiresAt <= :now' },
    });
    expect(actions[1].attributeValues).toMatchObject({
      customerId: { S: 'ada' },
      total: { N: 5300 },
      note: { S: 'Ring twice' },
      gsi1pk: { S: '$shop#customerId_ada' },
      gsi2pk: { S: `$shop#status_PLACED#placedOn_${result.placedAt.slice(0, 10)}` },
    });
    expect(actions[2].attributeValues).toMatchObject({ type: { S: 'PLACED' }, actor: { S: 'customer' } });
    expect(actions[3]).toMatchObject({
      update: { expressionValues: { ':lines': { M: {} }, ':version': { N: 5 } } },
      condition: { expression: '#version = :read', expressionValues: { ':read': { N: 4 } } },
    });
    expect(actions[4]).toMatchObject({
      update: {
        expression: expect.stringContaining(
          'SET #available = #available - :quantity, #reserved = #reserved + :quantity',
        ),
        expressionValues: { ':quantity': { N: 2 } },
      },
      condition: {
        expression: '#available >= :wanted AND #active = :true AND #price = :price',
        expressionValues: { ':wanted': { N: 2 }, ':true': { BOOL: true }, ':price': { N: 1250 } },
      },
    });
  });

  test('of 49 lines is 53 actions', async () => {
    const skus = Array.from({ length: 49 }, (_, index) => `S${index}`);
    const variants = Object.fromEntries(
      skus.map((sku) => [
        sku,
        { sku, price: 100, available: 1, active: true, title: sku, productTitle: 'P' },
      ]),
    );
    const full = cart(Object.fromEntries(skus.map((sku) => [sku, 1])));
    const { result } = await evaluate(
      'steps/writeCheckout',
      'request',
      customer('ada', {
        stash: {
          key,
          request,
          customerId: 'ada',
          address: postal,
          expectedTotal: 4900,
          now: at,
          cart: full,
          variants,
        },
      }),
    );
    expect(result.transactItems).toHaveLength(53);
  });

  test('to an address of the account keeps a copy of it', async () => {
    const context = asked({ shippingAddress: null, addressId: 'a1' });
    const { calls, result } = await walk(
      'Mutation.placeOrder',
      context,
      table(batch(null, held, address()), done),
    );
    expect(calls[0]!.request.tables['shop-table'].keys[2]).toEqual(keyOf(address()));
    expect(result.shippingAddress).toEqual(postal);
  });

  test.each([
    [
      'an address that is not there',
      asked({ shippingAddress: null, addressId: 'a9' }),
      batch(null, held, null),
      'NotFound',
    ],
    ['no cart', asked(), batch(null, null), 'CartEmpty'],
    ['an emptied cart', asked(), batch(null, cart({})), 'CartEmpty'],
  ])('with %s is refused after one read', async (_what, context, start, type) => {
    const { calls, error } = await walk('Mutation.placeOrder', context, table(start));
    expect(calls).toHaveLength(1);
    expect(error?.type).toBe(type);
  });
});

describe('the same key', () => {
  test('with the same input is the same order, in two reads', async () => {
    const { calls, result } = await walk('Mutation.placeOrder', asked(), table(batch(memory(), null)));
    expect(calls.map(({ step }) => step)).toEqual(['readCheckout', 'readRepeated']);
    expect(calls[1]!.request).toEqual({ operation: 'GetItem', key: keyOf(order()), consistentRead: true });
    expect(result.id).toBe('o1');
  });

  test('is the same when the input only differs in blanks and absent parts', async () => {
    const context = asked({
      shippingAddress: { phone: null, ...postal, city: ' Hamburg ', line2: '' },
      addressId: null,
      note: '  ',
    });
    const { result } = await walk('Mutation.placeOrder', context, table(batch(memory(), held)));
    expect(result.id).toBe('o1');
  });

  test.each([
    ['another address', { shippingAddress: { ...postal, city: 'Bremen' } }],
    ['another total', { expectedTotal: total(5301) }],
    ['a note', { note: 'x' }],
    ['an address of the account', { shippingAddress: null, addressId: 'a1' }],
  ])('with %s is refused', async (_what, input) => {
    const { calls, error } = await walk(
      'Mutation.placeOrder',
      asked(input),
      table(batch(memory(), held, address())),
    );
    expect(calls).toHaveLength(1);
    expect(error).toMatchObject({ type: 'IdempotencyConflict', info: { idempotencyKey: key } });
  });

  test('at the same time is the same order, whatever else the slower one met', async () => {
    const answer = table(
      batch(null, held),
      lost(memory(), undefined, undefined, cart({}), variant({ available: 0 }), undefined),
    );
    const { calls, result } = await walk('Mutation.placeOrder', asked(), answer);
    expect(calls.map(({ step }) => step)).toEqual([
      'readCheckout',
      'readCartVariants',
      'writeCheckout',
      'readRepeated',
    ]);
    expect(result.id).toBe('o1');
  });

  test('at the same time with another input is refused', async () => {
    const answer = table(batch(null, held), lost(memory({ request: '[]' })));
    const { error } = await walk('Mutation.placeOrder', asked(), answer);
    expect(error?.type).toBe('IdempotencyConflict');
  });

  test('after its time is a new order, though the memory lies there still', async () => {
    const old = memory({ expiresAt: Math.floor(Date.now() / 1000) - 1, request: '[]' });
    const { calls, result } = await walk('Mutation.placeOrder', asked(), table(batch(old, held), done));
    expect(calls.at(-1)!.step).toBe('writeCheckout');
    expect(result.id).not.toBe('o1');
  });
});

describe('lines that cannot be sold', () => {
  const stash = (variants: object[]): Record<string, unknown> => ({
    key,
    request,
    customerId: 'ada',
    address: postal,
    expectedTotal: 5300,
    now: at,
    cart: held,
    variants: Object.fromEntries(variants.map((one: any) => [one.sku, one])),
  });

  test.each([
    ['unknown', [], 'UnknownSku', { skus: ['MUG-RED', 'MUG-BLUE'] }],
    [
      'closed',
      [variant({ active: false }), blue({ active: false })],
      'NotForSale',
      { skus: ['MUG-RED', 'MUG-BLUE'] },
    ],
    [
      'short',
      [variant({ available: 1 }), blue({ available: 0 })],
      'OutOfStock',
      {
        lines: [
          { sku: 'MUG-RED', wanted: 2, available: 1 },
          { sku: 'MUG-BLUE', wanted: 2, available: 0 },
        ],
      },
    ],
    [
      'dearer',
      [variant({ price: 1251 }), blue()],
      'PriceChanged',
      { expected: 5300, total: 5302, currency: 'EUR' },
    ],
    [
      'cheaper',
      [variant({ price: 1249 }), blue()],
      'PriceChanged',
      { expected: 5300, total: 5298, currency: 'EUR' },
    ],
  ])('%s as read: every SKU is named, nothing is written', async (_what, variants, type, info) => {
    const context = customer('ada', { stash: stash(variants) });
    expect(await errorOf('steps/writeCheckout', 'request', context)).toMatchObject({ type, info });
  });

  const none = [undefined, undefined, undefined, undefined];
  test.each([
    [
      'sold out',
      [variant({ available: 1 }), blue({ available: 0 })],
      'OutOfStock',
      {
        lines: [
          { sku: 'MUG-RED', wanted: 2, available: 1 },
          { sku: 'MUG-BLUE', wanted: 2, available: 0 },
        ],
      },
    ],
    ['closed', [undefined, blue({ active: false })], 'NotForSale', { skus: ['MUG-BLUE'] }],
    [
      'dearer',
      [variant({ price: 9999 }), undefined],
      'PriceChanged',
      { expected: 5300, total: 22798, currency: 'EUR' },
    ],
  ])('%s meanwhile: told from what the transaction met', async (_what, met, type, info) => {
    const { error } = await walk(
      'Mutation.placeOrder',
      asked(),
      table(batch(null, held), lost(...none, ...met)),
    );
    expect(error).toMatchObject({ type, info });
  });

  test('a cart that changed meanwhile is told', async () => {
    const answer = table(
      batch(null, held),
      lost(undefined, undefined, undefined, cart({}), undefined, undefined),
    );
    const { error } = await walk('Mutation.placeOrder', asked(), answer);
    expect(error?.type).toBe('CartChanged');
  });
});

describe('a lost race', () => {
  test('is repeated at once', async () => {
    const { calls, result } = await walk(
      'Mutation.placeOrder',
      asked(),
      table(batch(null, held), conflict, done),
    );
    expect(calls.map(({ step }) => step)).toEqual([
      'readCheckout',
      'readCartVariants',
      'writeCheckout',
      'writeCheckout',
    ]);
    expect(result.status).toBe('PLACED');
  });

  test('is given up after three attempts', async () => {
    const answer = table(batch(null, held), conflict, conflict, conflict);
    const { calls, error } = await walk('Mutation.placeOrder', asked(), answer);
    expect(calls.filter(({ step }) => step === 'writeCheckout')).toHaveLength(3);
    expect(error?.type).toBe('Contention');
  });

  test('is not repeated for what is not a race', async () => {
    const { result, error } = failed(asked(), 'DynamoDB:AmazonDynamoDBException', 'Access to table denied');
    const walked = await walk('Mutation.placeOrder', asked(), table(batch(null, held), { result, error }));
    expect(walked.calls.filter(({ step }) => step === 'writeCheckout')).toHaveLength(1);
    expect(walked.error).toMatchObject({ type: 'Internal', info: { correlationId: expect.any(String) } });
  });
});

describe('bad input', () => {
  test.each([
    ['neither address', { shippingAddress: null }, 'InvalidInput', { field: 'shippingAddress' }],
    ['both addresses', { addressId: 'a1' }, 'InvalidInput', { field: 'shippingAddress' }],
    [
      'an address id with #',
      { shippingAddress: null, addressId: 'a1#x' },
      'InvalidInput',
      { field: 'addressId' },
    ],
    [
      'a bad address',
      { shippingAddress: { ...postal, country: 'Germany' } },
      'InvalidInput',
      { field: 'shippingAddress.country' },
    ],
    ['another currency', { expectedTotal: total(5300, 'USD') }, 'CurrencyMismatch', { currency: 'EUR' }],
    ['a negative total', { expectedTotal: total(-1) }, 'InvalidInput', { field: 'expectedTotal' }],
    ['a huge total', { expectedTotal: total(2_000_000_001) }, 'InvalidInput', { field: 'expectedTotal' }],
    ['a long note', { note: 'x'.repeat(501) }, 'InvalidInput', { field: 'note' }],
  ])('%s', async (_what, input, type, info) => {
    expect(await errorOf('Mutation.placeOrder', 'request', asked(input))).toMatchObject({ type, info });
  });

  test.each(['', 'short', 'with space', 'a#b#c#d#e', 'x'.repeat(65), 'zwölfzwölf'])(
    'the key %j',
    async (bad) => {
      expect(await errorOf('Mutation.placeOrder', 'request', asked({}, bad))).toMatchObject({
        type: 'InvalidInput',
        info: { field: 'idempotencyKey' },
      });
    },
  );
});
