import { describe, expect, test } from 'vitest';
import { cancelled, customer, guest, refused } from './context.ts';
import { errorOf, evaluate } from './evaluate.ts';
import { account, address, at, keyOf, order, postal } from './goods.ts';
import { page, walk } from './walk.ts';

const input = (values: object) => customer('ada', { arguments: { input: values } });

describe('an account', () => {
  test('alone is one item, found by the token', async () => {
    const asked = customer('ada', { arguments: { id: 'eve', customerId: 'eve' }, selects: ['name'] });
    const { calls, result } = await walk('Query.me', asked, () => ({ result: account() }));
    expect(calls.map(({ request }) => request)).toEqual([
      { operation: 'GetItem', key: keyOf(account()), consistentRead: true },
    ]);
    expect(result).toMatchObject({
      id: 'ada',
      email: 'ada@example.com',
      name: 'Ada',
      phone: null,
      createdAt: at,
    });
  });

  test('is there before anything of it was stored', async () => {
    const { result, error } = await walk('Query.me', customer('new', { selects: ['id'] }), () => ({
      result: null,
    }));
    expect(error).toBeUndefined();
    expect(result).toMatchObject({ id: 'new', email: null, name: null, phone: null, createdAt: null });
  });

  test('with its addresses is one Query, and the addresses ask no more', async () => {
    const asked = customer('ada', { selects: ['addresses', 'addresses/items'] });
    const me = await walk('Query.me', asked, () => page([address(), account()]));
    expect(me.calls).toHaveLength(1);
    expect(me.calls[0]!.request).toMatchObject({
      operation: 'Query',
      consistentRead: true,
      query: { expressionValues: { ':pk': { S: '$shop#customerId_ada' }, ':sk': { S: '$accountPage#' } } },
    });
    const below = await walk('Customer.addresses', customer('ada', { source: me.result }), () => page([]));
    expect(below.calls).toEqual([]);
    expect(below.result).toEqual({ items: [{ id: 'a1', ...postal }], nextToken: null });
  });

  test.each([
    ['fewer than there are', { limit: 1 }],
    ['a further page', { nextToken: 't' }],
  ])('asked for %s addresses reads them by the token', async (_what, args) => {
    const source = { id: 'eve', addresses: { items: [{ id: 'a1' }, { id: 'a2' }], nextToken: null } };
    const asked = customer('ada', { arguments: args, source });
    const { calls } = await walk('Customer.addresses', asked, () => page([address()]));
    expect(calls[0]!.request.query.expressionValues[':pk']).toEqual({ S: '$shop#customerId_ada' });
  });

  test("'s orders are one Query by the token, newest first", async () => {
    const asked = customer('ada', { source: { id: 'eve' } });
    const { calls, result } = await walk('Customer.orders', asked, () =>
      page([order({ status: 'SHIPPED' })], 'more'),
    );
    expect(calls[0]!.request).toMatchObject({
      operation: 'Query',
      index: 'gsi1',
      limit: 20,
      scanIndexForward: false,
      query: { expressionValues: { ':pk': { S: '$shop#customerId_ada' } } },
    });
    expect(result).toMatchObject({ items: [{ id: 'o1', total: { amount: 2990 } }], nextToken: 'more' });
  });
});

describe('a profile', () => {
  test('is changed where the input says so, and created when it was not there', async () => {
    const { calls, result } = await walk('Mutation.updateProfile', input({ name: ' Ada L. ' }), () => ({
      result: { ...account(), name: 'Ada L.' },
    }));
    const { request } = calls[0]!;
    expect(request).toMatchObject({ operation: 'UpdateItem', key: keyOf(account()) });
    expect(request.update.expression).toContain('#createdAt = if_not_exists(#createdAt, :now)');
    expect(request.update.expressionValues).toMatchObject({
      ':name': { S: 'Ada L.' },
      ':customerId': { S: 'ada' },
      ':__edb_e__': { S: 'customer' },
    });
    expect(request.update.expressionNames).not.toHaveProperty('#phone');
    expect(request).not.toHaveProperty('condition');
    expect(result).toMatchObject({ id: 'ada', name: 'Ada L.', textMessages: false });
  });

  test('has a telephone number without what people write between its digits', async () => {
    const asked = input({ phone: '+49 30 123-4567', textMessages: true });
    const { calls, result } = await walk('Mutation.updateProfile', asked, () => ({
      result: { ...account(), phone: '+49301234567', textMessages: true },
    }));
    const { request } = calls[0]!;
    expect(request.update.expressionValues).toMatchObject({
      ':phone': { S: '+49301234567' },
      ':textMessages': { BOOL: true },
    });
    expect(request).not.toHaveProperty('condition');
    expect(result).toMatchObject({ phone: '+49301234567', textMessages: true });
  });

  test('asks for text messages only to a number that is there, and does without them at any time', async () => {
    const refusal = { message: 'no', type: 'DynamoDB:ConditionalCheckFailedException' };
    const { calls, error } = await walk('Mutation.updateProfile', input({ textMessages: true }), () => ({
      error: refusal,
    }));
    expect(calls[0]!.request.condition).toEqual({
      expression: 'begins_with(#phone, :plus)',
      expressionNames: { '#phone': 'phone' },
      expressionValues: { ':plus': { S: '+' } },
    });
    expect(error).toMatchObject({ type: 'InvalidInput', info: { field: 'textMessages' } });
    const off = await walk('Mutation.updateProfile', input({ textMessages: false }), () => ({
      result: account(),
    }));
    expect(off.calls[0]!.request).not.toHaveProperty('condition');
    expect(off.calls[0]!.request.update.expressionValues).toMatchObject({ ':textMessages': { BOOL: false } });
  });

  test.each([
    ['name', ''],
    ['name', '   '],
    ['name', 'x'.repeat(101)],
    ['phone', '1'.repeat(31)],
    ['phone', '030 1234567'],
    ['phone', '+0301234567'],
    ['phone', '+4930'],
  ])('refuses %s %j', async (field, value) => {
    expect(await errorOf('Mutation.updateProfile', 'request', input({ [field]: value }))).toMatchObject({
      type: 'InvalidInput',
      info: { field },
    });
  });
});

