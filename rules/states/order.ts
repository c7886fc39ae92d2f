import type { Machine } from './machine.ts';

/** Where an order can stand. */
export type OrderState =
  | 'PLACED'
  | 'CONFIRMED'
  | 'ON_HOLD'
  | 'PARTIALLY_SHIPPED'
  | 'SHIPPED'
  | 'DELIVERED'
  | 'CANCELLED'
  | 'EXPIRED';

/**
 * - `PLACED` holds its stock for a while and waits for its payment.
 * - `CONFIRMED` is sure of its money: authorised, or received. Its stock is held until it ships.
 * - `ON_HOLD` waits for somebody of the shop to look at it.
 * - `EXPIRED` was not paid in time; like `CANCELLED`, it has given its stock back.
 */
export const orderMachine: Machine<OrderState> = {
  PLACED: ['CONFIRMED', 'CANCELLED', 'EXPIRED'],
  CONFIRMED: ['ON_HOLD', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED'],
  ON_HOLD: ['CONFIRMED', 'CANCELLED'],
  PARTIALLY_SHIPPED: ['SHIPPED'],
  SHIPPED: ['DELIVERED'],
  DELIVERED: [],
  CANCELLED: [],
  EXPIRED: [],
};
