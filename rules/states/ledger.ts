import type { Course, Machine } from './machine.ts';
import { answers } from './machine.ts';

/** Where an entry of the ledger can stand: asked for, then one or the other, for good. */
export type LedgerState = 'REQUESTED' | 'SUCCEEDED' | 'FAILED';

export const ledgerMachine = {
  REQUESTED: ['SUCCEEDED', 'FAILED'],
  SUCCEEDED: [],
  FAILED: [],
} satisfies Machine<LedgerState>;

/** How an entry of the ledger goes from state to state. */
export const ledgerCourse: Course<typeof ledgerMachine> = {
  begins: {
    REQUESTED: {
      events: ['PAYMENT_REQUESTED', 'CAPTURE_REQUESTED', 'REFUND_REQUESTED', 'VOID_REQUESTED'],
      by: [
        'Mutation.placeOrder',
        'Mutation.payOrder',
        'Mutation.shipShipment',
        'Mutation.shipSale',
        'Mutation.refundOrder',
        'Mutation.recordPayment',
        'Mutation.recordRefund',
        'Mutation.writeOffClaim',
        'Mutation.receiveReturn',
        'Mutation.receiveSaleReturn',
        'Mutation.cancelOrder',
        'Mutation.decideRiskReview',
        'functions/holdOrder',
        'functions/releaseOverdue',
        'functions/retryMovements',
        ...answers,
      ],
    },
    SUCCEEDED: {
      events: ['VOID_SUCCEEDED'],
      by: answers,
      when: 'the provider let money go that was set aside',
    },
    FAILED: {
      events: ['CAPTURE_FAILED'],
      by: ['Mutation.shipShipment', 'Mutation.shipSale'],
      when: 'nothing is set aside any more for goods that leave',
    },
  },
  moves: {
    REQUESTED: {
      SUCCEEDED: {
        events: ['PAYMENT_AUTHORIZED', 'CAPTURE_SUCCEEDED', 'REFUND_SUCCEEDED', 'VOID_SUCCEEDED'],
        by: [...answers, 'Mutation.recordRefund'],
      },
      FAILED: {
        events: ['PAYMENT_DECLINED', 'CAPTURE_FAILED', 'REFUND_FAILED', 'VOID_FAILED', 'VOID_SUCCEEDED'],
        by: answers,
        when: 'the provider refused; or the payment was let go while it waited for the customer',
      },
    },
    SUCCEEDED: {},
    FAILED: {},
  },
};