describe('addresses', () => {
  const added = input({ address: { ...postal, line2: ' ', region: null, name: ' Ada Example ' } });

  test('are added together with their count, 20 at most', async () => {
    const { calls, result } = await walk('Mutation.addAddress', added, () => ({
      result: { keys: [], cancellationReasons: null },
    }));
    const [put, count] = calls[0]!.request.transactItems;
    expect(put).toMatchObject({
      table: 'shop-table',
      operation: 'PutItem',
      key: keyOf(address({ addressId: result.id })),
    });
    // What is absent or blank is not stored.
    expect(put.attributeValues).not.toHaveProperty('line2');
    expect(put.attributeValues).not.toHaveProperty('region');
    expect(count).toMatchObject({
      operation: 'UpdateItem',
      key: keyOf(account()),
      condition: {
        expression: 'attribute_not_exists(#count) OR #count < :max',
        expressionValues: { ':max': { N: 20 } },
      },
    });
    expect(result).toEqual({ id: expect.stringMatching(/^[0-9A-Z]{26}$/), ...postal });
  });

  test('beyond the limit are refused', async () => {
    const { stash } = await evaluate('Mutation.addAddress', 'request', added);
    const lost = cancelled({ ...added, stash }, undefined, account());
    expect(await errorOf('Mutation.addAddress', 'response', lost)).toMatchObject({
      type: 'LimitReached',
      info: { limit: 20 },
    });
  });

  test('are replaced whole: parts that are gone are removed', async () => {
    const asked = input({ id: 'a1', address: { ...postal, line2: 'Flat 2' } });
    const { calls, result } = await walk('Mutation.updateAddress', asked, () => ({
      result: address({ line2: 'Flat 2' }),
    }));
    expect(calls[0]!.request).toMatchObject({
      operation: 'UpdateItem',
      key: keyOf(address()),
      condition: { expression: 'attribute_exists(#pk)' },
    });
    expect(calls[0]!.request.update.expression).toMatch(/#line2 = :line2.* REMOVE #region, #phone$/);
    expect(result).toEqual({ id: 'a1', ...postal, line2: 'Flat 2' });
  });

  test('are removed together with their count', async () => {
    const { calls, result } = await walk('Mutation.removeAddress', input({ id: 'a1' }), ({ step }) =>
      step === 'readAddress' ? { result: address() } : { result: { keys: [], cancellationReasons: null } },
    );
    expect(calls.map(({ request }) => request.operation)).toEqual(['GetItem', 'TransactWriteItems']);
    expect(calls[1]!.request.transactItems).toMatchObject([
      { operation: 'DeleteItem', key: keyOf(address()), condition: { expression: 'attribute_exists(#pk)' } },
      { operation: 'UpdateItem', key: keyOf(account()), update: { expression: 'ADD #count :less' } },
    ]);
    expect(result).toEqual({ id: 'a1', ...postal });
  });

  test("of somebody else, or of nobody, are not found: their key is never the caller's", async () => {
    const mine = input({ id: 'a1', address: postal });
    expect(await errorOf('Mutation.updateAddress', 'response', refused(mine))).toMatchObject({
      type: 'NotFound',
      info: { addressId: 'a1' },
    });
    const { calls, error } = await walk('Mutation.removeAddress', input({ id: 'a1' }), () => ({
      result: null,
    }));
    expect(calls).toHaveLength(1);
    expect(error).toMatchObject({ type: 'NotFound', info: { addressId: 'a1' } });
  });

  test('that go while they are being removed are not found', async () => {
    const removing = { ...input({ id: 'a1' }), stash: { address: address() } };
    expect(
      await errorOf('steps/deleteAddress', 'response', cancelled(removing, null, undefined)),
    ).toMatchObject({
      type: 'NotFound',
    });
  });

  const bad: [string, unknown][] = [
    ['name', ''],
    ['name', 'x'.repeat(101)],
    ['line1', ' '],
    ['line1', 'x'.repeat(201)],
    ['line2', 'x'.repeat(201)],
    ['city', 'x'.repeat(101)],
    ['region', 'x'.repeat(101)],
    ['postalCode', ''],
    ['postalCode', '1'.repeat(21)],
    ['country', 'de'],
    ['country', 'DEU'],
    ['country', ''],
    ['phone', '1'.repeat(31)],
  ];
  test.each(
    ['Mutation.addAddress', 'Mutation.updateAddress'].flatMap((field) =>
      bad.map((row) => [field, ...row] as const),
    ),
  )('%s refuses %s %j', async (field, part, value) => {
    const asked = input({ id: 'a1', address: { ...postal, [part]: value } });
    expect(await errorOf(field, 'request', asked)).toMatchObject({
      type: 'InvalidInput',
      info: { field: `address.${part}` },
    });
  });

  test.each(['Mutation.updateAddress', 'steps/readAddress'])('%s refuses an id with #', async (field) => {
    expect(await errorOf(field, 'request', input({ id: 'a1#x', address: postal }))).toMatchObject({
      type: 'InvalidInput',
      info: { field: 'id' },
    });
  });
});

test('a guest has no account: keys of nobody never reach a customer', async () => {
  const { result } = await evaluate('Query.me', 'request', guest());
  expect(result.key.pk).toEqual({ S: '$shop#customerId_' });
});
