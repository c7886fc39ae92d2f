import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Ids } from './ids.ts';
import type { Log } from './log.ts';

/** What every service of the local cloud is given when it is built. */
export interface Environment {
  /** E.g. `us-east-1`. */
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly partition: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Whether something goes wrong on purpose; `noFaults` when nothing should. */
  readonly faults: Faults;
  /** A directory for what must outlive the process; absent when nothing should. */
  readonly dataDirectory?: string;
  /**
   * Aborted when the cloud goes as if its process were killed: from then on nothing is written to the data directory,
   * and nothing is answered.
   */
  readonly crashed?: AbortSignal;
}
