/** How the page and the service get on, for the bar: what was asked last, and what is listened to. */
export interface Connection {
  readonly state: 'idle' | 'busy' | 'live' | 'refused' | 'away';
  readonly text: string;
}

export const idle: Connection = { state: 'idle', text: 'Ready' };

/** A value that is watched. React reads it with `useSyncExternalStore`. */
export function createWatched<Value>(first: Value) {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next: Value): void {
      value = next;
      listeners.forEach((listener) => listener());
    },
    watch(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export type Watched<Value> = ReturnType<typeof createWatched<Value>>;
