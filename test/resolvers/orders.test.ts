import { describe, expect, test } from 'vitest';
import { idempotencyItem, reservationItem } from '../../resolvers/generated/model.ts';
import { canMove } from '../../rules/states/machine.ts';
import { orderMachine, type OrderState } from '../../rules/states/order.ts';
import { admin, cancelled, customer, failed, guest, seller, service, staff } from './context.ts';
import { errorOf, evaluate } from './evaluate.ts';
import { at, event, keyOf, order, payment, variant } from './goods.ts';
import { batch, page, walk, type Answer, type Call } from './walk.ts';

const states = Object.keys(orderMachine) as OrderState[];
const done: Answer = { result: { keys: [], cancellationReasons: null } };
const key = 'change-0001';
const input = (values: object = {}) => ({
  arguments: { input: { orderId: 'o1', ...values }, idempotencyKey: key },
});
const money = (amount: number, currency = 'EUR') => ({ amount, currency });
const reservation = reservationItem({
  orderId: 'o1',
  bucket: '3',
  until: '2026-01-02T03:34:05.678Z',
  extended: false,
});

/** A table that holds `items` as the order's page and answers the attempts to write one after another. */
function table(items: object[], ...attempts: Answer[]) {
  const left = [...attempts];
  return ({ step }: Call): Answer => {
    if (step === 'readRequest') return { result: null };
    return step === 'readOrderPage' ? page(items) : left.shift()!;
  };
}
const lost = (...reasons: Parameters<typeof cancelled> extends [any, ...infer R] ? R : never): Answer => {
  const { result, error } = cancelled(staff(), ...reasons);
  return { result, error };
};
const writes = ({ calls }: { calls: readonly Call[] }) =>
  calls.filter(({ step }) => step.startsWith('write'));
const actionsOf = (walked: { calls: readonly Call[] }) => writes(walked)[0]!.request.transactItems;
const partOf = (actions: any[], sk: string) => actions.find(({ key }) => key.sk.S.startsWith(sk));

describe('reading an order', () => {
  const said = { arguments: { id: 'o1' }, selects: ['id', 'status'] };
  const open = (changes = {}) => order({ reservedUntil: '9999-01-01T00:00:00.000Z', ...changes });

  test('alone is one item', async () => {
    const { calls, result } = await walk('Query.order', customer('ada', said), () => ({ result: open() }));
    expect(calls.map(({ request }) => request)).toEqual([
      { operation: 'GetItem', key: keyOf(open()), consistentRead: true },
    ]);
    expect(result).toMatchObject({
      id: 'o1',
      total: money(2990),
      lines: [{ sku: 'MUG-RED', total: money(2500) }],
    });
  });

  test.each(['payments', 'events', 'shipments', 'returns'])('with its %s is one Query', async (child) => {
    const whole = customer('ada', { ...said, selects: [child] });
    const { calls, result } = await walk('Query.order', whole, () => page([open(), event(), payment()]));
    expect(calls).toHaveLength(1);
    expect(calls[0]!.request).toMatchObject({
      operation: 'Query',
      consistentRead: true,
      query: { expressionValues: { ':pk': { S: '$shop#orderId_o1' }, ':sk': { S: '$orderPage#' } } },
    });
    for (const field of ['Order.payments', 'Order.events', 'Order.shipments', 'Order.returns'] as const) {
      const below = await walk(field, customer('ada', { source: result }), () => page([]));
      expect(below.calls).toEqual([]);
    }
  });

  test.each([
    ['its customer', customer('ada', said), true],
    ['another customer', customer('eve', said), false],
    ['a user without an id', guest(said), false],
    ['staff', staff(said), true],
    ['an administrator', admin(said), true],
  ])('is answered to %s: %#', async (_who, context, seen) => {
    const alone = await walk('Query.order', context, () => ({ result: open() }));
    expect(alone.result?.id).toBe(seen ? 'o1' : undefined);
    const whole = { ...context, info: { ...context.info, selectionSetList: ['events'] } };
    const children = await walk('Query.order', whole, () => page([open(), event()]));
    expect([alone.error, children.error]).toEqual([undefined, undefined]);
    expect(children.result?.id).toBe(seen ? 'o1' : undefined);
  });

  test('asks for events after the last that a client knows', async () => {
    const context = customer('ada', {
      source: { id: 'o1', total: money(1) },
      arguments: { afterSequence: 7 },
    });
    const { calls } = await walk('Order.events', context, () => page([]));
    expect(calls[0]!.request.query.expressionValues[':from']).toEqual({
      S: '$orderPage#order_event_1#sequence_000008',
    });
  });
});

