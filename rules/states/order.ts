import type { Course, Machine } from './machine.ts';
import { answers } from './machine.ts';

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
export const orderMachine = {
  PLACED: ['CONFIRMED', 'CANCELLED', 'EXPIRED'],
  CONFIRMED: ['ON_HOLD', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED'],
  ON_HOLD: ['CONFIRMED', 'CANCELLED'],
  PARTIALLY_SHIPPED: ['SHIPPED'],
  SHIPPED: ['DELIVERED'],
  DELIVERED: [],
  CANCELLED: [],
  EXPIRED: [],
} satisfies Machine<OrderState>;

/** How an order goes from state to state. */
export const orderCourse: Course<typeof orderMachine> = {
  begins: { PLACED: { events: ['PLACED'], by: ['Mutation.placeOrder'] } },
  moves: {
    PLACED: {
      CONFIRMED: {
        events: ['CONFIRMED'],
        by: [...answers, 'Mutation.recordPayment', 'Mutation.placeOrder'],
        when: 'its total is set aside or received; one that costs nothing is confirmed as it is placed',
      },
      CANCELLED: { events: ['CANCELLED'], by: ['Mutation.cancelOrder'] },
      EXPIRED: { events: ['EXPIRED'], by: ['functions/releaseOverdue'], when: 'its time is up' },
    },
    CONFIRMED: {
      ON_HOLD: { events: ['HELD'], by: ['functions/holdOrder'], when: 'something about it catches the eye' },
      PARTIALLY_SHIPPED: {
        events: ['SHIPMENT_SHIPPED'],
        by: ['Mutation.shipShipment', 'Mutation.shipSale'],
        when: 'units are left',
      },
      SHIPPED: {
        events: ['SHIPMENT_SHIPPED'],
        by: ['Mutation.shipShipment', 'Mutation.shipSale'],
        when: 'the parcel holds all of it',
      },
      CANCELLED: { events: ['CANCELLED'], by: ['Mutation.cancelOrder'] },
    },
    ON_HOLD: {
      CONFIRMED: { events: ['RELEASED'], by: ['Mutation.decideRiskReview'] },
      CANCELLED: {
        events: ['CANCELLED'],
        by: ['Mutation.decideRiskReview', 'Mutation.cancelOrder', 'functions/holdOrder'],
        when: 'the shop or its customer does not want it, or nobody decided in time',
      },
    },
    PARTIALLY_SHIPPED: {
      SHIPPED: {
        events: ['SHIPMENT_SHIPPED'],
        by: ['Mutation.shipShipment', 'Mutation.shipSale'],
        when: 'the last units leave',
      },
    },
    SHIPPED: {
      DELIVERED: {
        events: ['DELIVERED'],
        by: ['Mutation.moveShipment', 'Mutation.moveSale'],
        when: 'its last parcel has arrived',
      },
    },
    DELIVERED: {},
    CANCELLED: {},
    EXPIRED: {},
  },
};
