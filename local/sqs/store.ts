import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  /** Resolves when everything said so far is on disk. @throws Error when it cannot be written. */
  flush(): Promise<void>;
}

/** One file for each queue in `<dataDirectory>/sqs`, written beside it and renamed, so that a crash leaves no half. */
export function openStore({ dataDirectory, log }: Environment): Store {
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
  let writing: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    // Let what is under way finish its changes first.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      for (let [next] = pending; next; [next] = pending) {
        const [name, state] = next;
        pending.delete(name);
        const path = join(directory, `${name}.json`);
        if (!state) {
          await rm(path, { force: true });
          continue;
        }
        await writeFile(`${path}.new`, JSON.stringify(state()), { mode: 0o600 });
        await rename(`${path}.new`, path);
      }
    } finally {
      writing = undefined;
    }
  };
  const schedule = (name: string, state: (() => StoredQueue) | undefined) => {
    pending.set(name, state);
    // The next change tries again; meanwhile it must not end the process.
    (writing ??= write()).catch((error: Error) =>
      log.scope('sqs').error(`A queue is not kept: ${error.message}`),
    );
  };

  return {
    kept,
    changed: schedule,
    remove: (name) => schedule(name, undefined),
    async flush() {
      if (pending.size > 0) writing ??= write();
      await writing;
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