describe('the orders of one day and state', () => {
  const placedAt = (second: number) => new Date(Date.UTC(2026, 0, 2, 9, 0, second)).toISOString();
  const placed = Array.from({ length: 12 }, (_, second) =>
    order({
      orderId: `o${10 + second}`,
      lines: [],
      placedAt: placedAt(second),
      bucket: String((second * 5) % 8),
      status: 'CONFIRMED',
    }),
  );
  /** What the index holds of a bucket within the stretch that is asked for. */
  const answer = ({ request }: Call) => {
    const { ':pk': pk, ':from': from, ':to': to } = request.query.expressionValues;
    const found = placed.filter((one) => {
      const key = `$order_1#placedAt_${one.placedAt}#orderId_${one.orderId}`;
      const within = !from || (from.S <= key && key <= to.S);
      return within && pk.S === `$shop#status_CONFIRMED#placedOn_2026-01-02#bucket_${one.bucket}`;
    });
    return page(found.slice(0, request.limit), null);
  };
  const asked = (limit: number, nextToken?: string) =>
    staff({ arguments: { status: 'CONFIRMED', placedOn: '2026-01-02', limit, nextToken } });

  test.each([1, 5, 12, 100])('are one list over all buckets, in pages of %i', async (limit) => {
    const listed: string[] = [];
    let nextToken: string | undefined;
    do {
      const { calls, result, error } = await walk('Query.orders', asked(limit, nextToken), answer);
      expect(error).toBeUndefined();
      expect(calls.length).toBeLessThanOrEqual(8);
      listed.push(...result.items.map(({ id }: any) => id));
      nextToken = result.nextToken ?? undefined;
      if (nextToken) expect(result.items).toHaveLength(limit);
    } while (nextToken);
    expect(listed).toEqual(placed.map(({ orderId }) => orderId));
  });

  test('end a page where one Query could read no further, and go on from there', async () => {
    const listed: string[] = [];
    let nextToken: string | undefined;
    do {
      const { result } = await walk('Query.orders', asked(100, nextToken), (call) => {
        const { items } = answer(call).result as { items: object[] };
        return page(items.slice(0, 1), items.length > 1 ? 'more' : null);
      });
      listed.push(...result.items.map(({ id }: any) => id));
      nextToken = result.nextToken ?? undefined;
    } while (nextToken);
    expect(listed).toEqual(placed.map(({ orderId }) => orderId));
  });

  test('refuse a day with an offset, and a token of another list', async () => {
    const bad = staff({ arguments: { status: 'PLACED', placedOn: '2026-01-02+01:00' } });
    expect(await errorOf('Query.orders', 'request', bad)).toMatchObject({ info: { field: 'placedOn' } });
    const { result } = await walk('Query.orders', asked(5), answer);
    for (const token of ['not-ours', '!', btoa('CONFIRMED 2026-01-02 x'), result.nextToken]) {
      const other = staff({
        arguments: { status: 'PLACED', placedOn: '2026-01-02', limit: 5, nextToken: token },
      });
      expect(await errorOf('Query.orders', 'request', other)).toMatchObject({ type: 'InvalidCursor' });
    }
  });

  test('mask what is not known', async () => {
    const broken = failed(asked(5), 'DynamoDB:AccessDeniedException', 'User arn:aws:iam::1:role/x is not');
    expect(await errorOf('steps/readOrders', 'response', broken)).toMatchObject({ type: 'Internal' });
  });
});

