import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requireStanding } from './crash.ts';
import type { Environment } from './environment.ts';

/** Keeps things by name where the cloud keeps what outlives the process; without such a place it keeps nothing. */
export interface KeptFiles<Thing> {
  /** What an earlier run left, by name. */
  readonly kept: ReadonlyMap<string, Thing>;
  /** Says that a thing changed. Changes close together are written once. */
  changed(name: string, state: () => Thing): void;
  remove(name: string): void;
  /**
   * Resolves when everything said so far is on disk, whatever is said meanwhile: to be waited for before a caller is
   * told of it.
   *
   * @throws Error when it cannot be written; AwsError once the cloud has crashed.
   */
  flush(): Promise<void>;
}

/**
 * One file for each thing in a folder of the data directory, written beside it and renamed, so that a crash leaves no
 * half.
 *
 * @param folder - below the data directory, e.g. `sqs`
 * @param what - as an error names one of the things, e.g. `queue`
 * @throws Error naming the file that cannot be read.
 *
 * @example
 * const queues = openKeptFiles<StoredQueue>(environment, 'sqs', 'queue');
 * queues.changed('orders', () => ({ name: 'orders', messages }));
 */
export function openKeptFiles<Thing>(
  environment: Environment,
  folder: string,
  what: string,
): KeptFiles<Thing> {
  const { dataDirectory } = environment;
  if (!dataDirectory) return { kept: new Map(), changed: () => {}, remove: () => {}, flush: async () => {} };
  const log = environment.log.scope(folder.split('/', 1)[0]!);
  const directory = join(dataDirectory, folder);
  mkdirSync(directory, { recursive: true });
  const kept = new Map(
    readdirSync(directory)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [decodeURIComponent(file.slice(0, -5)), read<Thing>(join(directory, file), what)]),
  );
  // What has a file or is about to; the removal of anything else costs nothing.
  const written = new Set(kept.keys());
  // What is to be done with each file; undefined: it is to go.
  const pending = new Map<string, (() => Thing) | undefined>();
  // Who waits for the next write of a file.
  const waiting = new Map<string, { resolve: () => void; reject: (error: unknown) => void }[]>();
  let writing: Promise<void> | undefined;
  let current: Promise<void> | undefined;

  const writeOne = async (name: string, state: (() => Thing) | undefined): Promise<void> => {
    const path = join(directory, `${encodeURIComponent(name)}.json`);
    requireStanding(environment);
    if (!state) return rm(path, { force: true });
    written.add(name);
    await writeFile(`${path}.new`, JSON.stringify(state()), { mode: 0o600 });
    requireStanding(environment);
    await rename(`${path}.new`, path);
  };

  const toldOf = (name: string) => {
    const told = waiting.get(name) ?? [];
    waiting.delete(name);
    return told;
  };

  const write = async (): Promise<void> => {
    // Let what is under way finish its changes first.
    await new Promise((resolve) => setImmediate(resolve));
    for (let [next] = pending; next; [next] = pending) {
      const [name, state] = next;
      pending.delete(name);
      current = writeOne(name, state);
      for (const { resolve, reject } of toldOf(name)) current.then(resolve, reject);
      // The next change tries again; meanwhile it must not end the process.
      await current.catch((error: Error) => {
        if (!environment.crashed?.aborted) log.error(`A ${what} is not kept: ${error.message}`);
      });
      current = undefined;
    }
    writing = undefined;
  };
  const schedule = (name: string, state: (() => Thing) | undefined) => {
    pending.set(name, state);
    writing ??= write();
  };

  return {
    kept,
    changed: schedule,
    remove(name) {
      if (written.delete(name)) return schedule(name, undefined);
      pending.delete(name);
      for (const { resolve } of toldOf(name)) resolve();
    },
    async flush() {
      const next = (name: string) =>
        new Promise<void>((resolve, reject) => {
          waiting.set(name, [...(waiting.get(name) ?? []), { resolve, reject }]);
        });
      await Promise.all([current, ...[...pending.keys()].map(next)]);
    },
  };
}

function read<Thing>(path: string, what: string): Thing {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`The ${what} in ${path} cannot be read. Repair the file, or remove it to start afresh.`, {
      cause: error,
    });
  }
}
