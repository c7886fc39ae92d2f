import type { AwsApi } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { Deliver, EventBuses, Iam, Principal, SdkCalls } from '../core/ports.ts';
import { requireAccess } from '../core/access.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { eventsApi } from './api.ts';
import { createArchives } from './archives/archives.ts';
import { createReplays } from './archives/replays.ts';
import { createOutbox } from './delivery/outbox.ts';
import type { Outcome, Parcel } from './delivery/parcel.ts';
import { createHistory } from './history.ts';
import { inspectEvents, type EventsInspection } from './inspect.ts';
import type { Rule } from './model.ts';
import { eventsProviders } from './providers.ts';
import { createPutEvents } from './put-events.ts';
import { createRegistry } from './registry.ts';
import { createRouter } from './router.ts';
import { schedulerApi } from './scheduler/api.ts';
import { universalTarget } from './scheduler/model.ts';
import { schedulerProviders } from './scheduler/providers.ts';
import { createRunner, withContext } from './scheduler/runner.ts';
import { createSchedules } from './scheduler/schedules.ts';
import { checkSchedule } from './scheduler/validate.ts';
import { createTimers } from './timers.ts';

export type { EventsInspection } from './inspect.ts';

/** EventBridge: buses, rules, archives; and EventBridge Scheduler. */
export interface EventsService extends EventBuses {
  readonly resources: ResourceProvider[];
  readonly apis: AwsApi[];
  /** Buses, rules with what they did, schedules, and the last events with where each went. Plain JSON. */
  inspect(): EventsInspection;
  close(): Promise<void>;
}

export interface EventsOptions {
  readonly environment: Environment;
  readonly iam: Iam;
  /** Hands events to resources of other services. */
  readonly deliver: Deliver;
  /** Serves the universal targets of schedules. */
  readonly sdk: SdkCalls;
}

/**
 * Buses that bring events to the targets of their rules, and schedules that call targets; with a data directory,
 * what callers made and what has not arrived yet outlive the process.
 *
 * @example
 * const events = createEvents({ environment, iam, deliver: deliveryTo({ sqs, lambda }), sdk });
 * await events.putEvents([{ EventBusName: 'orders', Source: 'shop', DetailType: 'OrderPlaced', Detail: '{"id":7}' }]);
 */
export function createEvents({ environment, iam, deliver, sdk }: EventsOptions): EventsService {
  const log = environment.log.scope('events');
  const history = createHistory();

  const router = createRouter({
    environment,
    history,
    send: (parcel) => outbox.send(parcel),
    keep: (ruleName, event, acceptedAt) => archives.keep(ruleName, event, acceptedAt),
  });
  const timers = createTimers(environment, () => registry, router);
  const registry = createRegistry(environment, timers.watch);
  const archives = createArchives(environment, registry);
  const replays = createReplays({ environment, registry, archives, router });

  const settled = (parcel: Parcel, outcome: Outcome): void => {
    history.settle(parcel, outcome);
    if (outcome.status === 'retrying') return;
    const counts = parcel.schedule
      ? schedules.all().find(({ arn }) => arn === parcel.schedule?.arn)?.counts
      : (registry.byArn(parcel.label.source) as Rule | undefined)?.counts;
    if (counts) counts[outcome.status === 'delivered' ? 'delivered' : 'failed']++;
  };

  /** To another bus of the account: the event stays what it is. */
  const relay = (parcel: Parcel, principal: Principal): void => {
    const bus = registry.bus(parcel.destination);
    if (!principal.service) {
      const asked = bus.policy ? { arn: bus.arn, policy: bus.policy } : bus.arn;
      requireAccess(iam, principal, 'events:PutEvents', asked);
    }
    router.route(bus, JSON.parse(parcel.message));
  };

  const hand = async (parcel: Parcel, principal: Principal): Promise<unknown> => {
    const { destination, details } = parcel;
    const text = withContext(parcel.message, parcel);
    const [, service, action] = universalTarget.exec(destination) ?? [];
    if (service !== undefined && action !== undefined) {
      return sdk.call(service, action, JSON.parse(text), principal);
    }
    const [, , named, , , resource = ''] = destination.split(':');
    if (named === 'logs') return log.info(`${destination.split(':')[6]} ${text}`);
    if (named === 'events' && !parcel.schedule) {
      if (!resource.startsWith('event-bus/')) {
        throw new AwsError('UnsupportedOperation', `The local cloud sends nothing to ${destination}.`);
      }
      return relay(parcel, principal);
    }
    return deliver(destination, text, principal, details);
  };

  const outbox = createOutbox({ environment, iam, hand, deliver, settled });
  const runner = createRunner({
    environment,
    outbox,
    groupArnOf: (group) => schedules.groupArnOf(group),
    ran: (schedule) => schedules.changed(schedule),
    completed: (schedule) => schedule.definition.deleteAfterCompletion && schedules.delete(schedule),
  });
  const schedules = createSchedules(environment, runner);
  const scheduler = {
    schedules,
    flush: schedules.flush,
    now: () => environment.clock.now(),
    check: (definition: Parameters<typeof checkSchedule>[0]) =>
      checkSchedule(definition, schedules.groupArnOf(definition.group), {
        environment,
        iam,
        sdk,
      }),
  };
  for (const bus of registry.buses()) for (const rule of bus.rules.values()) timers.watch(rule);

  const putEvents = createPutEvents({ environment, iam, registry, router, flush: outbox.flush });
  const flush = async () => {
    await Promise.all([registry.flush(), archives.flush(), schedules.flush(), outbox.flush()]);
  };
  const stop = () => {
    timers.close();
    runner.close();
    replays.close();
    outbox.stop();
  };
  environment.crashed?.addEventListener('abort', stop);
  const resume = () => {
    archives.restore();
    outbox.resume();
  };
  return {
    putEvents,
    resources: [...eventsProviders({ registry, archives, log, resume }), ...schedulerProviders(scheduler)],
    apis: [
      eventsApi({ environment, registry, archives, replays, putEvents, flush }, iam),
      schedulerApi(scheduler, iam),
    ],
    inspect: () => inspectEvents({ registry, archives, replays, schedules, timers, history, outbox }),
    async close() {
      stop();
      await outbox.close();
      await flush();
    },
  };
}