describe('reading an order whose time is up', () => {
  const ended = order({ status: 'EXPIRED' });
  const other = order({ orderId: 'o2', status: 'CONFIRMED' });
  /** The table and the function, which ends the first order unless it is down. */
  const answering = (stored: object[], down = false) => {
    let read = 0;
    return ({ request }: Call): Answer => {
      if (request.operation === 'Invoke') {
        const error = { type: 'Lambda:Unhandled', message: 'down' };
        return down ? { result: null, error } : { result: { expired: 1, failed: 0 } };
      }
      if (request.operation === 'BatchGetItem') return batch(down ? order() : ended);
      if (request.operation === 'GetItem') return { result: read++ > 0 && !down ? ended : order() };
      return page(stored);
    };
  };
  const invoked = ({ calls }: { calls: readonly Call[] }) =>
    calls.filter(({ request }) => request.operation === 'Invoke').map(({ request }) => request.payload);

  test('ends it first', async () => {
    const asked = customer('ada', { arguments: { id: 'o1' }, selects: ['status'] });
    const walked = await walk('Query.order', asked, answering([]));
    expect(invoked(walked)).toEqual([{ orderIds: ['o1'] }]);
    expect(walked.result).toMatchObject({ status: 'EXPIRED', nextStatuses: [] });
  });

  test('ends it in a list, and nothing else', async () => {
    const asked = customer('ada', { arguments: {} });
    const walked = await walk('Customer.orders', asked, answering([order(), other]));
    expect(invoked(walked)).toEqual([{ orderIds: ['o1'] }]);
    expect(walked.result.items).toMatchObject([{ status: 'EXPIRED' }, { id: 'o2', status: 'CONFIRMED' }]);
  });

  test('leaves it out of a list of another state', async () => {
    const asked = staff({ arguments: { status: 'PLACED', placedOn: '2026-01-02' } });
    const open = order({ orderId: 'o3', reservedUntil: '9999-01-01T00:00:00.000Z' });
    const answer = answering([order(), open]);
    const walked = await walk('Query.orders', asked, answer);
    expect(invoked(walked)).toEqual([{ orderIds: ['o1'] }]);
    expect(walked.result.items).toMatchObject([{ id: 'o3', status: 'PLACED' }]);
  });

  test('ends it before its seller sees it', async () => {
    const sale = { sellerId: 'selma', orderId: 'o1', placedAt: at };
    const walked = await walk('Query.mySales', seller('selma', { arguments: {} }), ({ step, request }) => {
      if (step === 'readSales') return page([sale]);
      if (step === 'readSoldOrders') return batch(order());
      return answering([])({ step, request });
    });
    expect(invoked(walked)).toEqual([{ orderIds: ['o1'] }]);
    expect(walked.result.items).toMatchObject([{ orderId: 'o1', status: 'EXPIRED' }]);
  });

  test('answers it as it stands when it cannot be ended now', async () => {
    const asked = customer('ada', { arguments: { id: 'o1' }, selects: ['status'] });
    const walked = await walk('Query.order', asked, answering([], true));
    expect(walked.error).toBeUndefined();
    expect(walked.result).toMatchObject({ status: 'PLACED' });
  });

  test("ends nobody else's", async () => {
    const asked = customer('eve', { arguments: { id: 'o1' }, selects: ['status'] });
    const walked = await walk('Query.order', asked, answering([]));
    expect(invoked(walked)).toEqual([]);
    expect(walked.result).toBeNull();
  });
});

