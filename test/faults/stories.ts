/** What customers and staff do while things go wrong: one order after another, and always some step with an older one. */
import * as operations from '../../client/generated/documents.ts';
import { named, type Client } from '../support/client.ts';
import { dear, scarce, skus } from './assortment.ts';
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import type { Random } from '../races/model/random.ts';

export interface Cast {
  readonly client: Client;
  /** With the tokens of now. */
  readonly staff: () => Person;
  /** Of some of the goods. */
  readonly seller: () => Person;
  readonly random: Random;
  /** The provider's cards that customers pay with. */
  readonly cards: readonly string[];
  readonly vouchers: readonly string[];
}

/** An order that somebody may still do something with. */
export interface Known {
  readonly orderId: string;
  /** Whose it is, by number. */
  readonly lane: number;
}

/** Answers that are the shop's own and no failure. */
const expected = [
  'ok',
  'OutOfStock',
  'CartChanged',
  'VoucherRefused',
  'PriceChanged',
  'CartEmpty',
  'IllegalTransition',
  'NotEnoughUnits',
  'PaymentUnderWay',
  'Overpayment',
  'AlreadyExists',
  'NotFound',
];

/** @throws Error when an answer is none that the catalogue lets expect here. */
export function understood(what: string, answer: Awaited<ReturnType<Client['persist']>>): string {
  const name = named(answer);
  if (!expected.includes(name)) throw new Error(`${what} was answered with ${JSON.stringify(answer.errors)}`);
  return name;
}

/** Fills a cart and buys it; undefined when the shop says why not. */
export async function buy(cast: Cast, lane: number, customer: Person): Promise<Known | undefined> {
  const { client, random, cards, vouchers } = cast;
  await client.persist(customer, operations.clearCart, {});
  const lines = 1 + random.below(2);
  for (let line = 0; line < lines; line += 1) {
    const sku = chooseArticle(random);
    const input = { sku, quantity: 1 + random.below(2) };
    understood('addToCart', await client.persist(customer, operations.addToCart, { input }));
  }
  const voucherCode = random.chance(0.1) ? random.pick(vouchers) : undefined;
  const card = random.chance(0.85) ? random.pick(cards) : undefined;
  const voucher = voucherCode ? { voucherCode } : {};
  const quote = await client.persist(customer, operations.getQuote, {
    input: { country: address.country, ...voucher },
  });
  if (understood('quote', quote) !== 'ok') return undefined;
  const answer = await client.change(customer, operations.placeOrder, {
    shippingAddress: address,
    expectedTotal: quote.data.quote.total,
    ...voucher,
    ...(card ? { payment: { token: card } } : {}),
  });
  if (understood('placeOrder', answer) !== 'ok') return undefined;
  return { orderId: answer.data.placeOrder.id, lane };
}

function chooseArticle(random: Random): string {
  const chance = random.next();
  if (chance < 0.03) return scarce;
  return chance < 0.06 ? dear : random.pick(skus);
}

/** A customer thinks better of an order. */
export async function callOff({ client }: Cast, { orderId }: Known, customer: Person): Promise<void> {
  understood('cancelOrder', await client.change(customer, operations.cancelOrder, { orderId }));
}

/** One step with an order, as far as it can take one; answers whether it can take more. */
export async function goOn(cast: Cast, { orderId }: Known, customer: Person): Promise<boolean> {
  const { client, random } = cast;
  const staff = cast.staff();
  const act = async (who: Person, name: keyof typeof operations, input: object) =>
    understood(name, await client.change(who, operations[name], { orderId, ...input }));
  const order = await client.value(staff, operations.getOrder, { id: orderId });
  const chance = random.next();
  if (chance < 0.08) await act(random.pick([staff, customer]), 'cancelOrder', {});
  else if (order.status === 'PLACED') {
    if (order.payments.items.length === 0 || chance > 0.9) {
      const { total } = order;
      await act(staff, 'recordPayment', { method: 'CASH', amount: total, reference: `T-${orderId}` });
    }
  } else if (order.status === 'ON_HOLD') {
    // Whoever looks at such orders takes them from their list.
    return true;
  } else if (order.status === 'CONFIRMED' || order.status === 'PARTIALLY_SHIPPED') {
    const packed = order.shipments.find(({ status }: { status: string }) => status === 'PACKED');
    if (packed) await act(staff, 'shipShipment', { shipmentId: packed.id });
    else {
      const { sku } = order.lines[0];
      await act(staff, 'packShipment', chance < 0.4 ? { lines: [{ sku, quantity: 1 }] } : {});
    }
  } else if (order.status === 'SHIPPED') {
    const under = order.shipments.find(({ status }: { status: string }) => status === 'SHIPPED');
    if (under) await act(staff, 'moveShipment', { shipmentId: under.id, to: 'DELIVERED' });
  } else if (order.status === 'DELIVERED') {
    const [open] = order.returns.filter(({ status }: { status: string }) =>
      ['REQUESTED', 'APPROVED'].includes(status),
    );
    const { sku } = random.pick(order.lines as { sku: string }[]);
    if (!open) {
      await act(customer, 'requestReturn', { lines: [{ sku, quantity: 1, reason: 'Not as shown' }] });
    } else if (open.status === 'REQUESTED') {
      await act(staff, 'decideReturn', { returnId: open.id, approve: chance < 0.8 });
    } else {
      const [line] = open.lines;
      const lines = [{ sku: line.sku, received: line.quantity, restocked: random.below(line.quantity + 1) }];
      await act(staff, 'receiveReturn', { returnId: open.id, lines });
      return false;
    }
  } else return false;
  return true;
}
