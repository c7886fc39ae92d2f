import type { Machine } from './machine.ts';

/** Where an entry of the ledger can stand: asked for, then one or the other, for good. */
export type LedgerState = 'REQUESTED' | 'SUCCEEDED' | 'FAILED';

export const ledgerMachine: Machine<LedgerState> = {
  REQUESTED: ['SUCCEEDED', 'FAILED'],
  SUCCEEDED: [],
  FAILED: [],
};
