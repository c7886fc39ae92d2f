import type { Fault } from '../../core/faults.ts';
import type { StreamRecord } from '../../core/ports.ts';

/** How late records are handed over at most, in milliseconds. */
export const longestDelay = 2_000;

/**
 * Puts records of different items in another order. DynamoDB keeps the order of each item and promises nothing between
 * items, so those of one item stay as they are.
 */
export function reordered(records: readonly StreamRecord[], fault: Fault): StreamRecord[] {
  const byItem = new Map<string, StreamRecord[]>();
  for (const record of records) {
    const item = JSON.stringify(record.dynamodb.Keys);
    byItem.set(item, [...(byItem.get(item) ?? []), record]);
  }
  const queues = [...byItem.values()];
  const result: StreamRecord[] = [];
  while (queues.length > 0) {
    const queue = fault.pick(queues);
    result.push(queue.shift()!);
    if (queue.length === 0) queues.splice(queues.indexOf(queue), 1);
  }
  return result;
}

/** The places in a stream up to which all was done, newest last: where a reader that lost its checkpoint begins again. */
export interface Trail {
  add(sequenceNumber: string): void;
  /** A place before the newest; undefined when none is known. */
  earlier(fault: Fault): string | undefined;
  readonly length: number;
}

const kept = 4;

export function createTrail(first: string | undefined): Trail {
  let places = first === undefined ? [] : [first];
  return {
    add: (sequenceNumber) => void (places = [...places, sequenceNumber].slice(-kept)),
    earlier: (fault) => fault.pick(places.slice(0, -1)),
    get length() {
      return places.length;
    },
  };
}