describe('cancelling an order', () => {
  test.each(states)('from %s', async (from) => {
    const walked = await walk(
      'Mutation.cancelOrder',
      customer('ada', input()),
      table([order({ status: from }), reservation], done),
    );
    const allowed = canMove(orderMachine, from, 'CANCELLED');
    expect(walked.error?.type).toBe(allowed ? undefined : 'IllegalTransition');
    expect(walked.result?.status).toBe(allowed ? 'CANCELLED' : undefined);
    expect(writes(walked)).toHaveLength(allowed ? 1 : 0);
  });

  test('writes the memory, the order as it was read, its event and the stock, and frees the reservation', async () => {
    const walked = await walk(
      'Mutation.cancelOrder',
      customer('ada', input({ reason: ' Too late ' })),
      table([order(), reservation], done),
    );
    const actions = actionsOf(walked);
    expect(actions.map(({ operation, key }: any) => [operation, key.sk.S.split('#')[1] ?? key.sk.S])).toEqual(
      [
        ['PutItem', expect.stringContaining('idempotency')],
        ['PutItem', 'order_1'],
        ['PutItem', 'order_event_1'],
        ['DeleteItem', 'reservation_1'],
        ['UpdateItem', 'variant_1'],
      ],
    );
    expect(actions[0].attributeValues.request).toEqual({ S: '["o1","Too late"]' });
    expect(actions[1].condition).toMatchObject({
      expression: '#sequence = :read',
      expressionValues: { ':read': { N: 1 } },
    });
    expect(actions[2].attributeValues).toMatchObject({
      sequence: { N: 2 },
      type: { S: 'CANCELLED' },
      actor: { S: 'customer' },
      note: { S: 'Too late' },
    });
    expect(actions[4]).toMatchObject({
      key: keyOf(variant()),
      update: { expressionValues: { ':available': { N: 2 }, ':reserved': { N: -2 } } },
    });
  });

  test('gives its units back to the parts of the stock that they came from', async () => {
    const [line] = order().lines;
    const shards = [
      { shard: 4, quantity: 1 },
      { shard: 0, quantity: 1 },
    ];
    const walked = await walk(
      'Mutation.cancelOrder',
      customer('ada', input()),
      table([order({ lines: [{ ...line!, shards }] }), reservation], done),
    );
    const keys = actionsOf(walked).map(({ key }: any) => key.pk.S);
    // The first part is the variant itself.
    expect(keys.slice(-2)).toEqual([expect.stringContaining('shard_04'), keyOf(variant()).pk.S]);
  });

  test('writes down what is to be given back, and asks no provider', async () => {
    const paid = order({ status: 'CONFIRMED', captured: 2500, sequence: 4 });
    const walked = await walk('Mutation.cancelOrder', staff(input()), table([paid, payment()], done));
    const actions = actionsOf(walked);
    expect(partOf(actions, '$orderPage#payment_entry_1').attributeValues).toMatchObject({
      kind: { S: 'REFUND' },
      status: { S: 'REQUESTED' },
      amount: { N: 2500 },
    });
    expect(partOf(actions, '$orderPage#payment_1').attributeValues.refundable).toEqual({ N: 0 });
    expect(walked.result.refunded).toEqual(money(2500));
  });
});

describe('recording a payment', () => {
  const paying = (values: object = {}) =>
    staff(input({ method: 'BANK_TRANSFER', amount: money(2990), reference: 'tr_1', ...values }));
  const manual = payment({ provider: 'manual', reference: 'tr_1', method: 'BANK_TRANSFER' });

  test('of all confirms the order and keeps its stock for good', async () => {
    const walked = await walk('Mutation.recordPayment', paying(), table([order(), reservation], done));
    expect(walked.result).toMatchObject({ status: 'CONFIRMED', paid: money(2990), sequence: 3 });
    const actions = actionsOf(walked);
    expect(partOf(actions, '$orderPage#payment_1').attributeValues).toMatchObject({
      amount: { N: 2990 },
      reference: { S: 'tr_1' },
      provider: { S: 'manual' },
    });
    expect(partOf(actions, '$orderPage#reservation_1').operation).toBe('DeleteItem');
  });

  test('of a part leaves the order where it stands', async () => {
    const asked = paying({ amount: money(1000) });
    const { result } = await walk('Mutation.recordPayment', asked, table([order(), reservation], done));
    expect(result).toMatchObject({ status: 'PLACED', paid: money(1000) });
  });

  test.each<[string, object[], object, string, object]>([
    ['a reference that is known', [order(), manual], {}, 'AlreadyExists', { reference: 'tr_1' }],
    ['more than is due', [order({ captured: 1000 })], { amount: money(1991) }, 'Overpayment', { due: 1990 }],
    ['a cancelled order', [order({ status: 'CANCELLED' })], {}, 'IllegalTransition', { status: 'CANCELLED' }],
    ['nothing', [order()], { amount: money(0) }, 'InvalidInput', { field: 'amount' }],
    ['another currency', [order()], { amount: money(1, 'USD') }, 'CurrencyMismatch', { field: 'amount' }],
    ['an empty reference', [order()], { reference: ' ' }, 'InvalidInput', { field: 'reference' }],
  ])('of %s is refused', async (_what, items, values, type, info) => {
    const walked = await walk('Mutation.recordPayment', paying(values), table(items));
    expect(walked.error).toMatchObject({ type, info });
    expect(writes(walked)).toEqual([]);
  });
});

