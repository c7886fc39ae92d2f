import { describe, expect, test } from 'vitest';
import { idempotencyItem, stockShardItem, type StockShardItem } from '../../resolvers/generated/model.ts';
import { cancelled, customer, failed, type HandlerContext } from './context.ts';
import { errorOf, evaluate } from './evaluate.ts';
import { account, address, at, blue, cart, keyOf, order, postal, variant, zone } from './goods.ts';
import { batch, walk, type Answer, type Call } from './walk.ts';

const key = 'checkout-0001';
const money = (amount: number, currency = 'EUR') => ({ amount, currency });
const asked = (input: object = {}, idempotencyKey = key) =>
  customer('ada', {
    arguments: { input: { shippingAddress: postal, expectedTotal: money(5790), ...input }, idempotencyKey },
  });

const held = cart({ 'MUG-RED': 2, 'MUG-BLUE': 2 });
const done = { result: { keys: [], cancellationReasons: null } };

/** The canonical text of `asked()`, and the memory of it having become order `o1`. */
const request = JSON.stringify([null, Object.entries(postal), null, null, null, 5790, null]);
const memory = (changes: object = {}) =>
  idempotencyItem({
    customerId: 'ada',
    operation: 'placeOrder',
    key,
    request,
    answer: JSON.stringify({ id: 'o1' }),
    expiresAt: Math.floor(Date.now() / 1000) + 3600,
    createdAt: at,
    ...changes,
  });

/** What a table holds; the answers to the attempts to write come one after another. */
interface Table {
  readonly memory?: object | null;
  /** What the key was found to have become before a refusal was said. */
  readonly twin?: object;
  readonly cart?: object | null;
  readonly rest?: (object | null)[];
  /** What is read first, and what after overdue orders gave their stock back. */
  readonly variants?: object[][];
  readonly shards?: StockShardItem[];
  readonly zone?: object | null;
  readonly attempts?: Answer[];
}

