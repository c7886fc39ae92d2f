import type { StateType } from '../../language/definition.ts';
import type { Leaving } from '../leaving.ts';
import type { Visiting } from '../thread.ts';
import { choose } from './choice.ts';
import { fail } from './fail.ts';
import { map } from './map.ts';
import { parallel } from './parallel.ts';
import { pass } from './pass.ts';
import { succeed } from './succeed.ts';
import { task } from './task.ts';
import { wait } from './wait.ts';

/** What a visit to a state of each type does. */
export const behaviours: Readonly<Record<StateType, (visiting: Visiting) => Promise<Leaving>>> = {
  Task: task,
  Pass: pass,
  Choice: choose,
  Wait: wait,
  Parallel: parallel,
  Map: map,
  Succeed: succeed,
  Fail: fail,
};
