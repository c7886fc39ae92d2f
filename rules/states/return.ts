import type { Machine } from './machine.ts';

/** Where a return can stand. */
export type ReturnState = 'REQUESTED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'RECEIVED' | 'REFUNDED';

/** The customer asks, the shop approves, the goods arrive, the money goes back. */
export const returnMachine: Machine<ReturnState> = {
  REQUESTED: ['APPROVED', 'REJECTED', 'WITHDRAWN'],
  APPROVED: ['RECEIVED', 'WITHDRAWN'],
  REJECTED: [],
  WITHDRAWN: [],
  RECEIVED: ['REFUNDED'],
  REFUNDED: [],
};
