import { describe, expect, test } from 'vitest';
import {
  returnItem,
  saleItem,
  shipmentItem,
  stockShardItem,
  stockWatchItem,
  type ReturnItem,
  type SaleItem,
  type ShipmentItem,
} from '../../resolvers/generated/model.ts';
import type { OrderState } from '../../rules/states/order.ts';
import { customer, guest, seller, service, staff, type HandlerContext } from './context.ts';
import { errorOf, evaluate } from './evaluate.ts';
import { at, event, keyOf, order, product, variant } from './goods.ts';
import { batch, page, walk, type Answer, type Call } from './walk.ts';

const late = '9999-01-01T00:00:00.000Z';
const [line] = order().lines as [ReturnType<typeof order>['lines'][number]];

/** An order with a mug of the shop's, two hats of selma's and a scarf of sam's. */
const sold = (changes: Parameters<typeof order>[0] = {}) =>
  order({
    reservedUntil: late,
    lines: [
      line,
      { ...line, sku: 'HAT', sellerId: 'selma', quantity: 2, total: 4000 },
      { ...line, sku: 'SCARF', sellerId: 'sam', quantity: 1, total: 700 },
    ],
    ...changes,
  });

const shipment = (shipmentId: string, skus: string[], changes: Partial<ShipmentItem> = {}) =>
  shipmentItem({
    orderId: 'o1',
    shipmentId,
    status: 'PACKED',
    lines: skus.map((sku) => ({ sku, quantity: 1 })),
    amount: 9999,
    createdAt: at,
    updatedAt: at,
    ...changes,
  });

const returned = (returnId: string, skus: string[], changes: Partial<ReturnItem> = {}) =>
  returnItem({
    orderId: 'o1',
    returnId,
    customerId: 'ada',
    sellerId: 'selma',
    status: 'REQUESTED',
    lines: skus.map((sku) => ({ sku, quantity: 1, reason: 'torn', received: 0, restocked: 0 })),
    amount: 9999,
    note: 'I am at home on Mondays.',
    createdAt: at,
    updatedAt: at,
    ...changes,
  });

/** What lies beside the order. */
const beside = [
  event({ sequence: 1 }),
  event({ sequence: 2, type: 'PAYMENT_AUTHORIZED', amount: 9999, subjectId: 'pay1' }),
  event({ sequence: 3, type: 'CONFIRMED', status: 'CONFIRMED', actor: 'system', note: 'for your eyes' }),
  event({ sequence: 4, type: 'SHIPMENT_PACKED', subjectId: 'shipment-1' }),
  event({ sequence: 5, type: 'SHIPMENT_PACKED', subjectId: 'shipment-2' }),
  event({ sequence: 6, type: 'SHIPMENT_PACKED', subjectId: 'shipment-3' }),
  event({ sequence: 7, type: 'RETURN_REQUESTED', subjectId: 'return-1' }),
  event({ sequence: 8, type: 'RETURN_REQUESTED', subjectId: 'return-2' }),
  event({ sequence: 9, type: 'RETURN_REQUESTED', subjectId: 'return-3' }),
  shipment('shipment-1', ['HAT'], { carrier: 'DHL' }),
  shipment('shipment-2', ['SCARF']),
  shipment('shipment-3', ['MUG-RED', 'HAT']),
  returned('return-1', ['HAT'], { amount: 2000, note: 'Too small.' }),
  returned('return-2', ['MUG-RED']),
  returned('return-3', ['HAT', 'SCARF']),
];

/** What of that is selma's: a parcel or a return with anything else in it is not. */
const ofSelma = {
  shipments: [{ id: 'shipment-1', lines: [{ sku: 'HAT', quantity: 1 }], carrier: 'DHL' }],
  returns: [
    {
      id: 'return-1',
      status: 'REQUESTED',
      lines: [{ sku: 'HAT', quantity: 1, reason: 'torn' }],
      refund: { amount: 2000, currency: 'EUR' },
    },
  ],
  events: [1, 3, 4, 7].map((sequence) => ({ sequence })),
};

/** No word of somebody else's in an answer. */
function expectOwn(answer: unknown) {
  const text = JSON.stringify(answer);
  for (const foreign of ['SCARF', 'MUG-RED', 'sam', 'ada', 'Long Lane', '9999', 'Mondays', 'your eyes']) {
    expect(text).not.toContain(foreign);
  }
}

