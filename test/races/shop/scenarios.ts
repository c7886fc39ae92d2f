/** Races of the real shop: each answers with what went wrong, nothing as it must be. */
import * as operations from '../../../client/generated/documents.ts';
import { named } from '../../support/client.ts';
import type { Person } from '../../support/people.ts';
import { eur, type Floor } from './floor.ts';
import { sellersAtOneOrder } from './selling.ts';

export type Scenario = (floor: Floor) => Promise<string[]>;

/** Says what differs from what is expected. */
function unlessEqual(what: string, found: number, expected: number): string[] {
  return found === expected ? [] : [`${what}: ${found}, not ${expected}`];
}

/** N buyers for K units: exactly K are sold, and each loser is told that there is nothing left. */
const lastUnits: Scenario = async (floor) => {
  const { client, random } = floor;
  const units = 1 + random.below(6);
  const buyers = floor.some(units + 2 + random.below(8));
  const sku = await floor.offer(units);
  const carts = await Promise.all(buyers.map((buyer) => floor.fill(buyer, sku)));
  const answers = await Promise.all(
    buyers.map((buyer, place) => client.change(buyer, operations.placeOrder, carts[place]!)),
  );
  const outcomes = answers.map(named);
  return [
    ...unlessEqual(`${units} units, sold`, outcomes.filter((one) => one === 'ok').length, units),
    ...unlessEqual(
      'told that there are none',
      outcomes.filter((one) => one === 'OutOfStock').length,
      buyers.length - units,
    ),
  ];
};

/**
 * N buyers for K units that are spread over parts, evened out, brought together, repriced and counted all the while: as
 * many are sold as there are, down to the last, and the losers come when there is none. What lies in the parts is audited
 * with the rest of the shop.
 */
const spreadWhileSold: Scenario = async (floor) => {
  const { client, staff, random, stocked } = floor;
  const buyers = floor.some(12);
  const units = buyers.length - 2 - random.below(4);
  const sku = await floor.offer(units - 1);
  const spread = () => client.change(staff, operations.spreadStock, { sku, parts: 1 + random.below(6) });
  const adjust = (delta: number) =>
    client.change(staff, operations.adjustStock, { sku, delta, reason: 'count' });

  /** Whoever meets another price looks at it, and buys all the same. */
  async function buy(buyer: Person): Promise<string> {
    for (;;) {
      const cart = await floor.fill(buyer, sku);
      const outcome = named(await client.change(buyer, operations.placeOrder, cart));
      if (outcome !== 'PriceChanged') return outcome;
    }
  }
  async function keep(): Promise<string[]> {
    const outcomes: string[] = [];
    let version = 1;
    for (let turn = 0; turn < 4; turn += 1) {
      outcomes.push(named(await spread()));
      const input = { sku, version, price: eur(900 + random.below(200)) };
      const repriced = await client.persist(staff, operations.updateVariant, { input });
      if (named(repriced) === 'ok') version += 1;
      outcomes.push(named(repriced));
    }
    return outcomes;
  }

  await spread();
  const keeping = Promise.all([keep(), spread(), spread()]);
  // One more is found while units move.
  const found = await adjust(1);
  stocked[sku] = units;
  const outcomes = await Promise.all(buyers.map(buy));
  const [kept] = await keeping;
  return [
    ...unlessEqual(`${units} units, sold`, outcomes.filter((one) => one === 'ok').length, units),
    ...unlessEqual(
      'told that there are none',
      outcomes.filter((one) => one === 'OutOfStock').length,
      buyers.length - units,
    ),
    // A price that meets a spreading is to be set anew: both change the product.
    ...[...kept, named(found)].filter((one) => one !== 'ok' && one !== 'VersionConflict'),
  ];
};

/** One key from many clients is one order. */
const oneKey: Scenario = async (floor) => {
  const { client, random } = floor;
  const [buyer] = floor.some(1) as [Person];
  const cart = await floor.fill(buyer, await floor.offer(50), 2);
  const key = crypto.randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 2 + random.below(9) }, () => client.change(buyer, operations.placeOrder, cart, key)),
  );
  const ids = new Set(answers.map(({ data }) => data?.placeOrder?.id));
  return [
    ...answers.map(named).filter((one) => one !== 'ok'),
    ...unlessEqual('orders under one key', ids.size, 1),
  ];
};

