import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../core/environment.ts';

/** How far a mapping has come in its stream. */
export interface Checkpoint {
  /** The last sequence number that was handed over; empty before the first of all, undefined at a first start. */
  read(): Promise<string | undefined>;
  write(sequenceNumber: string): Promise<void>;
}

/**
 * A checkpoint that outlives its poller, and the process when there is a data directory; another stream's is not taken.
 */
export function createCheckpoint(
  { dataDirectory, crashed }: Environment,
  uuid: string,
  streamArn: string,
): Checkpoint {
  if (!dataDirectory) return inMemory();
  const directory = join(dataDirectory, 'lambda');
  const path = join(directory, `${uuid}.json`);
  return {
    async read() {
      try {
        const kept = JSON.parse(await readFile(path, 'utf8'));
        return kept.streamArn === streamArn ? kept.sequenceNumber : undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async write(sequenceNumber) {
      await mkdir(directory, { recursive: true });
      // Renamed into place: a process that is killed leaves the old number or the new one.
      await writeFile(`${path}.new`, JSON.stringify({ streamArn, sequenceNumber }));
      if (!crashed?.aborted) await rename(`${path}.new`, path);
    },
  };
}

function inMemory(): Checkpoint {
  let last: string | undefined;
  return {
    read: async () => last,
    async write(sequenceNumber) {
      last = sequenceNumber;
    },
  };
}
