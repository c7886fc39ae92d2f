/** Who asks: the columns of the matrix. */
import type { Caller } from '../support/graphql.ts';
import type { Person } from '../support/people.ts';
import type { TestShop } from '../support/shop.ts';

/** `customer` and `seller` own what the requests name; `other` and `rival` do not. */
export const columns = [
  'guest',
  'customer',
  'other',
  'seller',
  'rival',
  'staff',
  'admin',
  'service',
] as const;
export type Column = (typeof columns)[number];

/** The order in which they ask: whoever owns a thing comes last, for the request may use it up. */
export const turns: readonly Column[] = [
  'guest',
  'other',
  'rival',
  'service',
  'staff',
  'admin',
  'seller',
  'customer',
];

export type Callers = Record<Exclude<Column, 'guest' | 'service'>, Person> & Record<Column, Caller>;

export async function createCallers(shop: TestShop): Promise<Callers> {
  const [customer, other, seller, rival, staff, admin] = await Promise.all([
    shop.person('customer'),
    shop.person('customer'),
    shop.person('seller'),
    shop.person('seller'),
    shop.person('staff'),
    shop.person('admin'),
  ]);
  return { guest: 'guest', service: 'service', customer, other, seller, rival, staff, admin } as Callers;
}
