import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requireStanding } from '../../core/crash.ts';
import type { Environment } from '../../core/environment.ts';
import type { PoolState } from './model.ts';

/** Where a pool's state lives between two runs of the cloud. */
export interface StateFile {
  readonly state: PoolState;
  /** Says that the state changed. Changes close together are written once. */
  changed(): void;
  /** Resolves when everything said so far is on disk. */
  flush(): Promise<void>;
}

const empty = (): PoolState => ({ users: [], groups: [], grants: [], clientSecrets: {} });

/**
 * Opens `<directory>/<poolId>.json`, readable by its owner only, since it holds the signing key.
 * Written whole to a file beside it and renamed, so that a crash leaves the old or the new state, never half of one.
 * Without a directory the state is kept in memory.
 */
export function openStateFile(
  directory: string | undefined,
  poolId: string,
  environment: Pick<Environment, 'crashed'>,
): StateFile {
  if (!directory) return { state: empty(), changed: () => {}, flush: async () => {} };
  mkdirSync(directory, { recursive: true });
  const path = join(directory, `${poolId}.json`);
  const state = { ...empty(), ...read(path) };
  let dirty = false;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    // Let the operation that is under way finish its changes first.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      while (dirty) {
        dirty = false;
        await writeFile(`${path}.new`, JSON.stringify(state, null, 1), { mode: 0o600 });
        requireStanding(environment);
        await rename(`${path}.new`, path);
      }
    } catch (error) {
      dirty = true;
      throw error;
    } finally {
      writing = undefined;
    }
  }

  return {
    state,
    changed() {
      dirty = true;
      writing ??= write();
      // A failed write is tried again with the next change; `flush` reports it. Meanwhile it must not end the process.
      writing.catch(() => {});
    },
    async flush() {
      if (dirty) writing ??= write();
      await writing;
    },
  };
}

function read(path: string): Partial<PoolState> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(
      `The state of a user pool in ${path} is not JSON. Repair the file, or remove it to start afresh.`,
    );
  }
}
