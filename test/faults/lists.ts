/**
 * What people work off from lists: they come from indexes, so what stands on them may stand elsewhere already, and two who
 * work may take the same.
 */
import * as operations from '../../client/generated/documents.ts';
import type { Person } from '../support/people.ts';
import { understood, type Cast } from './stories.ts';

/** Takes something off one of the lists and does what is due. */
export function workOff(cast: Cast): Promise<void> {
  return cast.random.pick([reviewOrder, packFromList, sendSale, takeBack])(cast);
}

/** Staff decides about an order that was held because something about it catches the eye. */
async function reviewOrder(cast: Cast): Promise<void> {
  const { client, random, staff } = cast;
  const { items } = await client.value(staff(), operations.listRiskReviews, { status: 'OPEN' });
  if (items.length === 0) return;
  const { orderId } = random.pick(items as { orderId: string }[]);
  await change(cast, staff(), 'decideRiskReview', { orderId, approve: random.chance(0.7) });
}

/** Staff packs an order of the day that is paid. */
async function packFromList(cast: Cast): Promise<void> {
  const { client, random, staff } = cast;
  const { items } = await client.value(staff(), operations.listOrders, { status: 'CONFIRMED', limit: 5 });
  if (items.length > 0) await change(cast, staff(), 'packShipment', { orderId: random.pick<any>(items).id });
}

/** The seller brings one of the sales a step on. */
async function sendSale(cast: Cast): Promise<void> {
  const { client, random, seller } = cast;
  const statuses = ['CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED'];
  const { items } = await client.value(seller(), operations.listMySales, { statuses, limit: 10 });
  if (items.length === 0) return;
  const { orderId } = random.pick<any>(items);
  const sale = await client.value(seller(), operations.getSale, { orderId });
  const parcel = (at: string) => sale.shipments.find(({ status }: { status: string }) => status === at);
  const [packed, shipped] = [parcel('PACKED'), parcel('SHIPPED')];
  if (packed) await change(cast, seller(), 'shipSale', { orderId, shipmentId: packed.id });
  else if (shipped) {
    await change(cast, seller(), 'moveSale', { orderId, shipmentId: shipped.id, to: 'DELIVERED' });
  } else await change(cast, seller(), 'packSale', { orderId });
}

/** The seller decides about a return of own goods, or takes it in. */
async function takeBack(cast: Cast): Promise<void> {
  const { client, random, seller } = cast;
  const status = random.pick(['REQUESTED', 'APPROVED']);
  const { items } = await client.value(seller(), operations.listMyReturns, { status, limit: 10 });
  if (items.length === 0) return;
  const { id: returnId, orderId, lines } = random.pick<any>(items);
  const input = { orderId, returnId };
  if (status === 'REQUESTED') {
    await change(cast, seller(), 'decideSaleReturn', { ...input, approve: random.chance(0.8) });
  } else {
    const received = lines.map(({ sku, quantity }: any) => ({
      sku,
      received: quantity,
      restocked: quantity,
    }));
    await change(cast, seller(), 'receiveSaleReturn', { ...input, lines: received });
  }
}

async function change({ client }: Cast, who: Person, name: keyof typeof operations, input: object) {
  understood(name, await client.change(who, operations[name], input));
}
