import type { Environment } from '../../core/environment.ts';

/** Requests traced in one go, as many as are kept; and how many a second when more come than anyone could look at. */
const burst = 200;
const perSecond = 20;

/**
 * Tells whether the next request is to be traced. A trace costs several times what a request does: whoever tries
 * things out gets every one, a load test gets samples.
 *
 * @example
 * const due = createPace(environment);
 * const trace = due() ? tracer.begin(request) : undefined;
 */
export function createPace({ clock }: Pick<Environment, 'clock'>): () => boolean {
  let left = burst;
  let countedAt = clock.now();
  return () => {
    const now = clock.now();
    left = Math.min(burst, left + ((now - countedAt) / 1000) * perSecond);
    countedAt = now;
    if (left < 1) return false;
    left--;
    return true;
  };
}