/** The last use of a voucher is used once, and given back once. */
const lastVoucher: Scenario = async (floor) => {
  const { client, staff, random } = floor;
  const code = `LAST-${Math.floor(random.next() * 1e9)}`;
  const input = { code, kind: 'FIXED', amount: eur(100), maxUses: 1 };
  await client.value(staff, operations.createVoucher, { input });
  const buyers = floor.some(2 + random.below(5));
  const sku = await floor.offer(50);
  const carts = await Promise.all(buyers.map((buyer) => floor.fill(buyer, sku, 1, code)));
  const answers = await Promise.all(
    buyers.map((buyer, place) => client.change(buyer, operations.placeOrder, carts[place]!)),
  );
  const won = answers.findIndex((answer) => named(answer) === 'ok');
  const outcomes = answers.map(named);
  const wrong = [
    ...unlessEqual('uses of the last', outcomes.filter((one) => one === 'ok').length, 1),
    ...outcomes.filter((one) => one !== 'ok' && one !== 'VoucherRefused'),
  ];
  if (won < 0) return wrong;
  const { id: orderId } = answers[won]!.data.placeOrder;
  await Promise.all(
    [buyers[won]!, staff].map((person) => client.change(person, operations.cancelOrder, { orderId })),
  );
  return wrong;
};

/** A reservation runs out while its payment succeeds: an order, or its money free again. */
const expiryAndPayment: Scenario = async (floor) => {
  const { client } = floor;
  const buyers = floor.some(3);
  const sku = await floor.offer(50);
  const carts = await Promise.all(buyers.map((buyer) => floor.fill(buyer, sku)));
  const orders = await Promise.all(
    buyers.map(async (buyer, place) => {
      const payment = {
        token: floor.random.pick(['pm_success', 'pm_late', 'pm_timeout_before', 'pm_timeout_after']),
      };
      const answer = await client.change(buyer, operations.placeOrder, { ...carts[place], payment });
      return String(answer.data.placeOrder.id);
    }),
  );
  await floor.runOut(orders);
  await Promise.all([floor.sweep(), floor.sweep()]);
  return [];
};

/** Paying, sending, calling off and sending back one order, all at once, twice each. */
const everythingAtOnce: Scenario = async (floor) => {
  const { client, staff, random } = floor;
  const [buyer] = floor.some(1) as [Person];
  const sku = await floor.offer(50);
  const card = random.chance(0.5);
  const cart = await floor.fill(buyer, sku, 3);
  const payment = card
    ? {
        payment: {
          token: random.pick(['pm_success', 'pm_late', 'pm_single_capture', 'pm_twice', 'pm_timeout_after']),
        },
      }
    : {};
  const placed = await client.change(buyer, operations.placeOrder, { ...cart, ...payment });
  const { id: orderId, total } = placed.data.placeOrder;
  const staffDoes = (operation: string, input: object) =>
    client.change(staff, operation, { orderId, ...input });
  const one = { lines: [{ sku, quantity: 1 }] };
  const transfer = { method: 'BANK_TRANSFER', amount: card ? eur(1) : total, reference: 'R1' };
  await Promise.all([
    staffDoes(operations.recordPayment, transfer),
    staffDoes(operations.recordPayment, transfer),
    ...(random.chance(0.3) ? [client.change(buyer, operations.cancelOrder, { orderId })] : []),
    staffDoes(operations.packShipment, one),
    staffDoes(operations.packShipment, {}),
  ]);
  await staffDoes(operations.packShipment, {});
  const read = () => client.value(staff, operations.getOrder, { id: orderId });
  const { shipments } = await read();
  await Promise.all([
    ...shipments.flatMap(({ id: shipmentId }: { id: string }) => [
      staffDoes(operations.shipShipment, { shipmentId }),
      staffDoes(operations.shipShipment, { shipmentId }),
      staffDoes(operations.moveShipment, { shipmentId, to: 'CANCELLED' }),
    ]),
    client.change(buyer, operations.cancelOrder, { orderId }),
  ]);
  const unwanted = { orderId, lines: [{ sku, quantity: 1, reason: 'Blue' }] };
  await Promise.all([1, 2, 3, 4].map(() => client.change(buyer, operations.requestReturn, unwanted)));
  const { returns } = await read();
  await Promise.all(
    returns.flatMap(({ id: returnId }: { id: string }) => [
      staffDoes(operations.decideReturn, { returnId, approve: true }),
      client.change(buyer, operations.withdrawReturn, { orderId, returnId }),
    ]),
  );
  const back = { lines: [{ sku, received: 1, restocked: random.below(2) }] };
  await Promise.all(
    returns.flatMap(({ id: returnId }: { id: string }) => [
      staffDoes(operations.receiveReturn, { returnId, ...back }),
      staffDoes(operations.receiveReturn, { returnId, ...back }),
    ]),
  );
  return [];
};

/** By what each shows. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'N buyers for K units': lastUnits,
  'a stock that is spread while it is sold': spreadWhileSold,
  'one key from many clients': oneKey,
  'the last use of a voucher': lastVoucher,
  'a reservation that runs out while its payment succeeds': expiryAndPayment,
  'paying, sending, calling off and sending back at once': everythingAtOnce,
  'two sellers and staff at one order': sellersAtOneOrder,
};
