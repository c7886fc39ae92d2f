import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requireStanding } from '../core/crash.ts';
import type { Environment } from '../core/environment.ts';
import type { QueueAttributes } from './attributes.ts';
import type { QueueContents } from './queue.ts';

/** A queue as it is kept on disk. */
export interface StoredQueue extends QueueContents {
  readonly name: string;
  readonly createdAt: number;
  /** Of a queue that a caller made. One that a template defines has those of the template. */
  readonly made?: { readonly attributes: QueueAttributes; readonly tags: Readonly<Record<string, string>> };
}

/** Keeps queues where the cloud keeps what outlives the process; without such a place it keeps nothing. */
export interface Store {
  /** What an earlier run left. */
  readonly kept: ReadonlyMap<string, StoredQueue>;
  /** Says that a queue changed. Changes close together are written once. */
  changed(name: string, state: () => StoredQueue): void;
  remove(name: string): void;
  /**
   * Resolves when everything said so far is on disk, whatever is said meanwhile: to be waited for before a caller is
   * told of it.
   *
   * @throws Error when it cannot be written; AwsError once the cloud has crashed.
   */
  flush(): Promise<void>;
}

/** One file for each queue in `<dataDirectory>/sqs`, written beside it and renamed, so that a crash leaves no half. */
export function openStore(environment: Environment): Store {
  const { dataDirectory, log } = environment;
  if (!dataDirectory) return { kept: new Map(), changed: () => {}, remove: () => {}, flush: async () => {} };
  const directory = join(dataDirectory, 'sqs');
  mkdirSync(directory, { recursive: true });
  const kept = new Map(
    readdirSync(directory)
      .filter((file) => file.endsWith('.json'))
      .map((file) => read(join(directory, file)))
      .map((state) => [state.name, state]),
  );
  // What is to be done with each file; undefined: it is to go.
  const pending = new Map<string, (() => StoredQueue) | undefined>();
  // Who waits for the next write of a file.
  const waiting = new Map<string, { resolve: () => void; reject: (error: unknown) => void }[]>();
  let writing: Promise<void> | undefined;
  let current: Promise<void> | undefined;

  const writeOne = async (name: string, state: (() => StoredQueue) | undefined): Promise<void> => {
    const path = join(directory, `${name}.json`);
    requireStanding(environment);
    if (!state) return rm(path, { force: true });
    await writeFile(`${path}.new`, JSON.stringify(state()), { mode: 0o600 });
    requireStanding(environment);
    await rename(`${path}.new`, path);
  };

  const write = async (): Promise<void> => {
    // Let what is under way finish its changes first.
    await new Promise((resolve) => setImmediate(resolve));
    for (let [next] = pending; next; [next] = pending) {
      const [name, state] = next;
      pending.delete(name);
      const told = waiting.get(name) ?? [];
      waiting.delete(name);
      current = writeOne(name, state);
      for (const { resolve, reject } of told) current.then(resolve, reject);
      // The next change tries again; meanwhile it must not end the process.
      await current.catch((error: Error) => {
        if (!environment.crashed?.aborted) log.scope('sqs').error(`A queue is not kept: ${error.message}`);
      });
      current = undefined;
    }
    writing = undefined;
  };
  const schedule = (name: string, state: (() => StoredQueue) | undefined) => {
    pending.set(name, state);
    writing ??= write();
  };

  return {
    kept,
    changed: schedule,
    remove: (name) => schedule(name, undefined),
    async flush() {
      const next = (name: string) =>
        new Promise<void>((resolve, reject) => {
          waiting.set(name, [...(waiting.get(name) ?? []), { resolve, reject }]);
        });
      await Promise.all([current, ...[...pending.keys()].map(next)]);
    },
  };
}

function read(path: string): StoredQueue {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`The queue in ${path} cannot be read. Repair the file, or remove it to start afresh.`, {
      cause: error,
    });
  }
}
