import type { Frame } from './frame.ts';

/**
 * Sets a failed run back to the state that failed: what went well stays, retries are counted anew, and tasks and waits
 * are begun again. Source: Step Functions Developer Guide, "Redriving executions".
 *
 * @param last - the event that the next ones follow
 */
export function rewind(frame: Frame, last: number): void {
  frame.last = last;
  const { visit } = frame;
  if (!visit) return;
  visit.retries = {};
  visit.retryCount = 0;
  for (const member of ['retryAt', 'until', 'task', 'token'] as const) delete visit[member];
  if (!visit.fan) return;
  visit.fan.failures = 0;
  visit.fan.ended = false;
  for (const branch of visit.fan.branches) {
    if (!branch || branch.output) continue;
    branch.failed = false;
    if (branch.frame) rewind(branch.frame, last);
  }
}
