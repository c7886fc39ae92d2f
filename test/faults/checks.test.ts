/** Each check of the faults can fail: here each is shown the one difference that it is for. */
import { describe, expect, test } from 'vitest';
import type { OrderStep } from '../../client/follow-order.ts';
import { letterOf } from '../../functions/lib/events/letters.ts';
import { textOf } from '../../functions/lib/events/texts.ts';
import { maxTries } from '../../rules/limits.ts';
import { orderWorld } from '../rules/order-world.ts';
import type { LineRecord } from '../../rules/orders/records.ts';
import { settle } from '../../rules/orders/settle.ts';
import { checkAtRest, type Observed } from './checks.ts';
import type { Received } from './mailbox.ts';
import type { Workflow } from './workflows.ts';

type Item = Record<string, any>;

const email = 'ada@example.com';
const phone = '+49301234567';
const mug: LineRecord = {
  sku: 'MUG',
  productId: 'p1',
  productTitle: 'Mug',
  variantTitle: 'Mug',
  sellerId: 'shop',
  quantity: 1,
  unitPrice: 1000,
  taxClass: 'STANDARD',
  taxRate: 0,
  discount: 0,
  tax: 0,
  total: 1000,
  packed: 0,
  shipped: 0,
  returning: 0,
  returned: 0,
  refunded: 0,
};

/** What is seen of a shop with one order that is paid and waits to be shipped; nothing is wrong with it. */
function observed() {
  const world = orderWorld(1000, 'pm_success');
  const entryId = world.page.entries[0]!.entryId;
  // The customer's bank asks first, of which there is a text message.
  world.change((page, actor) => settle(page, entryId, { result: 'ACTION' }, actor));
  world.change((page, actor) =>
    settle(page, entryId, { result: 'SUCCEEDED', paymentReference: `o1.${entryId}` }, actor),
  );
  const { page, events } = world;
  const order = { ...page.order, email, lines: [mug] };
  const steps: OrderStep[] = events.map(({ sequence, type, status, at }) => ({ sequence, type, status, at }));
  const told = events.flatMap((event): (Received & { sequence: number })[] => {
    const { sequence } = event;
    const letter = letterOf(event.type, order, event as never);
    const text = textOf(event.type, order, event as never, 'Bodega');
    return [
      ...(letter ? [{ sequence, channel: 'email' as const, destination: email, says: letter.subject }] : []),
      ...(text ? [{ sequence, channel: 'sms' as const, destination: phone, says: text }] : []),
    ];
  });
  const items: Item[] = [
    { __edb_e__: 'order', ...order },
    ...events.map((event) => ({ __edb_e__: 'order_event', ...event })),
    ...page.payments.map((payment) => ({ __edb_e__: 'payment', ...payment })),
    ...page.entries.map((entry) => ({ __edb_e__: 'payment_entry', ...entry })),
    {
      __edb_e__: 'test_charge',
      chargeId: `o1.${entryId}`,
      capturable: 1000,
      captured: 0,
      refunded: 0,
    },
    { __edb_e__: 'variant', sku: 'MUG', available: 6, reserved: 1, sold: 0 },
    { __edb_e__: 'voucher', code: 'TEN', uses: 0 },
    { __edb_e__: 'customer', customerId: 'ada', email, phone, textMessages: true },
    ...told.map(({ sequence, channel }) => ({
      __edb_e__: 'notification',
      orderId: 'o1',
      sequence,
      channel,
      status: 'SENT',
    })),
  ];
  const workflows = new Map<string, Workflow>([['o1', { status: 'RUNNING', current: ['AwaitShipping'] }]]);
  const whole = {
    items,
    stocked: { MUG: 7 },
    received: told.map(({ channel, destination, says }) => ({ channel, destination, says })),
    heard: new Map([['o1', steps]]),
    workflows,
    deadLetters: [] as { queue: string; body: string }[],
  } satisfies Observed;
  return {
    ...whole,
    item: (entity: string) => items.find((one) => one['__edb_e__'] === entity)!,
    note: (channel: string) =>
      items.find((one) => one['__edb_e__'] === 'notification' && one['channel'] === channel)!,
    /** The place of the first message that came in this way. */
    first: (channel: string) => whole.received.findIndex((one) => one.channel === channel),
  };
}

type Whole = ReturnType<typeof observed>;

/** The checks that find something after a change. */
function broken(change: (whole: Whole) => void): string[] {
  const whole = observed();
  change(whole);
  return Object.entries(checkAtRest(whole))
    .filter(([, differences]) => differences.length > 0)
    .map(([check]) => check);
}

const setback = (kind: string, tries: number) => ({
  __edb_e__: 'setback',
  orderId: 'o1',
  entryId: 'e',
  kind,
  tries,
});

