import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../core/environment.ts';
import { dynoxideBinary } from './binary.ts';
import { keepAlive, type Database } from './keep-alive.ts';
import { placeDatabase } from './prepared-database.ts';
import { startDynoxide } from './process.ts';

/**
 * Opens the database of the data directory, or an empty one that goes with the process: in memory where the
 * system has a folder for that.
 */
export async function openDatabase({
  dataDirectory,
  log,
}: Pick<Environment, 'dataDirectory' | 'log'>): Promise<Database> {
  const binary = dynoxideBinary();
  const temporary = dataDirectory
    ? undefined
    : await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'dynamodb-'));
  const directory = temporary ?? join(dataDirectory!, 'dynamodb');
  await mkdir(directory, { recursive: true });
  const path = join(directory, 'dynoxide.db');
  if (!existsSync(path)) await placeDatabase(binary, path);

  const start = (port?: number) => startDynoxide({ binary, path, temporary, port });
  const kept = await keepAlive(start, log.scope('dynamodb'));
  return {
    ...kept,
    async close() {
      await kept.close();
      if (temporary) await rm(temporary, { recursive: true, force: true });
    },
  };
}
