import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requireStanding } from '../core/crash.ts';
import type { Environment } from '../core/environment.ts';

/** An asynchronous event from its acceptance until it is done or discarded. */
export interface KeptEvent {
  readonly requestId: string;
  /** With the qualifier that was asked for. */
  readonly functionArn: string;
  /** JSON text. */
  readonly payload: string;
  /** Milliseconds since the epoch. */
  readonly accepted: number;
}

/** Keeps accepted events where they outlive the process; without such a place it keeps nothing. */
export interface KeptEvents {
  /** To be waited for before the event is said to be accepted. */
  keep(event: KeptEvent): Promise<void>;
  done(requestId: string): Promise<void>;
  /** What an earlier run left. */
  left(): Promise<KeptEvent[]>;
}

/** One file for each event in `<dataDirectory>/lambda/events`. */
export function openKeptEvents(environment: Environment): KeptEvents {
  const { dataDirectory } = environment;
  if (!dataDirectory) return { keep: async () => {}, done: async () => {}, left: async () => [] };
  const directory = join(dataDirectory, 'lambda', 'events');
  const pathOf = (requestId: string) => join(directory, `${requestId}.json`);
  return {
    async keep(event) {
      await mkdir(directory, { recursive: true });
      const path = pathOf(event.requestId);
      await writeFile(`${path}.new`, JSON.stringify(event), { mode: 0o600 });
      requireStanding(environment);
      await rename(`${path}.new`, path);
      requireStanding(environment);
    },
    async done(requestId) {
      if (!environment.crashed?.aborted) await rm(pathOf(requestId), { force: true });
    },
    async left() {
      const files = await readdir(directory).catch((error: NodeJS.ErrnoException): string[] => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      const events = await Promise.all(
        files
          .filter((file) => file.endsWith('.json'))
          .map(async (file) => JSON.parse(await readFile(join(directory, file), 'utf8')) as KeptEvent),
      );
      return events.sort((one, other) => one.accepted - other.accepted);
    },
  };
}
