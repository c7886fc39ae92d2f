import type { Clock } from '../../core/clock.ts';

/** Values that are forgotten when their time is over, or when room is needed: those used longest ago first. */
export interface Store {
  get(key: string): { readonly value: unknown } | undefined;
  /** @param seconds - how long the value may be given out. */
  set(key: string, value: unknown, seconds: number): void;
  /** @returns whether there was something to forget. */
  delete(key: string): boolean;
  clear(): void;
  readonly size: number;
}

interface Entry {
  readonly value: unknown;
  readonly size: number;
  readonly expires: number;
}

/**
 * Makes a store.
 * @param capacity - characters of JSON that all values together may have. @defaultValue 64 million
 */
export function createStore(clock: Pick<Clock, 'now'>, capacity = 64_000_000): Store {
  const entries = new Map<string, Entry>();
  let held = 0;

  const remove = (key: string): boolean => {
    held -= entries.get(key)?.size ?? 0;
    return entries.delete(key);
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (entry.expires <= clock.now()) {
        held -= entry.size;
        return undefined;
      }
      entries.set(key, entry);
      return entry;
    },
    set(key, value, seconds) {
      remove(key);
      const size = key.length + (JSON.stringify(value)?.length ?? 0);
      if (size > capacity) return;
      entries.set(key, { value, size, expires: clock.now() + seconds * 1000 });
      held += size;
      while (held > capacity) remove(entries.keys().next().value!);
    },
    delete(key) {
      const alive = (entries.get(key)?.expires ?? 0) > clock.now();
      remove(key);
      return alive;
    },
    clear() {
      entries.clear();
      held = 0;
    },
    get size() {
      return entries.size;
    },
  };
}
