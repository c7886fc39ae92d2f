import { AwsError } from '../../core/aws-error.ts';
import type { Environment } from '../../core/environment.ts';
import { alreadyExists, invalid, limitExceeded, notFound } from '../errors.ts';
import type { Registry } from '../registry.ts';
import type { Router } from '../router.ts';
import type { Archives } from './archives.ts';
import type { ArchivedEvent } from './log.ts';

export type ReplayState = 'STARTING' | 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';

/** Times in milliseconds since the epoch. */
export interface Replay {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly archiveArn: string;
  readonly busArn: string;
  /** ARNs of rules; absent: all rules of the bus. */
  readonly filterArns?: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly startedAt: number;
  state: ReplayState;
  stateReason?: string;
  endedAt?: number;
  /** When the last event that was replayed had been put. */
  lastReplayed?: number;
}

export interface Replays {
  /** @throws AwsError ValidationException, ResourceNotFoundException, ResourceAlreadyExistsException, LimitExceededException. */
  start(
    request: Pick<Replay, 'name' | 'description' | 'archiveArn' | 'busArn' | 'filterArns' | 'from' | 'to'>,
  ): Replay;
  /** @throws AwsError ResourceNotFoundException, IllegalStatusException. */
  cancel(name: string): Replay;
  /** @throws AwsError ResourceNotFoundException. */
  named(name: string): Replay;
  all(): Replay[];
  close(): void;
}

interface Deps {
  readonly environment: Environment;
  readonly registry: Registry;
  readonly archives: Archives;
  readonly router: Router;
}

/** Source: EventBridge User Guide, quotas. */
const mostAtOnce = 10;
/** Between which a replay can be cancelled, and leaves room for others. */
const eventsAtOnce = 100;

/**
 * Puts archived events on their bus again, oldest first, with the replay's name on them. They keep id and time; that
 * the id stays is not established.
 */
export function createReplays({ environment, registry, archives, router }: Deps): Replays {
  const { partition, region, accountId, clock } = environment;
  const replays = new Map<string, Replay>();
  const waiting = new Set<() => void>();

  const later = (callback: () => void) => {
    const cancel = clock.after(0, () => {
      waiting.delete(cancel);
      callback();
    });
    waiting.add(cancel);
  };

  const run = (replay: Replay, rest: readonly ArchivedEvent[]): void => {
    const bus = registry.find(replay.busArn);
    if (replay.state === 'CANCELLING' || !bus) return end(replay, bus ? 'CANCELLED' : 'FAILED');
    replay.state = 'RUNNING';
    for (const { event, acceptedAt } of rest.slice(0, eventsAtOnce)) {
      router.route(bus, { ...event, 'replay-name': replay.name }, replay.filterArns);
      replay.lastReplayed = acceptedAt;
    }
    if (rest.length <= eventsAtOnce) return end(replay, 'COMPLETED');
    later(() => run(replay, rest.slice(eventsAtOnce)));
  };
  const end = (replay: Replay, state: ReplayState): void => {
    replay.state = state;
    replay.endedAt = clock.now();
  };

  const named: Replays['named'] = (name) => {
    const replay = replays.get(name);
    if (!replay) throw notFound(`Replay ${name} does not exist.`);
    return replay;
  };
  const isActive = ({ state }: Replay) => ['STARTING', 'RUNNING', 'CANCELLING'].includes(state);

  return {
    start(request) {
      const { name, archiveArn, busArn, from, to } = request;
      registry.bus(busArn);
      const archive = archives.byArn(archiveArn);
      if (!archive) {
        const archiveName = archiveArn.slice(archiveArn.indexOf('/') + 1);
        throw invalid(
          `Parameter EventSourceArn is not valid. Reason: Archive ${archiveName} does not exist.`,
        );
      }
      if (archive.sourceArn !== busArn) {
        throw invalid(
          'Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.',
        );
      }
      if (replays.has(name)) throw alreadyExists(`Replay ${name}`);
      if (from >= to) {
        throw invalid(
          'Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.',
        );
      }
      if ([...replays.values()].filter(isActive).length >= mostAtOnce) throw limitExceeded();
      const replay: Replay = {
        ...request,
        arn: `arn:${partition}:events:${region}:${accountId}:replay/${name}`,
        startedAt: clock.now(),
        state: 'STARTING',
      };
      replays.set(name, replay);
      const events = archives
        .named(archive.name)
        .log.all()
        .filter(({ acceptedAt }) => acceptedAt >= from && acceptedAt < to);
      later(() => run(replay, events));
      return replay;
    },
    cancel(name) {
      const replay = named(name);
      if (replay.state !== 'STARTING' && replay.state !== 'RUNNING') {
        // The wording is not established.
        throw new AwsError(
          'IllegalStatusException',
          `Replay ${name} is not in a valid state for this operation.`,
        );
      }
      replay.state = 'CANCELLING';
      return replay;
    },
    named,
    all: () => [...replays.values()],
    close() {
      for (const cancel of waiting) cancel();
    },
  };
}
