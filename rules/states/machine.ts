/** A state machine: each state with the states that may follow it. */
export type Machine<State extends string> = Record<State, State[]>;

/**
 * Whether a machine has a way from one state straight to another.
 *
 * @example
 * canMove(orderMachine, 'PLACED', 'CANCELLED') // true
 */
export function canMove<State extends string>(machine: Machine<State>, from: State, to: State): boolean {
  return machine[from].indexOf(to) >= 0;
}