describe.each([
  ['Mutation.cancelOrder', {}, '["o1",null]'],
  ['Mutation.recordPayment', { method: 'CARD', amount: money(1), reference: 'x' }, '["o1","CARD",1,"x"]'],
] as const)('%s', (field, values, request) => {
  const held = [order(), reservation];
  const memory = (changes: object = {}) =>
    idempotencyItem({
      customerId: 'staff-1',
      operation: field.split('.')[1]!,
      key,
      request,
      answer: '{"id":"before"}',
      expiresAt: Math.floor(Date.now() / 1000) + 3600,
      createdAt: at,
      ...changes,
    });

  test('answers a repeat from its memory, which it reads after the order', async () => {
    const { calls, result } = await walk(field, staff(input(values)), ({ step }) =>
      step === 'readRequest' ? { result: memory() } : page(held),
    );
    expect(calls.map(({ step }) => step)).toEqual(['readOrderPage', 'readRequest']);
    expect(calls[1]!.request).toEqual({ operation: 'GetItem', key: keyOf(memory()), consistentRead: true });
    expect(result).toEqual({ id: 'before' });
  });

  test('refuses another request under the same key', async () => {
    const { error } = await walk(field, staff(input(values)), ({ step }) =>
      step === 'readRequest' ? { result: memory({ request: '["o2"]' }) } : page(held),
    );
    expect(error).toMatchObject({ type: 'IdempotencyConflict', info: { idempotencyKey: key } });
  });

  test('forgets what is past its time', async () => {
    const answer = table(held, done);
    const old = { result: memory({ request: '[]', expiresAt: Math.floor(Date.now() / 1000) - 1 }) };
    const walked = await walk(field, staff(input(values)), (call) =>
      call.step === 'readRequest' ? old : answer(call),
    );
    expect(walked.result.id).toBe('o1');
  });

  test('is answered as the one that was first, when both came at once', async () => {
    const { result } = await walk(
      field,
      staff(input(values)),
      table(held, lost(memory(), order({ sequence: 2 }))),
    );
    expect(result).toEqual({ id: 'before' });
  });

  test("knows nothing of somebody else's order", async () => {
    for (const items of [held, []]) {
      const walked = await walk(field, customer('eve', input(values)), table(items));
      expect(walked.error).toMatchObject({ type: 'NotFound', info: { orderId: 'o1' } });
      expect(writes(walked)).toEqual([]);
    }
  });

  test.each([
    ['a change meanwhile', lost(undefined, order({ sequence: 2 }))],
    ['a lost race', lost('TransactionConflict')],
  ])('reads and decides anew after %s, three times in all', async (_what, race) => {
    const second = await walk(field, staff(input(values)), table(held, race, done));
    expect(second.error).toBeUndefined();
    expect(second.calls.map(({ step }) => step).filter((step) => step === 'readOrderPage')).toHaveLength(2);
    const last = await walk(field, staff(input(values)), table(held, race, race, race));
    expect(writes(last)).toHaveLength(3);
    expect(last.error).toMatchObject({ type: 'Contention', info: { orderId: 'o1' } });
  });

  test('refuses an id with #', async () => {
    const { calls, error } = await walk(field, staff(input({ ...values, orderId: 'o1#x' })), table([]));
    expect(calls).toEqual([]);
    expect(error).toMatchObject({ type: 'InvalidInput', info: { field: 'orderId' } });
  });
});

describe('telling subscribers of an order', () => {
  const asked = service({ arguments: { input: { orderId: 'o1', sequence: 2 } } });
  const items = [
    order({ sequence: 2 }),
    event(),
    event({ sequence: 2, type: 'CONFIRMED', status: 'CONFIRMED' }),
    payment(),
  ];

  test('brings all that they may select in one Query', async () => {
    const { calls, result } = await walk('Mutation.publishOrderChange', asked, () => page(items));
    expect(calls).toHaveLength(1);
    expect(result).toMatchObject({
      orderId: 'o1',
      customerId: 'ada',
      sequence: 2,
      type: 'CONFIRMED',
      order: {
        id: 'o1',
        events: { items: [{ sequence: 1 }, { sequence: 2 }] },
        payments: { items: [{ id: 'pay1' }] },
      },
    });
  });

  test('of an event that is not there tells nobody', async () => {
    const { error } = await walk('Mutation.publishOrderChange', asked, () => page([order(), event()]));
    expect(error).toMatchObject({ type: 'NotFound', info: { orderId: 'o1', sequence: 2 } });
  });
});

test('a presented order shows no email, key or index', async () => {
  const context = staff({ arguments: { id: 'o1' }, result: order({ email: 'ada@example.com' }) });
  const { result } = await evaluate('steps/readOrder', 'response', context);
  expect(JSON.stringify(result)).not.toMatch(/example\.com|gsi|\$shop|__edb/);
});
