/** Those who sell at one order, each for own goods, and staff for all of them. */
import * as operations from '../../../client/generated/documents.ts';
import { named } from '../../support/client.ts';
import type { Person } from '../../support/people.ts';
import { until } from '../../support/until.ts';
import type { Floor } from './floor.ts';

/** What somebody may hear who comes too late. */
const late = ['ok', 'IllegalTransition', 'NotEnoughUnits', 'NotFound', 'PaymentUnderWay'];

/**
 * An order has goods of two sellers and of the shop. Each seller packs, sends, takes back the own ones, and tries the
 * other's; staff does the same with everything; the customer calls off and sends back: all at once. What sellers did to
 * which goods is audited with the rest of the shop.
 */
export async function sellersAtOneOrder(floor: Floor): Promise<string[]> {
  const { client, staff, random, sellers } = floor;
  const [buyer] = floor.some(1) as [Person];
  // Staff comes first: the category is the shop's.
  const own = await floor.offer(10);
  const skus = [await floor.offer(10, 1000, sellers[0]), await floor.offer(10, 1000, sellers[1]), own];
  const cart = await floor.fill(buyer, skus, 2);
  const placed = await client.change(buyer, operations.placeOrder, {
    ...cart,
    payment: { token: random.pick(['pm_success', 'pm_late', 'pm_twice', 'pm_capture_fails']) },
  });
  const orderId = String(placed.data.placeOrder.id);
  const read = () => client.value(staff, operations.getOrder, { id: orderId });
  await until(async () => (await read()).status === 'CONFIRMED');

  const wrong: string[] = [];
  async function act(who: Person, name: keyof typeof operations, input: object, allowed = late) {
    const outcome = named(await client.change(who, operations[name], { orderId, ...input }));
    if (!allowed.includes(outcome)) wrong.push(`${name} was answered with ${outcome}`);
  }
  const parcelsOf = async (seller: Person) =>
    (await client.value(seller, operations.getSale, { orderId })).shipments as { id: string }[];

  await Promise.all([
    ...sellers.flatMap((seller, place) => [
      act(seller, 'packSale', { lines: [{ sku: skus[place], quantity: 1 }] }),
      act(seller, 'packSale', {}),
      act(seller, 'packSale', { lines: [{ sku: skus[1 - place], quantity: 1 }] }, ['NotEnoughUnits']),
    ]),
    act(staff, 'packShipment', { lines: [{ sku: random.pick(skus), quantity: 1 }] }),
  ]);
  const { shipments } = await read();
  const [one, other] = await Promise.all(sellers.map(parcelsOf));
  const shared = one!.filter(({ id }) => other!.some((parcel) => parcel.id === id));
  if (shared.length > 0) wrong.push(`two sellers see the parcels ${shared.map(({ id }) => id).join(', ')}`);
  await Promise.all([
    ...[one!, other!].flatMap((parcels, place) =>
      parcels.flatMap(({ id: shipmentId }) => [
        act(sellers[place]!, 'shipSale', { shipmentId }),
        act(sellers[1 - place]!, 'shipSale', { shipmentId }, ['NotFound']),
        ...(random.chance(0.3) ? [act(sellers[place]!, 'moveSale', { shipmentId, to: 'CANCELLED' })] : []),
      ]),
    ),
    ...shipments.map(({ id: shipmentId }: { id: string }) => act(staff, 'shipShipment', { shipmentId })),
    act(staff, 'packShipment', {}),
    ...(random.chance(0.3) ? [act(buyer, 'cancelOrder', {})] : []),
  ]);

  await Promise.all(
    skus.map((sku) => act(buyer, 'requestReturn', { lines: [{ sku, quantity: 1, reason: 'Blue' }] })),
  );
  const { returns } = await read();
  await Promise.all(
    returns.flatMap(({ id: returnId, lines: [{ sku }] }: { id: string; lines: [{ sku: string }] }) => {
      const place = skus.indexOf(sku);
      const lines = [{ sku, received: 1, restocked: random.below(2) }];
      return [
        ...sellers.flatMap((seller, number) => {
          const allowed = number === place ? late : ['NotFound'];
          return [
            act(seller, 'decideSaleReturn', { returnId, approve: true }, allowed),
            act(seller, 'receiveSaleReturn', { returnId, lines }, allowed),
          ];
        }),
        act(staff, 'decideReturn', { returnId, approve: true }),
        act(staff, 'receiveReturn', { returnId, lines }),
        act(buyer, 'withdrawReturn', { returnId }),
      ];
    }),
  );
  return wrong;
}
