import type { Clock } from '../../core/clock.ts';

export type Details = Readonly<Record<string, unknown>>;

/** One event of an execution. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly type: string;
  /** What the API tells in a member that is named after the type. */
  readonly details?: Details;
  /** The event that entered the state which this one belongs to; not told by the API. */
  readonly visit?: number;
}

export interface Recorder {
  /**
   * Writes an event down.
   *
   * @param previous - the event that it follows
   * @returns its id
   * @throws HistoryFull
   */
  add(type: string, previous: number, details?: Details, visit?: number): number;
}

/** An execution may have no more events. */
export class HistoryFull extends Error {
  override readonly name = 'HistoryFull';
}

/** Source: Step Functions Developer Guide, "Quotas": the last event of a full history is that of the failure. */
export const mostEvents = 25_000;

/** The history of one execution, in order; ids count from 1. */
export class History implements Recorder {
  readonly events: HistoryEvent[];
  private readonly clock: Clock;
  private readonly limit: number;

  /** @param limit - on events; those of an EXPRESS execution have none, but not all are kept */
  constructor(clock: Clock, limit: number, events: HistoryEvent[] = []) {
    this.clock = clock;
    this.limit = limit;
    this.events = events;
  }

  add(type: string, previous: number, details?: Details, visit?: number): number {
    if (this.events.length >= this.limit - 1) throw new HistoryFull();
    return this.push(type, previous, details, visit);
  }

  /** Writes the last event down, for which there is always room. */
  close(type: string, previous: number, details?: Details): void {
    this.push(type, previous, details);
  }

  private push(type: string, previousEventId: number, details?: Details, visit?: number) {
    const id = this.events.length + 1;
    this.events.push({ id, previousEventId, at: this.clock.now(), type, details, visit });
    return id;
  }
}

/** Keeps nothing: for the iterations of a distributed Map state, which are executions of their own. */
export function silentRecorder(): Recorder {
  let id = 0;
  return { add: () => ++id };
}

/** Keeps the first events only, for executions whose history the service does not keep. */
export class ShortHistory extends History {
  private count = 0;

  override add(type: string, previous: number, details?: Details, visit?: number): number {
    this.count++;
    return this.count < mostEvents ? super.add(type, previous, details, visit) : this.count;
  }
}

/** The member of an event that holds its details: `taskFailedEventDetails`, `stateEnteredEventDetails`. */
export function memberOf(type: string): string {
  const name = type.replace(/^.*(State(?:Entered|Exited))$/, '$1');
  return `${name[0]!.toLowerCase()}${name.slice(1)}EventDetails`;
}
