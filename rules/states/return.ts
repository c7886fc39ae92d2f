import type { Course, Machine, Way } from './machine.ts';
import { answers } from './machine.ts';

/** Where a return can stand. */
export type ReturnState = 'REQUESTED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'RECEIVED' | 'REFUNDED';

/** The customer asks, the shop approves, the goods arrive, the money goes back. */
export const returnMachine = {
  REQUESTED: ['APPROVED', 'REJECTED', 'WITHDRAWN'],
  APPROVED: ['RECEIVED', 'WITHDRAWN'],
  REJECTED: [],
  WITHDRAWN: [],
  RECEIVED: ['REFUNDED'],
  REFUNDED: [],
} satisfies Machine<ReturnState>;

/** Staff sees to any return, a seller to one of the own goods. */
const deciders: Way[] = ['Mutation.decideReturn', 'Mutation.decideSaleReturn'];
const receivers: Way[] = ['Mutation.receiveReturn', 'Mutation.receiveSaleReturn'];

/** How a return goes from state to state. */
export const returnCourse: Course<typeof returnMachine> = {
  begins: {
    REQUESTED: {
      events: ['RETURN_REQUESTED'],
      by: ['Mutation.requestReturn'],
      when: 'its units have left and are not on their way back',
    },
  },
  moves: {
    REQUESTED: {
      APPROVED: { events: ['RETURN_APPROVED'], by: deciders },
      REJECTED: { events: ['RETURN_REJECTED'], by: deciders },
      WITHDRAWN: { events: ['RETURN_WITHDRAWN'], by: ['Mutation.withdrawReturn'] },
    },
    APPROVED: {
      RECEIVED: { events: ['RETURN_RECEIVED'], by: receivers },
      WITHDRAWN: { events: ['RETURN_WITHDRAWN'], by: ['Mutation.withdrawReturn'] },
    },
    REJECTED: {},
    WITHDRAWN: {},
    RECEIVED: {
      REFUNDED: {
        events: ['RETURN_REFUNDED'],
        by: [...answers, 'Mutation.recordRefund', ...receivers],
        when: 'its money has gone back, or none is to go back',
      },
    },
    REFUNDED: {},
  },
};