describe('a sale', () => {
  const asked = (who: string, ...selects: string[]) =>
    seller(who, { arguments: { orderId: 'o1' }, selects: ['status', ...selects] });

  test('alone is one item, with the own lines and no more of the customer than the country', async () => {
    const { calls, result } = await walk('Query.sale', asked('selma'), () => ({ result: sold() }));
    expect(calls.map(({ request }) => request)).toEqual([
      { operation: 'GetItem', key: keyOf(sold()), consistentRead: true },
    ]);
    expect(result).toMatchObject({
      orderId: 'o1',
      status: 'PLACED',
      lines: [{ sku: 'HAT', quantity: 2, shipped: 0, returning: 0, returned: 0, refunded: 0 }],
      total: { amount: 4000, currency: 'EUR' },
      country: 'DE',
      shippingAddress: null,
      sequence: 1,
    });
    expectOwn(result);
  });

  test.each(['shipments', 'returns', 'events'])('with its %s is one Query', async (child) => {
    const whole = () => page([sold(), ...beside]);
    const { calls, result } = await walk('Query.sale', asked('selma', child), whole);
    expect(calls).toHaveLength(1);
    expect(result).toMatchObject(ofSelma);
    expect(result.events).toHaveLength(4);
    expectOwn(result);
    for (const field of ['Sale.shipments', 'Sale.returns', 'Sale.events'] as const) {
      const below = await walk(field, seller('selma', { source: result }), whole);
      expect([below.calls, below.error]).toEqual([[], undefined]);
    }
  });

  test('of a list has its children when they are asked for, and they are the own ones alone', async () => {
    const { result: listed } = await walk('Query.sale', asked('selma'), () => ({ result: sold() }));
    const below = async (field: 'Sale.shipments' | 'Sale.returns' | 'Sale.events', items: object[]) => {
      const walked = await walk(field, seller('selma', { source: listed }), () => page(items));
      expect(walked.calls).toHaveLength(1);
      expect(walked.calls[0]!.request.query.expressionValues[':pk']).toEqual({ S: '$shop#orderId_o1' });
      expectOwn(walked.result);
      return walked.result;
    };
    expect(await below('Sale.shipments', beside.slice(9, 12))).toMatchObject(ofSelma.shipments);
    expect(await below('Sale.returns', beside.slice(12))).toMatchObject(ofSelma.returns);
    expect(await below('Sale.events', [sold(), ...beside])).toMatchObject(ofSelma.events);
  });

  test.each([
    ['another seller', asked('rita')],
    ['its customer, were they a seller', asked('ada')],
    ['the seller by that name of the shop’s own goods', asked('')],
    ['somebody without an id', guest({ arguments: { orderId: 'o1' }, selects: ['status'] })],
  ])('is hidden from %s', async (_who, context) => {
    const { result, error } = await walk('Query.sale', context, () => ({ result: sold() }));
    expect([result, error]).toEqual([null, undefined]);
    const nothing = await walk('Query.sale', context, () => ({ result: null }));
    expect([nothing.result, nothing.error]).toEqual([null, undefined]);
  });

  test('is ended first when its time is up', async () => {
    const due = [sold({ reservedUntil: at }), sold({ status: 'EXPIRED' })];
    const walked = await walk('Query.sale', asked('selma'), ({ step }) =>
      step === 'endOverdue' ? { result: {} } : { result: due.shift() },
    );
    expect(walked.calls.map(({ step }) => step)).toEqual(['readSale', 'endOverdue', 'readSale']);
    expect(walked.result.status).toBe('EXPIRED');
  });
});

