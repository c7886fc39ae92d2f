import type { Course, Machine } from './machine.ts';

/** Where the review of an order can stand. */
export type RiskState = 'OPEN' | 'APPROVED' | 'DECLINED' | 'TIMED_OUT' | 'WITHDRAWN';

/** Somebody of the shop decides, or nobody does in time, or the order is called off and nothing is left to decide. */
export const riskMachine = {
  OPEN: ['APPROVED', 'DECLINED', 'TIMED_OUT', 'WITHDRAWN'],
  APPROVED: [],
  DECLINED: [],
  TIMED_OUT: [],
  WITHDRAWN: [],
} satisfies Machine<RiskState>;

/** How the review of an order goes from state to state. */
export const riskCourse: Course<typeof riskMachine> = {
  begins: {
    OPEN: {
      events: ['HELD'],
      by: ['functions/holdOrder'],
      when: 'something about the order catches the eye',
    },
  },
  moves: {
    OPEN: {
      APPROVED: { events: ['RELEASED'], by: ['Mutation.decideRiskReview'] },
      DECLINED: { events: ['CANCELLED'], by: ['Mutation.decideRiskReview'] },
      TIMED_OUT: { events: ['CANCELLED'], by: ['functions/holdOrder'], when: 'nobody decided in time' },
      WITHDRAWN: { events: ['CANCELLED'], by: ['Mutation.cancelOrder'] },
    },
    APPROVED: {},
    DECLINED: {},
    TIMED_OUT: {},
    WITHDRAWN: {},
  },
};
