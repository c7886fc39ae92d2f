import type { Course, Machine } from './machine.ts';
import { answers } from './machine.ts';

/** Where a payment can stand. What was given back of it is a sum, not a state. */
export type PaymentState =
  'PENDING' | 'REQUIRES_ACTION' | 'AUTHORIZED' | 'PARTIALLY_CAPTURED' | 'CAPTURED' | 'DECLINED' | 'VOIDED';

/**
 * - `PENDING`: the provider was asked, or is about to be.
 * - `REQUIRES_ACTION`: the customer must confirm it with the bank.
 * - `AUTHORIZED`: the money is set aside, and taken as shipments leave.
 * - `VOIDED`: what was set aside is free again, and nothing was taken of it.
 *
 * Money that arrives by itself (a transfer, cash) is `CAPTURED` at once.
 */
export const paymentMachine = {
  PENDING: ['REQUIRES_ACTION', 'AUTHORIZED', 'DECLINED'],
  REQUIRES_ACTION: ['AUTHORIZED', 'DECLINED', 'VOIDED'],
  AUTHORIZED: ['PARTIALLY_CAPTURED', 'CAPTURED', 'VOIDED'],
  PARTIALLY_CAPTURED: ['CAPTURED'],
  CAPTURED: [],
  DECLINED: [],
  VOIDED: [],
} satisfies Machine<PaymentState>;

/** How a payment goes from state to state: by the provider's answers alone. */
export const paymentCourse: Course<typeof paymentMachine> = {
  begins: {
    PENDING: { events: ['PAYMENT_REQUESTED'], by: ['Mutation.placeOrder', 'Mutation.payOrder'] },
    CAPTURED: { events: ['PAYMENT_RECORDED'], by: ['Mutation.recordPayment'], when: 'it came by itself' },
  },
  moves: {
    PENDING: {
      REQUIRES_ACTION: { events: ['PAYMENT_ACTION_REQUIRED'], by: answers },
      AUTHORIZED: { events: ['PAYMENT_AUTHORIZED'], by: answers },
      DECLINED: { events: ['PAYMENT_DECLINED'], by: answers },
    },
    REQUIRES_ACTION: {
      AUTHORIZED: { events: ['PAYMENT_AUTHORIZED'], by: answers, when: 'the customer confirmed it' },
      DECLINED: { events: ['PAYMENT_DECLINED'], by: answers, when: 'the customer or the bank refused' },
      VOIDED: { events: ['VOID_SUCCEEDED'], by: answers, when: 'the order ended first' },
    },
    AUTHORIZED: {
      PARTIALLY_CAPTURED: { events: ['CAPTURE_SUCCEEDED'], by: answers, when: 'some of it was taken' },
      CAPTURED: { events: ['CAPTURE_SUCCEEDED'], by: answers, when: 'all of it was taken' },
      VOIDED: {
        events: ['VOID_SUCCEEDED'],
        by: answers,
        when: 'the shop, or the provider by itself, let it go; nothing was taken or is being taken',
      },
    },
    PARTIALLY_CAPTURED: {
      CAPTURED: { events: ['CAPTURE_SUCCEEDED'], by: answers, when: 'the rest was taken' },
    },
    CAPTURED: {},
    DECLINED: {},
    VOIDED: {},
  },
};