function table({ variants = [[variant(), blue()]], ...stored }: Table = {}) {
  const reads = [...variants];
  const left = [...(stored.attempts ?? [done])];
  const start = batch(
    stored.cart === undefined ? held : stored.cart,
    account(),
    stored.memory ?? null,
    ...(stored.rest ?? []),
  );
  return ({ step }: Call): Answer => {
    if (step === 'readCheckout') return start;
    if (step === 'readRefused') return { result: stored.twin ?? null };
    if (step === 'readCartVariants') {
      return batch(...reads.shift()!, ...(stored.zone === null ? [] : [stored.zone ?? zone()]));
    }
    if (step === 'readShards') return batch(...stored.shards!);
    if (step === 'reclaimStock') return { result: {} };
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
const stepsOf = ({ calls }: { calls: readonly Call[] }) => calls.map(({ step }) => step);
const ok = undefined;

describe('a checkout', () => {
  test('is two reads and one transaction', async () => {
    const { calls, result } = await walk('Mutation.placeOrder', asked(), table());
    expect(calls.map(({ request }) => request.operation)).toEqual([
      'BatchGetItem',
      'BatchGetItem',
      'TransactWriteItems',
    ]);
    expect(calls[0]!.request.tables['shop-table']).toEqual({
      keys: [keyOf(held), keyOf(account()), keyOf(memory())],
      consistentRead: true,
    });
    // A stale price or stock would refuse a good checkout.
    expect(calls[1]!.request.tables['shop-table']).toEqual({
      keys: [keyOf(variant()), keyOf(blue()), keyOf(zone())],
      consistentRead: true,
    });
    expect(result).toMatchObject({
      customerId: 'ada',
      status: 'PLACED',
      nextStatuses: ['CONFIRMED', 'CANCELLED', 'EXPIRED'],
      subtotal: money(5300),
      shipping: money(490),
      total: money(5790),
      paid: money(0),
      shippingAddress: postal,
      sequence: 1,
      lines: [
        { sku: 'MUG-RED', quantity: 2, total: money(2500) },
        { sku: 'MUG-BLUE', quantity: 2, total: money(2800) },
      ],
    });
  });

  test('writes the memory, the cart, each stock, the order, its event and its reservation, and nothing else', async () => {
    const { calls, result } = await walk('Mutation.placeOrder', asked({ note: ' Ring twice ' }), table());
    const actions = calls[2]!.request.transactItems;
    const { pk, sk } = keyOf(order({ orderId: result.id }));
    expect(actions.map(({ operation, key }: any) => [operation, key])).toEqual([
      ['PutItem', keyOf(memory())],
      ['UpdateItem', keyOf(held)],
      ['UpdateItem', keyOf(variant())],
      ['UpdateItem', keyOf(blue())],
      ['PutItem', { pk, sk }],
      ['PutItem', { pk, sk: { S: '$orderPage#order_event_1#sequence_000001' } }],
      ['PutItem', { pk, sk: { S: '$orderPage#reservation_1' } }],
    ]);
    expect(actions[0]).toMatchObject({
      attributeValues: {
        request: { S: JSON.stringify([null, Object.entries(postal), null, null, null, 5790, 'Ring twice']) },
        answer: { S: JSON.stringify(result) },
      },
      condition: { expression: 'attribute_not_exists(#pk) OR #expiresAt <= :now' },
    });
    expect(actions[1]).toMatchObject({
      update: { expressionValues: { ':lines': { M: {} }, ':version': { N: 5 } } },
      condition: { expression: '#version = :read', expressionValues: { ':read': { N: 4 } } },
    });
    expect(actions[2]).toMatchObject({
      update: { expressionValues: { ':quantity': { N: 2 } } },
      condition: {
        expression: '#available >= :wanted AND #active = :true AND #price = :price',
        expressionValues: { ':wanted': { N: 2 }, ':true': { BOOL: true }, ':price': { N: 1250 } },
      },
    });
    expect(actions[4].attributeValues).toMatchObject({ total: { N: 5790 }, note: { S: 'Ring twice' } });
    expect(actions[6].attributeValues.until).toEqual({ S: result.reservedUntil });
  });

  test('with a card asks for the money in the same transaction', async () => {
    const { calls } = await walk('Mutation.placeOrder', asked({ payment: { token: 'tok_ok' } }), table());
    const kinds = calls[2]!.request.transactItems.map(({ attributeValues }: any) => attributeValues?.kind?.S);
    expect(kinds).toContain('AUTHORIZE');
  });

  test('of 49 lines fits a transaction', async () => {
    const skus = Array.from({ length: 49 }, (_, index) => `S${index}`);
    const entry = {
      price: 100,
      available: 1,
      active: true,
      taxClass: 'ZERO',
      categoryId: 'c',
      sellerId: 'shop',
    };
    const context = customer('ada', {
      stash: {
        key,
        request,
        callerId: 'ada',
        operation: 'placeOrder',
        address: postal,
        zone: zone(),
        expectedTotal: 5390,
        now: at,
        cart: cart(Object.fromEntries(skus.map((sku) => [sku, 1]))),
        variants: Object.fromEntries(
          skus.map((sku) => [sku, { ...entry, sku, title: sku, productTitle: 'P' }]),
        ),
      },
    });
    const { result } = await evaluate('steps/writeCheckout', 'request', context);
    expect(result.transactItems).toHaveLength(54);
  });

  test('to an address of the account keeps a copy of it', async () => {
    const context = asked({ shippingAddress: null, addressId: 'a1' });
    const { calls, result } = await walk('Mutation.placeOrder', context, table({ rest: [address()] }));
    expect(calls[0]!.request.tables['shop-table'].keys[3]).toEqual(keyOf(address()));
    expect(result.shippingAddress).toEqual(postal);
  });

  test('with an address that is not there is refused after one read', async () => {
    const context = asked({ shippingAddress: null, addressId: 'a9' });
    const { calls, error } = await walk('Mutation.placeOrder', context, table({ rest: [null] }));
    expect(stepsOf({ calls })).toEqual(['readCheckout']);
    expect(error?.type).toBe('NotFound');
  });

  test.each<[string, Table]>([
    ['no cart', { cart: null }],
    ['an emptied cart', { cart: cart({}) }],
  ])('with %s is refused after one read, and a look for a twin', async (_what, stored) => {
    const { calls, error } = await walk('Mutation.placeOrder', asked(), table(stored));
    expect(stepsOf({ calls })).toEqual(['readCheckout', 'readRefused']);
    expect(error?.type).toBe('CartEmpty');
  });

  test('to where the shop does not send is refused before the write', async () => {
    const { calls, error } = await walk('Mutation.placeOrder', asked(), table({ zone: null }));
    expect(error).toMatchObject({ type: 'NoDelivery', info: { country: 'DE', shippingMethods: [] } });
    expect(stepsOf({ calls })).toEqual(['readCheckout', 'readCartVariants', 'readRefused']);
  });
});

describe('the same key', () => {
  test('with the same input is the same answer, in one read', async () => {
    const { calls, result } = await walk(
      'Mutation.placeOrder',
      asked(),
      table({ memory: memory(), cart: null }),
    );
    expect(stepsOf({ calls })).toEqual(['readCheckout']);
    expect(result).toEqual({ id: 'o1' });
  });

  test('is the same when the input only differs in blanks and absent parts', async () => {
    const shippingAddress = { phone: null, ...postal, city: ' Hamburg ', line2: '' };
    const context = asked({ shippingAddress, addressId: null, note: '  ' });
    const { result } = await walk('Mutation.placeOrder', context, table({ memory: memory() }));
    expect(result.id).toBe('o1');
  });

  test.each([
    ['another address', { shippingAddress: { ...postal, city: 'Bremen' } }],
    ['another total', { expectedTotal: money(5791) }],
    ['a note', { note: 'x' }],
    ['another way of sending', { shippingMethod: 'express' }],
    ['a card', { payment: { token: 'tok_ok' } }],
  ])('with %s is refused', async (_what, input) => {
    const { calls, error } = await walk('Mutation.placeOrder', asked(input), table({ memory: memory() }));
    expect(calls).toHaveLength(1);
    expect(error).toMatchObject({ type: 'IdempotencyConflict', info: { idempotencyKey: key } });
  });

  test('at the same time is the same answer, whatever else the slower one met', async () => {
    const attempts = [lost(memory(), cart({}), variant({ available: 0 }), ok)];
    const { calls, result } = await walk('Mutation.placeOrder', asked(), table({ attempts }));
    expect(stepsOf({ calls })).toEqual(['readCheckout', 'readCartVariants', 'writeCheckout']);
    expect(result).toEqual({ id: 'o1' });
  });

  test.each<[string, Table]>([
    ['the cart', { cart: null }],
    [
      'the last units',
      {
        variants: [
          [variant({ available: 0 }), blue()],
          [variant({ available: 0 }), blue()],
        ],
      },
    ],
    ['all that was open', { variants: [[variant({ active: false }), blue()]] }],
    ['the cart while this one was about to', { attempts: [lost(ok, cart({}), ok, ok)] }],
  ])('at the same time is the same answer, when the first took %s', async (_what, stored) => {
    const { calls, result } = await walk(
      'Mutation.placeOrder',
      asked(),
      table({ ...stored, twin: memory() }),
    );
    expect(calls.at(-1)!.request).toEqual({
      operation: 'GetItem',
      key: keyOf(memory()),
      consistentRead: true,
    });
    expect(result).toEqual({ id: 'o1' });
  });

  test('at the same time with another input is refused', async () => {
    const attempts = [lost(memory({ request: '[]' }))];
    const { error } = await walk('Mutation.placeOrder', asked(), table({ attempts }));
    expect(error?.type).toBe('IdempotencyConflict');
  });

  test('after its time is a new order, though the memory lies there still', async () => {
    const old = memory({ expiresAt: Math.floor(Date.now() / 1000) - 1, request: '[]' });
    const { calls, result } = await walk('Mutation.placeOrder', asked(), table({ memory: old }));
    expect(calls.at(-1)!.step).toBe('writeCheckout');
    expect(result.id).not.toBe('o1');
  });
});

describe('lines that cannot be sold', () => {
  const short = {
    lines: [
      { sku: 'MUG-RED', wanted: 2, available: 1 },
      { sku: 'MUG-BLUE', wanted: 2, available: 0 },
    ],
  };
  const few = [variant({ available: 1 }), blue({ available: 0 })];

  test.each<[string, object[], string, object]>([
    ['unknown', [], 'UnknownSku', { skus: ['MUG-RED', 'MUG-BLUE'] }],
    [
      'closed',
      [variant({ active: false }), blue({ active: false })],
      'NotForSale',
      { skus: ['MUG-RED', 'MUG-BLUE'] },
    ],
    [
      'dearer',
      [variant({ price: 1251 }), blue()],
      'PriceChanged',
      { expected: 5790, total: 5792, currency: 'EUR' },
    ],
    [
      'cheaper',
      [variant({ price: 1249 }), blue()],
      'PriceChanged',
      { expected: 5790, total: 5788, currency: 'EUR' },
    ],
  ])('%s as read: every SKU is named, nothing is written', async (_what, variants, type, info) => {
    const { calls, error } = await walk('Mutation.placeOrder', asked(), table({ variants: [variants] }));
    expect(error).toMatchObject({ type, info });
    expect(stepsOf({ calls })).not.toContain('writeCheckout');
  });

  test('short as read: overdue orders give theirs back, then every SKU is named', async () => {
    const { calls, error } = await walk('Mutation.placeOrder', asked(), table({ variants: [few, few] }));
    expect(stepsOf({ calls })).toEqual([
      'readCheckout',
      'readCartVariants',
      'reclaimStock',
      'readCartVariants',
      'readRefused',
    ]);
    expect(calls[2]!.request).toEqual({ operation: 'Invoke', payload: { skus: ['MUG-RED', 'MUG-BLUE'] } });
    expect(error).toMatchObject({ type: 'OutOfStock', info: short });
  });

  test('short as read are sold when overdue orders gave enough back', async () => {
    const { calls, result } = await walk(
      'Mutation.placeOrder',
      asked(),
      table({ variants: [few, [variant(), blue()]] }),
    );
    expect(calls.at(-1)!.step).toBe('writeCheckout');
    expect(result.total).toEqual(money(5790));
  });

  test.each<[string, (object | undefined)[], object[], string, object]>([
    ['sold out', few, few, 'OutOfStock', short],
    ['closed', [ok, blue({ active: false })], [variant(), blue()], 'NotForSale', { skus: ['MUG-BLUE'] }],
    [
      'dearer',
      [variant({ price: 9999 }), ok],
      [variant(), blue()],
      'PriceChanged',
      { expected: 5790, total: 22_798, currency: 'EUR' },
    ],
  ])('%s meanwhile: told from what the transaction met', async (_what, met, again, type, info) => {
    const attempts = [lost(ok, ok, ...met)];
    const { error } = await walk(
      'Mutation.placeOrder',
      asked(),
      table({ variants: [[variant(), blue()], again], attempts }),
    );
    expect(error).toMatchObject({ type, info });
  });

  test('a cart that changed meanwhile is told', async () => {
    const attempts = [lost(ok, cart({}), ok, ok)];
    const { error } = await walk('Mutation.placeOrder', asked(), table({ attempts }));
    expect(error?.type).toBe('CartChanged');
  });
});

describe('a stock that is spread', () => {
  const shard = (number: number, available: number) =>
    stockShardItem({
      productId: 'p1',
      sku: 'MUG-RED',
      shard: number,
      available,
      reserved: 0,
      sold: 0,
      price: 1250,
      active: true,
    });
  const mug = (available: number, shards = 3) => variant({ available, shards, shardsEver: 3 });
  const buying = asked({ expectedTotal: money(2990) });
  /** A shop of that stock; what is looked at once more is looked at all at one moment. */
  function spread(first: object[], again: Answer[] = [], attempts: Answer[] = [done]) {
    const [own, ...shards] = first as [object, ...StockShardItem[]];
    const stored = table({ cart: cart({ 'MUG-RED': 2 }), variants: [[own], [own]], shards, attempts });
    const looks = [...again];
    return (call: Call): Answer =>
      call.request.operation === 'TransactGetItems' ? looks.shift()! : stored(call);
  }
  const sight = (...items: object[]): Answer => ({ result: { items, cancellationReasons: null } });
  const taken = (calls: readonly Call[], length = 1) =>
    calls.at(-1)!.request.transactItems.slice(2, 2 + length) as any[];

  test('is taken from in whichever part has enough, the variant among them', async () => {
    const found = new Set<string>();
    const stock = [mug(5), shard(1, 5), shard(2, 0)];
    for (let buyer = 0; buyer < 40; buyer += 1) {
      const { calls } = await walk('Mutation.placeOrder', buying, spread(stock));
      expect(stepsOf({ calls })).toEqual(['readCheckout', 'readCartVariants', 'readShards', 'writeCheckout']);
      expect(calls[2]!.request.tables['shop-table'].keys).toEqual(
        stock.slice(1).map((each) => keyOf(each as any)),
      );
      const [action] = taken(calls);
      expect(action.condition.expression).toBe(
        '#available >= :wanted AND #active = :true AND #price = :price',
      );
      found.add(action.key.pk.S);
    }
    expect([...found].sort()).toEqual(stock.slice(0, 2).map(({ pk }) => pk));
  });

  test('gathers its last units from several parts', async () => {
    const { calls, result } = await walk(
      'Mutation.placeOrder',
      buying,
      spread([mug(0), shard(1, 1), shard(2, 1)]),
    );
    expect(result.status).toBe('PLACED');
    const keys = taken(calls, 2).map(({ key: { pk } }) => pk.S);
    expect(keys.sort()).toEqual([shard(1, 1).pk, shard(2, 1).pk]);
    expect(taken(calls, 2).map(({ update }) => update.expressionValues)).toEqual([
      { ':quantity': { N: 1 } },
      { ':quantity': { N: 1 } },
    ]);
  });

  test('that has come together again is not read in its parts, unless the variant is short', async () => {
    const { calls } = await walk('Mutation.placeOrder', buying, spread([mug(2, 1)]));
    expect(stepsOf({ calls })).not.toContain('readShards');
    expect(taken(calls)[0].key.pk.S).toBe(mug(2).pk);
    const short = await walk('Mutation.placeOrder', buying, spread([mug(1, 1), shard(1, 0), shard(2, 2)]));
    expect(taken(short.calls)[0].key.pk.S).toBe(shard(2, 2).pk);
  });

  test('whose part was emptied meanwhile is taken from in the other', async () => {
    const shards = [shard(1, 2), shard(2, 2)];
    const answer = spread([mug(0), ...shards]);
    const tried: string[] = [];
    const { calls, result } = await walk('Mutation.placeOrder', buying, (call) => {
      if (call.step !== 'writeCheckout') return answer(call);
      tried.push(call.request.transactItems[2].key.pk.S);
      // Where buyers begin is chance.
      const met = shards.find(({ pk }) => pk === tried[0])!;
      return tried.length === 1 ? lost(ok, ok, { ...met, available: 0 }) : done;
    });
    expect([...tried].sort()).toEqual(shards.map(({ pk }) => pk));
    expect(stepsOf({ calls })).not.toContain('reclaimStock');
    expect(result.status).toBe('PLACED');
  });

  test('is out only when all parts were seen at one moment', async () => {
    const stock = [mug(0), shard(1, 1), shard(2, 0)];
    const { calls, error } = await walk('Mutation.placeOrder', buying, spread(stock, [sight(...stock)]));
    expect(stepsOf({ calls }).slice(-4)).toEqual([
      'reclaimStock',
      'readCartVariants',
      'readShards',
      'readRefused',
    ]);
    expect(calls.at(-2)!.request.transactItems.map(({ key: item }: any) => item.pk.S)).toEqual(
      stock.map(({ pk }) => pk),
    );
    expect(error).toMatchObject({
      type: 'OutOfStock',
      info: { lines: [{ sku: 'MUG-RED', wanted: 2, available: 1 }] },
    });

    const busy = { ...lost('TransactionConflict', ok, ok) };
    const unseen = await walk('Mutation.placeOrder', buying, spread(stock, [busy]));
    expect(unseen.error?.type).toBe('Contention');
    // A part more than the variant had when it was read.
    const grown = sight(variant({ available: 0, shards: 4, shardsEver: 4 }), shard(1, 0), shard(2, 0));
    expect((await walk('Mutation.placeOrder', buying, spread(stock, [grown]))).error?.type).toBe(
      'Contention',
    );
  });

  test('is taken from where units moved to between two looks', async () => {
    const stock = [mug(0), shard(1, 0), shard(2, 0)];
    const { calls, result } = await walk(
      'Mutation.placeOrder',
      buying,
      spread(stock, [sight(mug(2), shard(1, 0), shard(2, 0))]),
    );
    expect(result.status).toBe('PLACED');
    expect(taken(calls)[0].key.pk.S).toBe(mug(2).pk);
  });

  test('that others bought from after the look is asked for again, not out', async () => {
    const stock = [mug(0), shard(1, 0), shard(2, 0)];
    const gone = lost(ok, ok, shard(1, 0));
    const { error } = await walk(
      'Mutation.placeOrder',
      buying,
      spread(stock, [sight(mug(0), shard(1, 2), shard(2, 0))], [gone]),
    );
    expect(error?.type).toBe('Contention');
  });
});

describe('a lost race', () => {
  const conflict = lost(ok, ok, ok, 'TransactionConflict');

  test('is repeated at once', async () => {
    const { calls, result } = await walk(
      'Mutation.placeOrder',
      asked(),
      table({ attempts: [conflict, done] }),
    );
    expect(stepsOf({ calls })).toEqual([
      'readCheckout',
      'readCartVariants',
      'writeCheckout',
      'writeCheckout',
    ]);
    expect(result.status).toBe('PLACED');
  });

  test('is given up after three attempts', async () => {
    const attempts = [conflict, conflict, conflict];
    const { calls, error } = await walk('Mutation.placeOrder', asked(), table({ attempts }));
    expect(stepsOf({ calls }).filter((step) => step === 'writeCheckout')).toHaveLength(3);
    expect(error?.type).toBe('Contention');
  });

  test('is not repeated for what is not a race', async () => {
    const { result, error } = failed(asked(), 'DynamoDB:AmazonDynamoDBException', 'Access to table denied');
    const walked = await walk('Mutation.placeOrder', asked(), table({ attempts: [{ result, error }] }));
    expect(stepsOf(walked).filter((step) => step === 'writeCheckout')).toHaveLength(1);
    expect(walked.error).toMatchObject({ type: 'Internal', info: { correlationId: expect.any(String) } });
  });
});

describe('bad input', () => {
  test.each<[string, object, string, object]>([
    ['neither address', { shippingAddress: null }, 'InvalidInput', { field: 'shippingAddress' }],
    ['both addresses', { addressId: 'a1' }, 'InvalidInput', { field: 'shippingAddress' }],
    [
      'an address id with #',
      { shippingAddress: null, addressId: 'a1#x' },
      'InvalidInput',
      { field: 'addressId' },
    ],
    ['another currency', { expectedTotal: money(5790, 'USD') }, 'CurrencyMismatch', { currency: 'EUR' }],
    ['a negative total', { expectedTotal: money(-1) }, 'InvalidInput', { field: 'expectedTotal' }],
    ['a huge total', { expectedTotal: money(2_000_000_001) }, 'InvalidInput', { field: 'expectedTotal' }],
    ['a long note', { note: 'x'.repeat(501) }, 'InvalidInput', { field: 'note' }],
    ['a voucher code in small letters', { voucherCode: 'a#b' }, 'InvalidInput', { field: 'voucherCode' }],
    ['an empty token', { payment: { token: '' } }, 'InvalidInput', { field: 'payment.token' }],
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

describe('a quote', () => {
  const quoting = (input: object) => customer('ada', { arguments: { input } });

  test('is two reads, priced as the order will be', async () => {
    const reads = ({ step }: Call) =>
      step === 'readCheckout' ? batch(held, account()) : batch(variant(), blue(), zone());
    const { calls, result } = await walk('Query.quote', quoting({ country: 'DE' }), reads);
    expect(calls.map(({ request }) => request.operation)).toEqual(['BatchGetItem', 'BatchGetItem']);
    expect(result).toMatchObject({
      subtotal: money(5300),
      shipping: money(490),
      total: money(5790),
      shippingMethod: 'standard',
      lines: [{ sku: 'MUG-RED', taxRate: 1900 }, { sku: 'MUG-BLUE' }],
    });
    expect(result.shippingMethods.map(({ id }: any) => id)).toEqual(['standard', 'express']);
  });

  test.each<[object, string]>([
    [{}, 'InvalidInput'],
    [{ country: 'DE', addressId: 'a1' }, 'InvalidInput'],
    [{ country: 'Germany' }, 'InvalidInput'],
  ])('of %j is refused', async (input, type) => {
    expect((await errorOf('Query.quote', 'request', quoting(input)))?.type).toBe(type);
  });
});
