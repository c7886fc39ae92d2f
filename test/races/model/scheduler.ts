/** Runs tasks step by step, in an order that a seed chooses: between any two steps of one, any others may run. */
import type { Random } from './random.ts';

/** Work that lets others run at each `yield`. */
export type Work<T = void> = Generator<void, T, void>;

export interface Task {
  readonly name: string;
  /** Begins the work; begun anew when it broke off, as a message comes again and a client asks again. */
  readonly start: () => Work<unknown>;
}

/** Thrown into the middle of work, as a process dies or an answer is lost. */
export class BrokenOff extends Error {}

export interface RunOptions {
  readonly random: Random;
  /** How often work breaks off at a step: a share. */
  readonly breaks: number;
  /** More tasks, as soon as there are; asked before every step. */
  readonly more: () => Task[];
  /** What must hold between any two steps; throws when it does not. */
  readonly check: (task: Task) => void;
}

/** No run of the model is longer: what is, goes round in circles. */
const mostSteps = 200_000;

/**
 * Runs until nobody has anything to do.
 *
 * @returns how many steps were made.
 * @throws what a check throws, or Error when it does not come to rest.
 */
export function run(tasks: readonly Task[], { random, breaks, more, check }: RunOptions): number {
  const live = tasks.map((task) => ({ task, work: task.start() }));
  for (let steps = 0; steps < mostSteps; steps += 1) {
    live.push(...more().map((task) => ({ task, work: task.start() })));
    if (live.length === 0) return steps;
    const chosen = live[random.below(live.length)]!;
    const { task } = chosen;
    try {
      if (random.chance(breaks)) throw new BrokenOff();
      if (chosen.work.next().done) live.splice(live.indexOf(chosen), 1);
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
      chosen.work = task.start();
    }
    check(task);
  }
  throw new Error('The model does not come to rest.');
}