describe('sales', () => {
  const placedAt = (second: number) => new Date(Date.UTC(2026, 0, 2, 9, 0, second)).toISOString();
  const states: OrderState[] = ['CONFIRMED', 'PARTIALLY_SHIPPED', 'DELIVERED'];
  const sales = Array.from({ length: 12 }, (_, second) =>
    saleItem({
      sellerId: 'selma',
      orderId: `o${10 + second}`,
      placedAt: placedAt(second),
      status: states[(second * 5) % 3]!,
      sequence: 3,
    }),
  );

  /** The table with those sales, and their orders. */
  function answer({ step, request }: Call): Answer {
    if (step === 'readSales') {
      const { ':pk': pk, ':sk': prefix, ':from': from, ':to': to } = request.query.expressionValues;
      const [pkName, skName] = request.index ? (['gsi1pk', 'gsi1sk'] as const) : (['pk', 'sk'] as const);
      const found = sales
        .filter((sale) => sale[pkName] === pk.S)
        .filter((sale) =>
          prefix ? sale[skName].startsWith(prefix.S) : sale[skName] >= from.S && sale[skName] <= to.S,
        );
      const turned = request.scanIndexForward ? found : found.reverse();
      return page(turned.slice(0, request.limit), turned.length > request.limit ? 'more' : null);
    }
    const keys: { pk: { S: string } }[] = request.tables['shop-table'].keys;
    return batch(...keys.map(({ pk }) => orderOf(sales.find((sale) => pk.S.endsWith(`_${sale.orderId}`))!)));
  }
  const orderOf = ({ orderId, placedAt, status }: SaleItem) => sold({ orderId, placedAt, status });
  const asked = (args: Record<string, unknown>) => seller('selma', { arguments: args });
  const idsOf = (items: { orderId: string }[]) => items.map(({ orderId }) => orderId);

  const lists: [string, Record<string, unknown>, SaleItem[]][] = [
    ['all', {}, [...sales].reverse()],
    ['the oldest first', { oldestFirst: true }, sales],
    [
      'of one state',
      { statuses: ['CONFIRMED'] },
      sales.filter(({ status }) => status === 'CONFIRMED').reverse(),
    ],
    [
      'of two states',
      { statuses: ['CONFIRMED', 'PARTIALLY_SHIPPED'] },
      sales.filter(({ status }) => status !== 'DELIVERED').reverse(),
    ],
    [
      'of two states, the oldest first',
      { statuses: ['DELIVERED', 'CONFIRMED'], oldestFirst: true },
      sales.filter(({ status }) => status !== 'PARTIALLY_SHIPPED'),
    ],
    [
      'of a span of time, both ends in it',
      { from: placedAt(3), to: placedAt(8) },
      sales.slice(3, 9).reverse(),
    ],
    ['from a time on', { from: placedAt(7), oldestFirst: true }, sales.slice(7)],
    [
      'of two states until a time',
      { statuses: ['CONFIRMED', 'DELIVERED'], to: placedAt(6) },
      sales
        .slice(0, 7)
        .filter(({ status }) => status !== 'PARTIALLY_SHIPPED')
        .reverse(),
    ],
    ['of a state that none is in', { statuses: ['CANCELLED'] }, []],
  ];

  test.each(lists)(
    '%s come page by page, each once, and lead to the last',
    async (_which, args, expected) => {
      for (const limit of [2, 5, 50]) {
        const seen: string[] = [];
        let nextToken: string | null = null;
        for (let pages = 0; pages <= expected.length; pages += 1) {
          const { result, error }: Awaited<ReturnType<typeof walk>> = await walk(
            'Query.mySales',
            asked({ ...args, limit, nextToken }),
            answer,
          );
          expect(error).toBeUndefined();
          expect(result.items.length).toBeLessThanOrEqual(limit);
          seen.push(...idsOf(result.items));
          nextToken = result.nextToken;
          if (!nextToken) break;
        }
        expect(seen).toEqual(idsOf(expected));
      }
    },
  );

  test('are those of the caller alone, whoever is named', async () => {
    const { calls } = await walk('Query.mySales', asked({ sellerId: 'sam', statuses: ['PLACED'] }), answer);
    expect(calls[0]!.request.query.expressionValues[':pk']).toEqual({
      S: '$shop#sellerId_selma#status_PLACED',
    });
    const others = await walk('Query.mySales', seller('rita', { arguments: {} }), answer);
    expect(others.result).toEqual({ items: [], nextToken: null });
  });

  test('leave out what stands elsewhere by now', async () => {
    const { result } = await walk('Query.mySales', asked({ statuses: ['CONFIRMED'] }), (call) => {
      if (call.step === 'readSales') return answer(call);
      return batch(
        sold({ orderId: 'o10', status: 'PARTIALLY_SHIPPED' }),
        sold({ orderId: 'o13', status: 'CONFIRMED' }),
      );
    });
    expect(idsOf(result.items)).toEqual(['o13']);
  });

  test.each([
    ['limit', { limit: 0 }],
    ['limit', { limit: 51 }],
    ['statuses', { statuses: ['PLACED', 'CONFIRMED', 'ON_HOLD', 'SHIPPED', 'DELIVERED'] }],
    ['statuses', { statuses: ['PLACED', 'PLACED'] }],
    ['to', { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' }],
  ])('refuse a bad %s: %j', async (field, args) => {
    expect(await errorOf('Query.mySales', 'request', asked(args))).toMatchObject({
      type: 'InvalidInput',
      info: { field },
    });
  });

  test('refuse a token of another list, or of none', async () => {
    const { result } = await walk('Query.mySales', asked({ limit: 2 }), answer);
    for (const args of [{ statuses: ['CONFIRMED'] }, { oldestFirst: true }, { from: placedAt(0) }]) {
      const other = asked({ ...args, nextToken: result.nextToken });
      expect(await errorOf('Query.mySales', 'request', other)).toMatchObject({ type: 'InvalidCursor' });
    }
    for (const nextToken of ['not-ours', btoa('sales  newest   2026#o1'), btoa('x')]) {
      expect(await errorOf('Query.mySales', 'request', asked({ nextToken }))).toMatchObject({
        type: 'InvalidCursor',
      });
    }
  });
});

describe("a seller's products", () => {
  const products = Array.from({ length: 9 }, (_, second) =>
    product({
      productId: `p${second}`,
      sellerId: 'selma',
      status: (['ACTIVE', 'DRAFT', 'ARCHIVED'] as const)[second % 3]!,
      createdAt: new Date(Date.UTC(2026, 0, 2, 9, 0, second)).toISOString(),
    }),
  );
  const answer = ({ request }: Call) => {
    const { ':pk': pk, ':sk': prefix, ':from': from, ':to': to } = request.query.expressionValues;
    const found = products
      .filter(({ gsi3pk }) => gsi3pk === pk.S)
      .filter(({ gsi3sk }) => (prefix ? gsi3sk.startsWith(prefix.S) : gsi3sk >= from.S && gsi3sk <= to.S))
      .reverse();
    // As if two items were all that one Query may read.
    const read = found.slice(0, Math.min(2, request.limit));
    return page(read, found.length > read.length ? 'more' : null);
  };

  test.each([
    ['all', {}, [8, 7, 6, 5, 4, 3, 2, 1, 0]],
    ['drafts', { status: 'DRAFT' }, [7, 4, 1]],
  ])('%s come newest first, page by page', async (_which, args, expected) => {
    for (const limit of [1, 4, 20]) {
      const seen: string[] = [];
      let nextToken: string | null = null;
      do {
        const asked = seller('selma', { arguments: { ...args, limit, nextToken } });
        const { result, error }: Awaited<ReturnType<typeof walk>> = await walk(
          'Query.myProducts',
          asked,
          answer,
        );
        expect(error).toBeUndefined();
        seen.push(...result.items.map(({ id }: { id: string }) => id));
        nextToken = result.nextToken;
      } while (nextToken);
      expect(seen).toEqual(expected.map((second) => `p${second}`));
    }
  });

  test.each([
    ['a seller', seller('sam', { arguments: { sellerId: 'rival', status: 'DRAFT' } }), 'sam'],
    ['staff', staff({ arguments: { status: 'DRAFT' } }), 'shop'],
  ])('are those of %s by the token alone, with one Query for one state', async (_who, context, owner) => {
    const { calls } = await walk('Query.myProducts', context, () => page([]));
    expect(calls).toHaveLength(1);
    expect(calls[0]!.request).toMatchObject({
      index: 'gsi3',
      query: { expressionValues: { ':pk': { S: `$shop#sellerId_${owner}#status_DRAFT` } } },
    });
    expect(calls[0]!.request).not.toHaveProperty('filter');
  });
});

describe('news of sales', () => {
  test('are heard of by their seller alone', async () => {
    const { result, subscriptionFilter } = await evaluate(
      'Subscription.onSale',
      'response',
      seller('selma', { arguments: { sellerId: 'sam', orderId: 'o1' } }),
    );
    expect(result).toBeNull();
    const equal = (fieldName: string, value: string) => ({ fieldName, operator: 'eq', value });
    const { filters } = subscriptionFilter.filterGroup[0];
    expect(filters).toHaveLength(2);
    expect(filters).toEqual(expect.arrayContaining([equal('sellerId', 'selma'), equal('orderId', 'o1')]));
    const bad = seller('selma', { arguments: { orderId: 'a#b' } });
    expect(await errorOf('Subscription.onSale', 'response', bad)).toMatchObject({ type: 'InvalidInput' });
  });

  test('hold the own goods alone, read in one Query', async () => {
    const told = (sellerId: string) => service({ arguments: { input: { sellerId, orderId: 'o1' } } });
    const order = () => page([sold({ sequence: 7 }), ...beside]);
    const { calls, result } = await walk('Mutation.publishSale', told('selma'), order);
    expect(calls).toHaveLength(1);
    expect(result).toMatchObject({ sellerId: 'selma', orderId: 'o1', sequence: 7, sale: ofSelma });
    expectOwn(result);
    const { error } = await walk('Mutation.publishSale', told('rita'), order);
    expect(error).toMatchObject({ type: 'NotFound' });
  });
});

describe('stocks that are low', () => {
  const note = (sku: string) =>
    stockWatchItem({
      sku,
      productId: 'p1',
      sellerId: 'selma',
      level: 'LOW',
      since: at,
      available: 1,
      reorderPoint: 5,
      version: 4,
    });
  const hat = (sku: string, changes = {}) => variant({ sku, sellerId: 'selma', reorderPoint: 5, ...changes });
  const part = { productId: 'p1', shard: 1, reserved: 0, sold: 0, price: 1250, active: true };

  test('are listed as they stand now: what was restocked, or is watched no more, is not', async () => {
    const notes = ['AT', 'OVER', 'FREE', 'GONE', 'SPREAD', 'SUM'].map(note);
    const spread = { available: 1, shards: 2, shardsEver: 2 };
    const { reorderPoint: _, ...free } = hat('FREE');
    const variants = [
      hat('AT', { available: 5 }),
      hat('OVER', { available: 6 }),
      free,
      null,
      hat('SPREAD', spread),
      hat('SUM', spread),
    ];
    const answers: Record<string, Answer> = {
      readLowStock: page(notes, 'more'),
      readWatchedVariants: batch(...variants),
      readParts: batch(
        stockShardItem({ ...part, sku: 'SPREAD', available: 4 }),
        stockShardItem({ ...part, sku: 'SUM', available: 5 }),
      ),
    };
    const asked = seller('selma', { arguments: { limit: 6, sellerId: 'sam' } });
    const { calls, result } = await walk('Query.lowStock', asked, ({ step }) => answers[step]!);
    expect(calls[0]!.request).toMatchObject({
      operation: 'Query',
      index: 'gsi1',
      limit: 6,
      query: { expressionValues: { ':pk': { S: '$shop#sellerId_selma#level_LOW' } } },
    });
    expect(calls.some(({ request }) => 'filter' in request)).toBe(false);
    expect(result).toMatchObject({
      items: [
        { variant: { sku: 'AT', available: 5 }, productTitle: 'Enamel mug', reorderPoint: 5, since: at },
        { variant: { sku: 'SPREAD', available: 5 } },
      ],
      nextToken: 'more',
    });
    expect(result.items).toHaveLength(2);
  });

  test("are the shop's own for staff, and cost one Query when there are none", async () => {
    const { calls, result } = await walk('Query.lowStock', staff({ arguments: {} }), () => page([]));
    expect(calls).toHaveLength(1);
    expect(calls[0]!.request.query.expressionValues[':pk']).toEqual({ S: '$shop#sellerId_shop#level_LOW' });
    expect(result).toEqual({ items: [], nextToken: null });
  });

  test.each([0, 51])('refuse a page of %i', async (limit) => {
    const asked = seller('selma', { arguments: { limit } });
    expect(await errorOf('steps/readLowStock', 'request', asked)).toMatchObject({ info: { field: 'limit' } });
  });

  test.each<[string, HandlerContext, number | null]>([
    ['its seller', seller('selma'), 5],
    ['another seller', seller('sam'), null],
    ['staff', staff(), 5],
    ['a customer', customer('ada'), null],
  ])('have a reorder point that %s sees, or not', async (_who, context, seen) => {
    const source = { sku: 'HAT', reorderPoint: 5, ownerId: 'selma' };
    const { result } = await evaluate('Variant.reorderPoint', 'response', { ...context, source });
    expect(result).toBe(seen);
  });
});
