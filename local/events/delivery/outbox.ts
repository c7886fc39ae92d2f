import { servicePrincipal } from '../../core/access.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Environment } from '../../core/environment.ts';
import { openKeptFiles } from '../../core/kept-files.ts';
import type { Deliver, Iam, Principal } from '../../core/ports.ts';
import { setAlarm } from '../alarm.ts';
import { deadLetterAttributes } from './dead-letter.ts';
import { failureOf, RoleError, type Failure } from './failure.ts';
import type { Outcome, Parcel } from './parcel.ts';

/** Hands things to targets, again and again until they arrive or are given up. */
export interface Outbox {
  /** The first attempt begins at once. */
  send(parcel: Parcel): void;
  /** Takes up what an earlier run left. May be called again. */
  resume(): void;
  /** Resolves when everything that has not arrived is on disk. */
  flush(): Promise<void>;
  pending(): Parcel[];
  /** Begins nothing more. */
  stop(): void;
  close(): Promise<void>;
}

interface Deps {
  readonly environment: Environment;
  readonly iam: Iam;
  /** Hands one parcel over, on behalf of `principal`. */
  readonly hand: (parcel: Parcel, principal: Principal) => Promise<unknown>;
  readonly deliver: Deliver;
  readonly settled: (parcel: Parcel, outcome: Outcome) => void;
}

/**
 * Pauses double from a second to eight minutes, each shortened by up to half, by chance: 185 of them take about a day,
 * which are the service's own limits. Its pauses themselves are not published.
 */
const firstPause = 1000;
const longestPause = 480_000;

export function createOutbox({ environment, iam, hand, deliver, settled }: Deps): Outbox {
  const { clock, ids, accountId } = environment;
  const log = environment.log.scope('events');
  const files = openKeptFiles<Parcel>(environment, 'events/pending', 'delivery');
  const left = new Map(files.kept);
  const parcels = new Map<string, Parcel>();
  const alarms = new Map<string, () => void>();
  const underway = new Set<Promise<void>>();
  let closed = false;

  const forget = ({ id }: Parcel) => {
    parcels.delete(id);
    files.remove(id);
  };

  const principalOf = ({ roleArn, sender }: Parcel): Principal => {
    if (!roleArn) return servicePrincipal(sender.name, sender.sourceArn, accountId);
    try {
      return iam.assume(roleArn, ids.bytes(16).toString('hex'), sender).principal;
    } catch (error) {
      throw new RoleError((error as Error).message, { cause: error });
    }
  };

  const attempt = async (parcel: Parcel): Promise<void> => {
    parcel.attempts++;
    try {
      if (parcel.spoiled !== undefined) throw new AwsError('InvalidInput', parcel.spoiled);
      await hand(parcel, principalOf(parcel));
    } catch (error) {
      await failed(parcel, failureOf(error));
      return;
    }
    forget(parcel);
    settled(parcel, { status: 'delivered' });
  };

  const failed = async (parcel: Parcel, failure: Failure): Promise<void> => {
    const error = `${failure.name}: ${failure.message}`;
    if (!failure.retriable) return giveUp(parcel, failure);
    if (parcel.attempts > parcel.mostRetries) return giveUp(parcel, failure, 'MaximumRetryAttempts');
    const pause = Math.min(firstPause * 2 ** (parcel.attempts - 1), longestPause) * (1 - ids.random() / 2);
    const nextAt = Math.round(clock.now() + pause);
    if (nextAt > parcel.acceptedAt + parcel.longestAge) {
      return giveUp(parcel, failure, 'MaximumEventAgeInSeconds');
    }
    parcel.nextAt = nextAt;
    files.changed(parcel.id, () => parcel);
    settled(parcel, { status: 'retrying', error, nextAt });
    if (!closed) wait(parcel, nextAt);
  };

  const giveUp = async (parcel: Parcel, failure: Failure, exhausted?: string): Promise<void> => {
    const error = `${failure.name}: ${failure.message}`;
    log.warn(`${parcel.label.source}: not delivered to ${parcel.destination}. ${error}`);
    if (!parcel.deadLetters) {
      forget(parcel);
      return settled(parcel, { status: 'failed', error });
    }
    try {
      const attributes = deadLetterAttributes(parcel, failure, exhausted);
      // A schedule's dead letters are sent by its role, those of a rule by the service.
      const principal = parcel.schedule
        ? principalOf(parcel)
        : servicePrincipal(parcel.sender.name, parcel.sender.sourceArn, accountId);
      await deliver(parcel.deadLetters, parcel.original, principal, { attributes });
      settled(parcel, { status: 'dead-lettered', error });
    } catch (reason) {
      const message = `the dead-letter queue ${parcel.deadLetters} did not take it: ${(reason as Error).message}`;
      log.error(`${parcel.label.source}: ${message}`);
      settled(parcel, { status: 'failed', error: `${error}; ${message}` });
    }
    forget(parcel);
  };

  const run = (parcel: Parcel) => {
    const work = attempt(parcel).finally(() => underway.delete(work));
    underway.add(work);
  };
  const wait = (parcel: Parcel, moment: number) => {
    const cancel = setAlarm(clock, moment, () => {
      alarms.delete(parcel.id);
      run(parcel);
    });
    alarms.set(parcel.id, cancel);
  };

  const stop = () => {
    closed = true;
    for (const cancel of alarms.values()) cancel();
  };

  return {
    send(parcel) {
      parcels.set(parcel.id, parcel);
      files.changed(parcel.id, () => parcel);
      run(parcel);
    },
    resume() {
      for (const parcel of left.values()) {
        parcels.set(parcel.id, parcel);
        wait(parcel, parcel.nextAt ?? clock.now());
      }
      left.clear();
    },
    flush: files.flush,
    pending: () => [...parcels.values()],
    stop,
    async close() {
      stop();
      await Promise.all(underway);
      await files.flush();
    },
  };
}
