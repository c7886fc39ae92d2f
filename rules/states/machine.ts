import type { OrderEventType } from '../orders/events.ts';

/** A state machine: each state with the states that may follow it. */
export type Machine<State extends string> = Record<State, State[]>;

/**
 * What carries a move out: a mutation, or a function that nobody calls, as `resolvers/` and `functions/` name their
 * files.
 */
export type Way = `Mutation.${string}` | `functions/${string}`;

/** How a state is come to. */
export interface Move {
  /** What the order's timeline tells of it: one of these. */
  events: OrderEventType[];
  by: Way[];
  /** What must be so beside the state. */
  when?: string;
}

/**
 * Where a machine begins, and every move it has, no more and no fewer: the compiler holds it against the machine, a
 * test against what the rules do, and `docs/states.md` is made of it. It stands apart from the machine, since
 * resolvers carry that in their bundles.
 */
export interface Course<States extends Machine<string>> {
  begins: { [To in keyof States]?: Move };
  moves: { [From in keyof States]: { [To in States[From][number]]: Move } };
}

/** A provider's answer comes to the one who asked, by webhook, or when the customer comes back from the bank. */
export const answers: Way[] = [
  'functions/settlePayments',
  'functions/receiveWebhooks',
  'Mutation.confirmPayment',
];

/**
 * Whether a machine has a way from one state straight to another.
 *
 * @example
 * canMove(orderMachine, 'PLACED', 'CANCELLED') // true
 */
export function canMove<State extends string>(machine: Machine<State>, from: State, to: State): boolean {
  return machine[from].indexOf(to) >= 0;
}
