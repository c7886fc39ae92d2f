import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { requireStanding } from './crash.ts';
import type { Environment } from './environment.ts';

/** What a service keeps in one file, so that it outlives the process. */
export interface StateFile<S> {
  /** What an earlier run left; undefined when there was none, or nothing is kept. */
  readonly kept: S | undefined;
  /** Says that the state changed. Changes close together are written once. */
  changed(): void;
  /**
   * Resolves when everything said so far is on disk: to be waited for before a caller is told of it.
   * @throws Error when it cannot be written; AwsError once the cloud has crashed.
   */
  flush(): Promise<void>;
}

/**
 * Keeps a state in `<dataDirectory>/<name>`, written beside it and renamed, so that a crash leaves no half; without a
 * data directory it keeps nothing.
 *
 * @param state - asked when it is written; JSON
 * @throws Error naming the file when an earlier run's cannot be read.
 * @example
 * const file = openStateFile<State>(environment, 'sns/state.json', () => state);
 */
export function openStateFile<S>(
  environment: Pick<Environment, 'dataDirectory' | 'log' | 'crashed'>,
  name: string,
  state: () => S,
): StateFile<S> {
  const { dataDirectory, log, crashed } = environment;
  if (!dataDirectory) return { kept: undefined, changed: () => {}, flush: async () => {} };
  const path = join(dataDirectory, name);
  mkdirSync(dirname(path), { recursive: true });
  const kept = read<S>(path);
  let dirty = false;
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    // Let what is under way finish its changes first, and the write before this one.
    await new Promise((resolve) => setImmediate(resolve));
    await current?.catch(() => {});
    dirty = false;
    current = next;
    next = undefined;
    requireStanding(environment);
    await writeFile(`${path}.new`, JSON.stringify(state()), { mode: 0o600 });
    requireStanding(environment);
    await rename(`${path}.new`, path);
  };

  return {
    kept,
    changed() {
      dirty = true;
      next ??= write();
      // The next change tries again; meanwhile it must not end the process.
      next.catch((error: Error) => {
        if (!crashed?.aborted) log.error(`${name} is not kept: ${error.message}`);
      });
    },
    async flush() {
      await (dirty ? next : current);
    },
  };
}

function read<S>(path: string): S | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as S;
  } catch (error) {
    throw new Error(`${path} cannot be read. Repair the file, or remove it to start afresh.`, {
      cause: error,
    });
  }
}
