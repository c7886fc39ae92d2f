import { stan } from '../scripts/seed/users.ts';
import type { Benchmark, Figure } from './harness/benchmark.ts';
import { openCustomers, type Customer } from './harness/customers.ts';
import { withShop, type Shop } from './harness/shop.ts';
import { tokenOf } from './harness/sign-in.ts';
import { median, percentile, readable } from './harness/statistics.ts';

const customers = 8;
const seconds = 3;
/** Orders for each size of cart: what follows them is waited for. */
const most = 120;
const alone = 60;
/** Lines of a cart; 49 is the most. */
const cartSizes = [1, 5, 10, 20, 49];

const ask = `query Ask($input: QuoteInput!) { quote(input: $input) { total { amount currency } } }`;
const buy = `mutation Buy($input: PlaceOrderInput!, $key: ID!) {
  placeOrder(input: $input, idempotencyKey: $key) { id status }
}`;
const shippingAddress = {
  name: 'Bench',
  line1: '1 Long Row',
  city: 'Berlin',
  postalCode: '10115',
  country: 'DE',
};

type Lines = Record<string, { productId: string; quantity: number }>;

/** Checkouts with cards while all that follows them runs: payment, workflow, events, mails, subscriptions. */
export const checkouts: Benchmark = {
  name: 'checkouts',
  about: `${customers} customers at once, each asking what a cart comes to and checking it out with a card, by lines of the cart; and one customer alone, until the event arrives.`,
  run: () =>
    withShop(async (shop) => {
      const goods = await stocked(shop);
      const people = await openCustomers(shop, customers);
      try {
        const figures = await one(shop, people[0]!, goods);
        for (const size of cartSizes) figures.push(...(await many(shop, people, goods, size)));
        return figures;
      } finally {
        for (const person of people) person.leave();
      }
    }),
};

/** One after the other, nothing else at work: from the sending of `placeOrder` to its event at the customer's socket. */
async function one(shop: Shop, customer: Customer, goods: Lines): Promise<Figure[]> {
  const placed: number[] = [];
  const confirmed: number[] = [];
  for (let round = 0; round < alone; round += 1) {
    let sentAt = 0;
    const all = new Promise<void>((resolve) => {
      customer.hear = ({ type }) => {
        if (type === 'PLACED') placed.push(performance.now() - sentAt);
        if (type !== 'CONFIRMED') return;
        confirmed.push(performance.now() - sentAt);
        resolve();
      };
    });
    const send = await checkout(shop, customer, goods, 1);
    sentAt = performance.now();
    await send();
    await all;
  }
  const figure = (what: string, samples: readonly number[]): Figure[] => [
    { what: `${what}, p50`, value: readable(median(samples)), unit: 'ms' },
    { what: `${what}, p99`, value: readable(percentile(samples, 0.99)), unit: 'ms' },
  ];
  return [
    ...figure('alone, from placeOrder to the event PLACED', placed),
    ...figure('alone, from placeOrder to the event CONFIRMED', confirmed),
  ];
}

/** All of them for some seconds, and then until the last order is paid. */
async function many(shop: Shop, people: readonly Customer[], goods: Lines, lines: number): Promise<Figure[]> {
  const taken: number[] = [];
  const waiting: number[] = [];
  const sentAt = new Map<string, number>();
  const early = new Map<string, number>();
  let started = 0;
  let open = 0;
  let allConfirmed = () => {};
  for (const person of people) {
    person.hear = ({ orderId, type }) => {
      if (type === 'CONFIRMED' && --open === 0) allConfirmed();
      if (type !== 'PLACED') return;
      const sent = sentAt.get(orderId);
      // The event may be there before the answer that tells the order's id.
      if (sent === undefined) early.set(orderId, performance.now());
      else waiting.push(performance.now() - sent);
    };
  }
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(
    people.map(async (person) => {
      while (performance.now() < until && started++ < most) {
        const send = await checkout(shop, person, goods, lines);
        const sent = performance.now();
        open += 1;
        const orderId = await send();
        taken.push(performance.now() - sent);
        sentAt.set(orderId, sent);
        const heard = early.get(orderId);
        if (heard !== undefined) waiting.push(heard - sent);
      }
    }),
  );
  const elapsed = (performance.now() - begun) / 1000;
  if (open > 0) await new Promise<void>((resolve) => (allConfirmed = resolve));
  const drained = (performance.now() - begun) / 1000;
  const what = `${lines} ${lines === 1 ? 'line' : 'lines'}`;
  return [
    { what: `${what}: checkouts`, value: readable(taken.length / elapsed), unit: 'orders/s' },
    { what: `${what}: until all are paid`, value: readable(taken.length / drained), unit: 'orders/s' },
    { what: `${what}: placeOrder, p50`, value: readable(median(taken)), unit: 'ms' },
    { what: `${what}: placeOrder, p99`, value: readable(percentile(taken, 0.99)), unit: 'ms' },
    { what: `${what}: to the event PLACED, p50`, value: readable(median(waiting)), unit: 'ms' },
    { what: `${what}: to the event PLACED, p99`, value: readable(percentile(waiting, 0.99)), unit: 'ms' },
  ];
}

/** Fills the cart and asks what it comes to. @returns sends the order and answers with its id. */
async function checkout(
  shop: Shop,
  customer: Customer,
  goods: Lines,
  lines: number,
): Promise<() => Promise<string>> {
  const headers = { authorization: customer.token };
  await customer.fill(Object.fromEntries(Object.entries(goods).slice(0, lines)));
  const { quote } = await shop.ask(ask, { input: { country: shippingAddress.country } }, headers);
  const input = { shippingAddress, expectedTotal: quote.total, payment: { token: 'pm_success' } };
  const key = crypto.randomUUID();
  return async () => (await shop.ask(buy, { input, key }, headers)).placeOrder.id as string;
}

/** As many articles as the largest cart has lines, with stock for all of it; all customers buy the same. */
async function stocked(shop: Shop): Promise<Lines> {
  const authorization = await tokenOf(shop, stan);
  const create = `mutation Create($input: CreateProductInput!, $key: ID!) {
    createProduct(input: $input, idempotencyKey: $key) { id variants { items { sku } } }
  }`;
  const goods: Lines = {};
  const half = 25;
  for (const name of ['first', 'second']) {
    const values = Array.from({ length: half }, (_, index) => String(index + 1));
    const input = {
      handle: `bench-${name}`,
      title: `Bench, ${name}`,
      status: 'ACTIVE',
      categoryId: 'home',
      options: [{ name: 'Number', values }],
      variants: values.map((value) => ({
        sku: `bench-${name}-${value}`,
        price: { amount: 500, currency: 'EUR' },
        stock: 100_000,
        selectedOptions: [{ name: 'Number', value }],
      })),
    };
    const { createProduct } = await shop.ask(create, { input, key: crypto.randomUUID() }, { authorization });
    for (const { sku } of createProduct.variants.items as { sku: string }[]) {
      goods[sku] = { productId: createProduct.id as string, quantity: 1 };
    }
  }
  return goods;
}
