/**
 * What items lack that were stored before their entity had it, when a key is made of it. Whoever makes a new attribute
 * part of a key says here what it is for items of before; anything that is decided by the item alone will do, so that a
 * second run decides the same.
 */
import type { EntityName } from '../../entities/index.ts';
import { indexBuckets } from '../../rules/limits.ts';

type Item = Readonly<Record<string, unknown>>;

/** A bucket is drawn when an order is placed; the last character of a ULID is as good as drawn. */
const bucket = ({ orderId }: Item): string => String(String(orderId).charCodeAt(25) % indexBuckets || 0);

/** By entity and attribute. */
export const fills: Partial<Record<EntityName, Readonly<Record<string, (item: Item) => unknown>>>> = {
  Order: { bucket },
  Reservation: { bucket },
};
