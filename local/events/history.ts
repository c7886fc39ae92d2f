import type { EventEnvelope } from './envelope.ts';
import type { Outcome, Parcel } from './delivery/parcel.ts';

/** An event that a bus took, and where it went. Plain JSON. */
export interface EventRecord {
  /** Counts up, over all buses. */
  readonly number: number;
  readonly bus: string;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
  readonly event: EventEnvelope;
  /** One for each target of each rule that matched; none for an event that no rule wanted. */
  readonly deliveries: DeliveryRecord[];
}

export interface DeliveryRecord {
  readonly rule: string;
  readonly targetId: string;
  readonly targetArn: string;
  status: 'pending' | 'retrying' | 'delivered' | 'failed' | 'dead-lettered';
  attempts: number;
  /** Of the last attempt that failed. */
  error?: string;
  /** When it is tried again; milliseconds since the epoch. */
  nextAt?: number;
}

/** The last events, oldest first. */
export interface History {
  begin(bus: string, event: EventEnvelope, acceptedAt: number): EventRecord;
  settle(parcel: Parcel, outcome: Outcome): void;
  all(): readonly EventRecord[];
}

const keptEvents = 200;

export function createHistory(): History {
  const records: EventRecord[] = [];
  let count = 0;
  return {
    begin(bus, event, acceptedAt) {
      const record: EventRecord = { number: ++count, bus, acceptedAt, event, deliveries: [] };
      records.push(record);
      if (records.length > keptEvents) records.shift();
      return record;
    },
    settle({ label, attempts }, outcome) {
      const record = records.find(({ number }) => number === label.record);
      const delivery = record?.deliveries.find(
        ({ rule, targetId }) => rule === label.source && targetId === label.targetId,
      );
      if (!delivery) return;
      delete delivery.nextAt;
      Object.assign(delivery, outcome, { attempts });
    },
    all: () => records,
  };
}
