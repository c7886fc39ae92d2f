import { describe, expect, test } from 'vitest';
import { nextStates, type OrderState } from '../../rules/order-states.ts';
import { admin, cancelled, customer, guest, service, staff } from './context.ts';
import { errorOf, evaluate } from './evaluate.ts';
import { event, keyOf, order, payment, variant } from './goods.ts';
import { page, walk, type Answer, type Call } from './walk.ts';

const states: OrderState[] = ['PLACED', 'PAID', 'PACKED', 'SHIPPED', 'DELIVERED', 'CANCELLED'];
const done: Answer = { result: { keys: [], cancellationReasons: null } };
const input = (values: object = {}) => ({ arguments: { input: { orderId: 'o1', ...values } } });
const money = (amount: number, currency = 'EUR') => ({ amount, currency });

/** A table that holds `items` as the order's page and answers the attempts to write one after another. */
function table(items: object[], ...attempts: Answer[]) {
  const left = [...attempts];
  return ({ step }: Call): Answer => (step === 'readOrderPage' ? page(items) : left.shift()!);
}

const writes = ({ calls }: { calls: readonly Call[] }) =>
  calls.filter(({ step }) => step.startsWith('write'));

describe('reading an order', () => {
  const said = { arguments: { id: 'o1' }, selects: ['id', 'status'] };

  test('alone is one item', async () => {
    const { calls, result } = await walk('Query.order', customer('ada', said), () => ({ result: order() }));
    expect(calls.map(({ request }) => request)).toEqual([
      { operation: 'GetItem', key: keyOf(order()), consistentRead: true },
    ]);
    expect(result).toMatchObject({
      id: 'o1',
      total: money(2500),
      lines: [{ sku: 'MUG-RED', unitPrice: money(1250), lineTotal: money(2500) }],
    });
  });

  test.each(['payments', 'events'])(
    'with its %s is one Query, and the children ask no more',
    async (child) => {
      const whole = customer('ada', { ...said, selects: [child, `${child}/items`] });
      const { calls, result } = await walk('Query.order', whole, () => page([order(), event(), payment()]));
      expect(calls).toHaveLength(1);
      expect(calls[0]!.request).toMatchObject({
        operation: 'Query',
        consistentRead: true,
        query: { expressionValues: { ':pk': { S: '$shop#orderId_o1' }, ':sk': { S: '$orderPage#' } } },
      });
      for (const field of ['Order.payments', 'Order.events'] as const) {
        const below = await walk(field, customer('ada', { source: result }), () => page([]));
        expect(below.calls).toEqual([]);
        expect(below.result.items).toHaveLength(1);
      }
    },
  );

  test('whose page goes on leaves its children to their own resolvers', async () => {
    const whole = customer('ada', { ...said, selects: ['events'] });
    const { result } = await walk('Query.order', whole, () => page([order(), event()], 'more'));
    const below = await walk('Order.events', customer('ada', { source: result }), () => page([event()]));
    expect(below.calls[0]!.request.query.expressionValues).toMatchObject({
      ':pk': { S: '$shop#orderId_o1' },
      ':from': { S: '$orderPage#order_event_1#sequence_000001' },
    });
  });

  test.each([
    ['its customer', customer('ada', said), true],
    ['another customer', customer('eve', said), false],
    ['a user without an id', guest(said), false],
    ['staff', staff(said), true],
    ['an administrator', admin(said), true],
  ])('is answered to %s: %#', async (_who, context, seen) => {
    const alone = await walk('Query.order', context, () => ({ result: order() }));
    expect(alone.result?.id).toBe(seen ? 'o1' : undefined);
    const whole = { ...context, info: { ...context.info, selectionSetList: ['events'] } };
    const children = await walk('Query.order', whole, () => page([order(), event()]));
    expect([alone.error, children.error]).toEqual([undefined, undefined]);
    expect(children.result?.id).toBe(seen ? 'o1' : undefined);
  });

  test('asks for events after the last that a client knows', async () => {
    const known = {
      ...customer('ada'),
      source: { id: 'o1', events: { items: [{ sequence: 1 }, { sequence: 2 }] } },
    };
    const early = await walk('Order.events', { ...known, arguments: { afterSequence: 1 } }, () => page([]));
    expect([early.calls, early.result]).toEqual([[], { items: [{ sequence: 2 }], nextToken: null }]);
    const read = await walk(
      'Order.events',
      { ...known, source: { id: 'o1' }, arguments: { afterSequence: 7 } },
      () => page([]),
    );
    expect(read.calls[0]!.request.query.expressionValues[':from']).toEqual({
      S: '$orderPage#order_event_1#sequence_000008',
    });
    expect(
      await errorOf('Order.events', 'request', { ...known, arguments: { afterSequence: -1 } }),
    ).toMatchObject({
      type: 'InvalidInput',
    });
  });

  test('lists one day and state, oldest first', async () => {
    const asked = staff({ arguments: { status: 'PAID', placedOn: '2026-01-02' } });
    const { calls } = await walk('Query.orders', asked, () => page([order()]));
    expect(calls[0]!.request).toMatchObject({
      operation: 'Query',
      index: 'gsi2',
      limit: 20,
      query: { expressionValues: { ':pk': { S: '$shop#status_PAID#placedOn_2026-01-02' } } },
    });
    expect(
      await errorOf(
        'Query.orders',
        'request',
        staff({ arguments: { status: 'PAID', placedOn: '2026-01-02+01:00' } }),
      ),
    ).toMatchObject({
      type: 'InvalidInput',
      info: { field: 'placedOn' },
    });
  });
});

