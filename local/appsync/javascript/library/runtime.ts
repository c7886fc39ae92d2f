import { halt } from '../realm/halt.ts';
import type { Library } from '../realm/realm.ts';

/** The `runtime` object: `earlyReturn` leaves the handler with a result. */
export function runtimeLibrary(): Library {
  return {
    earlyReturn(result: unknown, options?: { skipTo?: unknown }) {
      const skipTo = options?.skipTo === 'END' ? 'END' : 'NEXT';
      halt({ kind: 'earlyReturn', result: result ?? null, skipTo });
    },
  };
}