describe('the checks of a shop at rest', () => {
  test('find nothing where nothing is wrong', () => {
    expect(broken(() => {})).toEqual([]);
  });

  test.each<[string, (whole: Whole) => void]>([
    [
      'orders agree with their events, money and units',
      ({ items }) =>
        items.splice(
          items.findIndex(({ type }) => type === 'PLACED'),
          1,
        ),
    ],
    ['stock reserved and sold is what orders say', ({ item }) => Object.assign(item('variant'), { sold: 1 })],
    [
      'stock available, reserved and sold is what was put in',
      ({ item }) => Object.assign(item('variant'), { available: 5 }),
    ],
    ['vouchers are used as often as orders say', ({ item }) => Object.assign(item('voucher'), { uses: 1 })],
    [
      'parts of a stock are all there, and offer it as their variant does',
      ({ item }) => Object.assign(item('variant'), { shardsEver: 2 }),
    ],
    [
      'sellers find each order with their goods where it stands',
      ({ item }) => Object.assign(item('order'), { lines: [{ ...mug, sellerId: 'selma' }] }),
    ],
    [
      "money agrees with the provider's books",
      ({ item }) => Object.assign(item('test_charge'), { captured: 1000, capturable: 0 }),
    ],
    [
      'no charge is without its payment',
      ({ items }) => items.push({ __edb_e__: 'test_charge', chargeId: 'o1.other' }),
    ],
    [
      'no movement of money is under way, save where a provider never answers',
      ({ item }) => Object.assign(item('payment_entry'), { status: 'REQUESTED' }),
    ],
    ['no order waits for its money', ({ item }) => Object.assign(item('order'), { status: 'PLACED' })],
    ['no order is held for good', ({ item }) => Object.assign(item('order'), { status: 'ON_HOLD' })],
    [
      'no return waits for its refund',
      ({ items }) =>
        items.push({ __edb_e__: 'return', orderId: 'o1', returnId: 'r', status: 'RECEIVED', lines: [] }),
    ],
    ['no movement that failed is left alone', ({ items }) => items.push(setback('REFUND', maxTries))],
    ['no movement that failed is left alone', ({ items }) => items.push(setback('VOID', 1))],
    ['no movement that failed is left alone', ({ items }) => items.push(setback('CAPTURE', maxTries))],
    [
      'every event was told once to who followed, in order',
      ({ heard }) => heard.get('o1')!.push(heard.get('o1')!.at(-1)!),
    ],
    ['every event was told once to who followed, in order', ({ heard }) => heard.get('o1')!.reverse()],
    ['every event was told once to who followed, in order', ({ heard }) => heard.get('o1')!.pop()],
    ...(['email', 'sms'] as const).flatMap((channel): [string, (whole: Whole) => void][] => {
      const check = channel === 'email' ? 'every mail came once' : 'every text message came once';
      const destination = channel === 'email' ? email : phone;
      return [
        [check, ({ received, first }) => received.push(received[first(channel)]!)],
        [check, ({ received, first }) => received.splice(first(channel), 1)],
        [check, ({ received }) => received.push({ channel, destination, says: 'Another' })],
        [check, ({ items, note }) => items.splice(items.indexOf(note(channel)), 1)],
        [check, ({ note }) => Object.assign(note(channel), { status: 'FAILED' })],
        [check, ({ items, note }) => items.push({ ...note(channel), sequence: 1000 })],
      ];
    }),
    ['every text message came once', ({ item }) => Object.assign(item('customer'), { textMessages: false })],
    [
      'every workflow stands where its order stands',
      ({ workflows }) => workflows.set('o1', { status: 'FAILED', current: [], error: 'Odd' }),
    ],
    [
      'every workflow stands where its order stands',
      ({ workflows }) => workflows.set('o1', { status: 'RUNNING', current: ['AwaitPayment'] }),
    ],
    ['every workflow stands where its order stands', ({ workflows }) => workflows.clear()],
    [
      'every dead letter is explained',
      ({ deadLetters }) => deadLetters.push({ queue: 'Entries', body: '{"orderId":"o1","entryId":"e"}' }),
    ],
  ])('%s', (check, plant) => {
    expect(broken(plant)).toContain(check);
  });

  test.each(['email', 'sms'])(
    'let a message by %s be missing of which nobody knows whether it went out',
    (channel) => {
      const inDoubt = ({ note }: Whole) => Object.assign(note(channel), { status: 'SENDING' });
      expect(broken(inDoubt)).toEqual([]);
      expect(
        broken((whole) => {
          inDoubt(whole);
          whole.received.splice(whole.first(channel), 1);
        }),
      ).toEqual([]);
      expect(
        broken((whole) => {
          inDoubt(whole);
          whole.received.push(whole.received[whole.first(channel)]!);
        }),
      ).toHaveLength(1);
    },
  );

  test('let a payment stay open whose provider never answers, when there is a dead letter of it', () => {
    const quiet = ({ item, deadLetters }: Whole) => {
      Object.assign(item('payment'), { token: 'pm_down' });
      const { orderId, entryId } = Object.assign(item('payment_entry'), { status: 'REQUESTED' }) as Item;
      deadLetters.push({ queue: 'Entries', body: JSON.stringify({ orderId, entryId }) });
    };
    const found = broken(quiet);
    expect(found).not.toContain('every dead letter is explained');
    expect(found).not.toContain('no movement of money is under way, save where a provider never answers');
    expect(
      broken((whole) => {
        quiet(whole);
        whole.deadLetters.pop();
      }),
    ).toContain('every dead letter is explained');
  });
});
