import type { OrderEventType, OrderStatus } from './generated/operations.ts';

/** One event of an order. A live one carries no more than this; ask the order for notes and actors. */
export interface OrderStep {
  /** Counts from 1 without gaps. */
  readonly sequence: number;
  readonly type: OrderEventType;
  readonly status: OrderStatus;
  readonly at: string;
}

/** Where an order's events come from; knows no transport, so that any client or a test can be one. */
export interface OrderSource {
  /** Listens to live events. @returns a function that stops listening. */
  live(next: (step: OrderStep) => void, error: (reason: unknown) => void): () => void;
  /** Calls back each time that live events begin or begin again to flow. @returns a function that stops it. */
  ready(listener: () => void): () => void;
  /** Reads the events after a sequence number, oldest first, a page at a time. */
  after(
    sequence: number,
    nextToken?: string | null,
  ): Promise<{ items: readonly OrderStep[]; nextToken?: string | null }>;
}

/**
 * Follows an order: every event once and in order, whatever the connection does. Live events are delivered as they
 * come; when one is missing before them, or the connection was away, the missing ones are read first.
 *
 * @param seen - the sequence number of the last event already known; 0 for all of them.
 * @param next - told of each event.
 * @param error - told of failures; following goes on, and the next event or reconnect tries again.
 * @returns a function that ends it.
 * @example
 * const stop = followOrder(source, order.sequence, (step) => timeline.add(step), console.error);
 */
export function followOrder(
  source: OrderSource,
  seen: number,
  next: (step: OrderStep) => void,
  error: (reason: unknown) => void,
): () => void {
  let last = seen;
  let stopped = false;
  let reading = false;
  let again = false;

  function deliver(step: OrderStep): void {
    if (stopped || step.sequence <= last) return;
    last = step.sequence;
    next(step);
  }

  async function readMissed(): Promise<void> {
    let nextToken: string | null | undefined;
    const from = last;
    do {
      const page = await source.after(from, nextToken);
      page.items.forEach(deliver);
      nextToken = page.nextToken;
    } while (nextToken && !stopped);
  }

  /** Reads once at a time; a wish that comes meanwhile is granted afterwards, since that read may be too old for it. */
  async function catchUp(): Promise<void> {
    again = true;
    if (reading) return;
    reading = true;
    try {
      while (again && !stopped) {
        again = false;
        await readMissed();
      }
    } catch (reason) {
      if (!stopped) error(reason);
    } finally {
      reading = false;
    }
  }

  const stopReady = source.ready(() => void catchUp());
  const stopLive = source.live(
    (step) => {
      if (step.sequence === last + 1 && !reading) deliver(step);
      else if (step.sequence > last) void catchUp();
    },
    (reason) => {
      if (!stopped) error(reason);
    },
  );
  return () => {
    stopped = true;
    stopReady();
    stopLive();
  };
}
