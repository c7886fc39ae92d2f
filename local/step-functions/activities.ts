import { createEnding } from '../core/ending.ts';
import type { Environment } from '../core/environment.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Json } from './language/json.ts';
import type { Call } from './integrations/integration.ts';
import { orStopped, until } from './execution/timers.ts';

export interface Activity {
  readonly arn: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** Work that programs outside fetch, and how they get at it. */
export interface Activities {
  create(name: string): Activity;
  delete(arn: string): void;
  all(): Activity[];
  /** @throws AwsError ActivityDoesNotExist. */
  require(arn: string): Activity;
  /** Offers a task; resolves when a worker took it. */
  schedule(arn: string, input: Json, call: Call): Promise<Json>;
  /** The oldest task that is offered; waits for one. @returns undefined when there was none in that time */
  take(
    arn: string,
    workerName: string | undefined,
  ): Promise<{ taskToken: string; input: string } | undefined>;
  close(): void;
}

interface Offer {
  readonly input: Json;
  readonly call: Call;
  taken(): void;
}

/** How long a worker waits for a task, in milliseconds. Source: API reference, GetActivityTask. */
const longestPoll = 60_000;

export function createActivities(environment: Environment, changed: () => void): Activities {
  const { partition, region, accountId, clock } = environment;
  const activities = new Map<string, Activity>();
  const offers = new Map<string, Offer[]>();
  const waiting = new Map<string, (() => void)[]>();
  const closing = createEnding();

  const require = (arn: string): Activity => {
    const activity = activities.get(arn);
    if (!activity) throw new AwsError('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`);
    return activity;
  };
  const next = (arn: string) => {
    const queue = offers.get(arn) ?? [];
    for (let offer = queue.shift(); offer; offer = queue.shift())
      if (!offer.call.signal.aborted) return offer;
    return undefined;
  };

  return {
    create(name) {
      const arn = `arn:${partition}:states:${region}:${accountId}:activity:${name}`;
      const activity = activities.get(arn) ?? { arn, name, createdAt: clock.now() };
      activities.set(arn, activity);
      changed();
      return activity;
    },
    delete(arn) {
      activities.delete(arn);
      changed();
    },
    all: () => [...activities.values()],
    require,
    schedule: (arn, input, call) =>
      orStopped(
        new Promise<Json>((resolve) => {
          const queue = offers.get(arn) ?? [];
          offers.set(arn, queue);
          queue.push({ input, call, taken: () => resolve(null) });
          waiting.get(arn)?.shift()?.();
        }),
        call.signal,
      ),
    async take(arn, workerName) {
      require(arn);
      const end = clock.now() + longestPoll;
      for (;;) {
        const offer = next(arn);
        if (offer) {
          offer.call.started(workerName);
          offer.taken();
          return { taskToken: offer.call.token!, input: JSON.stringify(offer.input) };
        }
        if (clock.now() >= end || closing.signal.aborted) return undefined;
        const queue = waiting.get(arn) ?? [];
        waiting.set(arn, queue);
        const controller = new AbortController();
        const abort = () => controller.abort();
        closing.signal.addEventListener('abort', abort);
        queue.push(abort);
        await until(clock, end, controller.signal).catch(() => {});
        closing.signal.removeEventListener('abort', abort);
        const place = queue.indexOf(abort);
        if (place >= 0) queue.splice(place, 1);
      }
    },
    close: () => closing.abort(),
  };
}