describe('moving an order', () => {
  const moves = states.flatMap((from) => states.map((to) => [from, to] as const));
  const apart = ['PAID', 'CANCELLED'];

  test.each(moves)('from %s to %s', async (from, to) => {
    const held = order({ status: from, paid: from === 'PLACED' ? 0 : 2500, sequence: 5 });
    const walked = await walk('Mutation.moveOrder', staff(input({ to })), table([held], done));
    if (!nextStates(from).includes(to)) {
      expect(walked.error).toMatchObject({
        type: 'IllegalTransition',
        info: { status: from, nextStatuses: nextStates(from) },
      });
      expect(writes(walked)).toEqual([]);
    } else if (apart.includes(to)) {
      expect(walked.error).toMatchObject({ type: 'InvalidInput', info: { field: 'to' } });
      expect(writes(walked)).toEqual([]);
    } else {
      expect(walked.result).toMatchObject({ status: to, nextStatuses: nextStates(to), sequence: 6 });
      expect(writes(walked)).toHaveLength(1);
    }
  });

  test('writes the order on condition of its sequence, its place in the lists, and an event', async () => {
    const held = order({ status: 'PAID', paid: 2500, sequence: 2 });
    const walked = await walk(
      'Mutation.moveOrder',
      staff(input({ to: 'PACKED', note: ' Fragile ' })),
      table([held], done),
    );
    const [change, said, ...others] = writes(walked)[0]!.request.transactItems;
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      table: 'shop-table',
      operation: 'UpdateItem',
      key: keyOf(held),
      update: {
        expressionValues: {
          ':status': { S: 'PACKED' },
          ':sequence': { N: 3 },
          ':gsi2pk': { S: '$shop#status_PACKED#placedOn_2026-01-02' },
        },
      },
      condition: { expression: '#sequence = :read', expressionValues: { ':read': { N: 2 } } },
    });
    expect(said).toMatchObject({
      operation: 'PutItem',
      key: keyOf(event({ sequence: 3 })),
      attributeValues: {
        type: { S: 'STATUS_CHANGED' },
        status: { S: 'PACKED' },
        actor: { S: 'staff' },
        note: { S: 'Fragile' },
      },
    });
  });

  test('to the carrier takes its units out of the reservation', async () => {
    const held = order({ status: 'PACKED', paid: 2500 });
    const walked = await walk('Mutation.moveOrder', staff(input({ to: 'SHIPPED' })), table([held], done));
    expect(writes(walked)[0]!.request.transactItems[2]).toMatchObject({
      key: keyOf(variant()),
      update: {
        expression: expect.not.stringContaining('#available'),
        expressionValues: { ':quantity': { N: 2 } },
      },
      condition: { expression: '#reserved >= :held' },
    });
  });

  test('that costs nothing to PAID needs no payment', async () => {
    const free = order({ subtotal: 0, total: 0 });
    const { result } = await walk('Mutation.moveOrder', staff(input({ to: 'PAID' })), table([free], done));
    expect(result.status).toBe('PAID');
  });

  test('refuses a long note', async () => {
    const held = order({ status: 'PAID' });
    const { error } = await walk(
      'Mutation.moveOrder',
      staff(input({ to: 'PACKED', note: 'x'.repeat(501) })),
      table([held]),
    );
    expect(error).toMatchObject({ type: 'InvalidInput', info: { field: 'note' } });
  });
});

