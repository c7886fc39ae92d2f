import { expect, test } from 'vitest';
import { customer, guest, service, staff, type HandlerContext } from './context.ts';
import { stockShardItem } from '../../resolvers/generated/model.ts';
import { errorOf, evaluate } from './evaluate.ts';
import { variant } from './goods.ts';
import { batch, walk } from './walk.ts';

const equal = (fieldName: string, value: unknown) => ({ fieldName, operator: 'eq', value });

test.each<[string, string, HandlerContext, object[]]>([
  ['Subscription.onMyOrderChange', "one's own", customer('ada'), [equal('customerId', 'ada')]],
  [
    'Subscription.onMyOrderChange',
    'one of one’s own',
    customer('ada', { arguments: { orderId: 'o1' } }),
    [equal('customerId', 'ada'), equal('orderId', 'o1')],
  ],
  ['Subscription.onOrderChange', 'any', staff(), [{ fieldName: 'sequence', operator: 'ge', value: 1 }]],
  ['Subscription.onOrderChange', 'one', staff({ arguments: { orderId: 'o1' } }), [equal('orderId', 'o1')]],
  ['Subscription.onOrderPlaced', 'new ones', staff(), [equal('type', 'PLACED')]],
])('%s hears of %s orders alone', async (field, _which, context, filters) => {
  const { result, subscriptionFilter } = await evaluate(field, 'response', context);
  expect(result).toBeNull();
  expect(subscriptionFilter).toEqual({ filterGroup: [{ filters: expect.arrayContaining(filters) }] });
  expect(subscriptionFilter.filterGroup[0].filters).toHaveLength(filters.length);
});

test('the stock of one product is asked for by its id', async () => {
  const { result, error } = await evaluate(
    'Subscription.onStockChange',
    'request',
    guest({ arguments: { productId: 'p1' } }),
  );
  expect([result, error]).toEqual([{ payload: { productId: 'p1' } }, undefined]);
});

test.each([
  ['Subscription.onMyOrderChange', 'response', 'orderId'],
  ['Subscription.onOrderChange', 'response', 'orderId'],
  ['Subscription.onStockChange', 'request', 'productId'],
] as const)('%s refuses an id with #', async (field, handler, argument) => {
  const context = staff({ arguments: { [argument]: 'a#b' } });
  expect(await errorOf(field, handler, context)).toMatchObject({
    type: 'InvalidInput',
    info: { field: argument },
  });
});

test('a change of stock passes through as it is, and reads nothing', async () => {
  const input = { productId: 'p1', sku: 'MUG-RED', available: 3, at: '2026-01-02T03:04:05.678Z' };
  const { calls, result } = await walk(
    'Mutation.publishStockChange',
    service({ arguments: { input } }),
    () => ({}),
  );
  expect([calls, result]).toEqual([[], input]);
  for (const [field, value] of [
    ['productId', 'p#1'],
    ['sku', ''],
    ['available', -1],
    ['at', null],
  ] as const) {
    const bad = service({ arguments: { input: { ...input, [field]: value } } });
    expect(await errorOf('Mutation.publishStockChange', 'request', bad)).toMatchObject({
      type: 'InvalidInput',
      info: { field },
    });
  }
});

test('a change of a stock that is spread is told with the sum of its parts', async () => {
  const input = { productId: 'p1', sku: 'MUG-RED' };
  const part = { productId: 'p1', sku: 'MUG-RED', shard: 1, reserved: 0, sold: 0, price: 1250, active: true };
  const { result } = await walk(
    'Mutation.publishStockChange',
    service({ arguments: { input } }),
    ({ step }) =>
      step === 'readParts'
        ? batch(stockShardItem({ ...part, available: 4 }))
        : { result: variant({ available: 3, shards: 2, shardsEver: 2 }) },
  );
  expect(result).toEqual({ ...input, available: 7, at: expect.stringMatching(/Z$/) });
});
