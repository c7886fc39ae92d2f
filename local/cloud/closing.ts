/** What was opened, to be closed in the opposite order. */
export interface Closing {
  add(close: () => Promise<void> | void): void;
  /** Closes everything, the last opened first, whatever fails on the way. The same promise for every call. */
  close(): Promise<void>;
}

/**
 * @example
 * const closing = createClosing();
 * closing.add(gateway.close);
 * await closing.close();
 */
export function createClosing(): Closing {
  const open: (() => Promise<void> | void)[] = [];
  let closed: Promise<void> | undefined;
  const closeAll = async () => {
    const failures: unknown[] = [];
    for (const close of open.reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'the local cloud did not close cleanly');
  };
  return {
    add: (close) => void open.push(close),
    close: () => (closed ??= closeAll()),
  };
}
