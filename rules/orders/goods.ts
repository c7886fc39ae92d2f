/**
 * Whose an order's goods are. It may hold goods of several sellers: each packs, sends and takes back what is wholly the
 * own, and learns nothing of the others'. What is of several is for the shop's staff, who may touch all of it.
 */
import type { Actor } from './plan.ts';
import type { LineRecord, OrderRecord } from './records.ts';

/** The `sellerId` of what the shop sells itself. */
export const shopSeller = 'shop';

/** Units of something: a line of an order, a parcel or a return. */
interface Units {
  sku: string;
}

/**
 * The lines whose units somebody may pack, send and take back: a seller's own, for anybody else all of them.
 *
 * @example
 * linesFor(order, { role: 'seller', id: 'selma', now }) // her mugs, and nobody's tea
 */
export function linesFor(order: OrderRecord, { role, id }: Pick<Actor, 'role' | 'id'>): LineRecord[] {
  return role === 'seller' ? ownLines(order, id ?? '') : order.lines;
}

/** Those lines of an order that are a seller's. */
export function ownLines(order: OrderRecord, sellerId: string): LineRecord[] {
  return order.lines.filter((line) => line.sellerId === sellerId);
}

/** Whether all units are of these lines. */
export function areOf(lines: Units[], units: Units[]): boolean {
  return units.every(({ sku }) => lines.some((line) => line.sku === sku));
}

/** Who sees to units: their seller when all of them are one's, otherwise the shop. */
export function keeperOf(order: OrderRecord, units: Units[]): string {
  const sellers = units.map(({ sku }) => order.lines.find((line) => line.sku === sku)?.sellerId);
  const [first] = sellers;
  return first && sellers.every((seller) => seller === first) ? first : shopSeller;
}

/**
 * Whether the sellers of an order may know where it goes: from when it may be packed until all of it has arrived, so that
 * a parcel can be addressed, and looked for; not while it is held, nor when it was called off.
 */
export function tellsAddress({ status }: OrderRecord): boolean {
  return status === 'CONFIRMED' || status === 'PARTIALLY_SHIPPED' || status === 'SHIPPED';
}