describe('cancelling an order', () => {
  test.each(states)('from %s', async (from) => {
    const walked = await walk(
      'Mutation.cancelOrder',
      customer('ada', input()),
      table([order({ status: from })], done),
    );
    const allowed = nextStates(from).includes('CANCELLED');
    expect(walked.error?.type).toBe(allowed ? undefined : 'IllegalTransition');
    expect(walked.result?.status).toBe(allowed ? 'CANCELLED' : undefined);
    expect(writes(walked)).toHaveLength(allowed ? 1 : 0);
  });

  test('offers its stock again, and gives nothing back when nothing was paid', async () => {
    const walked = await walk(
      'Mutation.cancelOrder',
      customer('ada', input({ reason: 'Too late' })),
      table([order()], done),
    );
    const actions = writes(walked)[0]!.request.transactItems;
    expect(actions).toHaveLength(3);
    expect(actions[1].attributeValues).toMatchObject({
      type: { S: 'CANCELLED' },
      actor: { S: 'customer' },
      note: { S: 'Too late' },
    });
    expect(actions[2]).toMatchObject({
      key: keyOf(variant()),
      update: {
        expression: expect.stringContaining('#available = #available + :quantity'),
        expressionValues: { ':quantity': { N: 2 } },
      },
    });
  });

  test('gives back what was paid, each part the way it came', async () => {
    const held = order({ status: 'PAID', paid: 2500, sequence: 4 });
    const payments = [
      payment({ paymentId: '1', amount: 1000, method: 'CARD' }),
      payment({ paymentId: '2', amount: 700, method: 'BANK_TRANSFER' }),
      payment({ paymentId: '3', amount: 800, method: 'CARD' }),
    ];
    const walked = await walk('Mutation.cancelOrder', staff(input()), table([held, ...payments], done));
    expect(walked.result.paid).toEqual(money(0));
    const refunds = writes(walked)[0]!.request.transactItems.slice(2, -1);
    expect(
      refunds.map(({ attributeValues }: any) => [attributeValues.method.S, attributeValues.amount.N]),
    ).toEqual([
      ['CARD', -1800],
      ['BANK_TRANSFER', -700],
    ]);
    expect(new Set(refunds.map(({ key }: any) => key.sk.S)).size).toBe(2);
  });
});

describe('recording a payment', () => {
  const paying = (values: object = {}) =>
    staff(input({ method: 'CARD', amount: money(2500), reference: 'ch_1', ...values }));

  test('of all moves the order to PAID', async () => {
    const walked = await walk('Mutation.recordPayment', paying(), table([order()], done));
    expect(walked.result).toMatchObject({ status: 'PAID', paid: money(2500), sequence: 2 });
    const [change, said, put] = writes(walked)[0]!.request.transactItems;
    expect(change.update.expressionValues).toMatchObject({ ':paid': { N: 2500 }, ':status': { S: 'PAID' } });
    expect(said.attributeValues).toMatchObject({ type: { S: 'PAYMENT_RECORDED' }, status: { S: 'PAID' } });
    expect(put.attributeValues).toMatchObject({
      amount: { N: 2500 },
      reference: { S: 'ch_1' },
      method: { S: 'CARD' },
    });
  });

  test('of a part leaves the order where it stands', async () => {
    const walked = await walk(
      'Mutation.recordPayment',
      paying({ amount: money(1000) }),
      table([order()], done),
    );
    expect(walked.result).toMatchObject({ status: 'PLACED', paid: money(1000) });
  });

  test('of the rest moves the order to PAID', async () => {
    const held = order({ paid: 1000 });
    const asked = paying({ amount: money(1500), reference: 'ch_2' });
    const walked = await walk(
      'Mutation.recordPayment',
      asked,
      table([held, payment({ amount: 1000 })], done),
    );
    expect(walked.result).toMatchObject({ status: 'PAID', paid: money(2500) });
  });

  test('with the same reference is recorded once', async () => {
    const held = order({ status: 'PAID', paid: 2500, sequence: 2 });
    const walked = await walk('Mutation.recordPayment', paying(), table([held, payment()]));
    expect(writes(walked)).toEqual([]);
    expect(walked.result).toMatchObject({ status: 'PAID', paid: money(2500), sequence: 2 });
  });

  test.each([
    ['another sum', { amount: money(2400) }],
    ['another method', { method: 'CASH' }],
  ])('with the same reference and %s is refused', async (_what, values) => {
    const held = order({ status: 'PAID', paid: 2500 });
    const walked = await walk('Mutation.recordPayment', paying(values), table([held, payment()]));
    expect(walked.error).toMatchObject({ type: 'AlreadyExists', info: { reference: 'ch_1' } });
    expect(writes(walked)).toEqual([]);
  });

  test.each([
    [
      'more than is due',
      order({ paid: 1000 }),
      { amount: money(1501) },
      'Overpayment',
      { due: 1500, currency: 'EUR' },
    ],
    [
      'anything for a paid order',
      order({ status: 'PAID', paid: 2500 }),
      { amount: money(1), reference: 'x' },
      'Overpayment',
      { due: 0 },
    ],
    [
      'anything for a cancelled order',
      order({ status: 'CANCELLED' }),
      {},
      'IllegalTransition',
      { status: 'CANCELLED', nextStatuses: [] },
    ],
    ['nothing', order(), { amount: money(0) }, 'InvalidInput', { field: 'amount' }],
    ['a negative sum', order(), { amount: money(-1) }, 'InvalidInput', { field: 'amount' }],
    [
      'another currency',
      order(),
      { amount: money(2500, 'USD') },
      'CurrencyMismatch',
      { field: 'amount', currency: 'EUR' },
    ],
    ['an empty reference', order(), { reference: ' ' }, 'InvalidInput', { field: 'reference' }],
    ['a long reference', order(), { reference: 'x'.repeat(101) }, 'InvalidInput', { field: 'reference' }],
  ])('of %s is refused', async (_what, held, values, type, info) => {
    const walked = await walk('Mutation.recordPayment', paying(values), table([held]));
    expect(walked.error).toMatchObject({ type, info });
    expect(writes(walked)).toEqual([]);
  });
});

