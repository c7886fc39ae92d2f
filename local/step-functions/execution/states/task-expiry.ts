import type { Clock } from '../../../core/clock.ts';
import { StateError } from '../../language/errors.ts';
import type { TaskProgress } from '../frame.ts';
import { at } from '../timers.ts';

/**
 * Watches the time that a task may take, and the signs of life that it owes.
 *
 * @returns a promise that is rejected with `States.Timeout` when either is over
 */
export function expiry(
  clock: Clock,
  progress: TaskProgress,
): { expired: Promise<never>; cancel: () => void } {
  const { deadline, heartbeat } = progress;
  const cancels: Record<string, () => void> = {};
  const expired = new Promise<never>((_, reject) => {
    if (deadline !== undefined)
      cancels.deadline = at(clock, deadline, () => reject(new StateError('States.Timeout', undefined)));
    if (heartbeat === undefined) return;
    const watch = () => {
      const due = progress.lastHeartbeat + heartbeat;
      if (due > clock.now()) cancels.heartbeat = at(clock, due, watch);
      // The service reports it as a timeout; the language has a name of its own for it.
      else reject(new StateError('States.Timeout', undefined, 'States.HeartbeatTimeout'));
    };
    watch();
  });
  expired.catch(() => {});
  return {
    expired,
    cancel: () => {
      for (const cancel of Object.values(cancels)) cancel();
    },
  };
}
