import type { Machine } from './machine.ts';

/** Where a payment can stand. What was given back of it is a sum, not a state. */
export type PaymentState =
  'PENDING' | 'REQUIRES_ACTION' | 'AUTHORIZED' | 'PARTIALLY_CAPTURED' | 'CAPTURED' | 'DECLINED' | 'VOIDED';

/**
 * - `PENDING`: the provider was asked, or is about to be.
 * - `REQUIRES_ACTION`: the customer must confirm it with the bank.
 * - `AUTHORIZED`: the money is set aside, and taken as shipments leave.
 * - `VOIDED`: what was set aside and not taken is free again.
 *
 * Money that arrives by itself (a transfer, cash) is `CAPTURED` at once.
 */
export const paymentMachine: Machine<PaymentState> = {
  PENDING: ['REQUIRES_ACTION', 'AUTHORIZED', 'CAPTURED', 'DECLINED'],
  REQUIRES_ACTION: ['AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED'],
  AUTHORIZED: ['PARTIALLY_CAPTURED', 'CAPTURED', 'VOIDED'],
  PARTIALLY_CAPTURED: ['CAPTURED'],
  CAPTURED: [],
  DECLINED: [],
  VOIDED: [],
};