describe.each([
  ['Mutation.cancelOrder', {}, 'PLACED'],
  ['Mutation.moveOrder', { to: 'PACKED' }, 'PAID'],
  ['Mutation.recordPayment', { method: 'CARD', amount: money(1), reference: 'x' }, 'PLACED'],
] as const)('%s', (field, values, status) => {
  const held = order({ status });
  const conflict: Answer = (({ result, error }) => ({ result, error }))(
    cancelled(staff(), 'TransactionConflict', undefined),
  );
  const refused: Answer = (({ result, error }) => ({ result, error }))(cancelled(staff(), held, undefined));

  test('reads the order and its payments in one Query', async () => {
    const { calls } = await walk(field, staff(input(values)), table([held], done));
    expect(calls).toHaveLength(2);
    expect(calls[0]!.request).toMatchObject({ operation: 'Query', consistentRead: true });
  });

  test("knows nothing of somebody else's order", async () => {
    for (const items of [[held], []]) {
      const walked = await walk(field, customer('eve', input(values)), table(items));
      expect(walked.error).toMatchObject({ type: 'NotFound', info: { orderId: 'o1' } });
      expect(writes(walked)).toEqual([]);
    }
  });

  test('refuses a change of what was read', async () => {
    const { error } = await walk(field, staff(input(values)), table([held], refused));
    expect(error).toMatchObject({ type: 'VersionConflict', info: { orderId: 'o1' } });
  });

  test('tries a lost race once more, then tells of it', async () => {
    const second = await walk(field, staff(input(values)), table([held], conflict, done));
    expect(second.error).toBeUndefined();
    expect(writes(second)).toHaveLength(2);
    const third = await walk(field, staff(input(values)), table([held], conflict, conflict));
    expect(third.error?.type).toBe('Contention');
  });

  test('refuses an id with #', async () => {
    const { calls, error } = await walk(field, staff(input({ ...values, orderId: 'o1#x' })), table([]));
    expect(calls).toEqual([]);
    expect(error).toMatchObject({ type: 'InvalidInput', info: { field: 'orderId' } });
  });
});

describe('telling subscribers of an order', () => {
  const asked = service(input({ sequence: 2 }));
  const items = [
    order({ sequence: 2 }),
    event(),
    event({ sequence: 2, type: 'STATUS_CHANGED', status: 'PAID' }),
    payment(),
  ];

  test('brings all that they may select in one Query', async () => {
    const { calls, result } = await walk('Mutation.publishOrderChange', asked, () => page(items));
    expect(calls).toHaveLength(1);
    expect(result).toMatchObject({
      orderId: 'o1',
      customerId: 'ada',
      sequence: 2,
      type: 'STATUS_CHANGED',
      status: 'PAID',
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
  const { result } = await evaluate('Query.order', 'response', context);
  expect(JSON.stringify(result)).not.toMatch(/example\.com|gsi|\$shop|__edb/);
});
