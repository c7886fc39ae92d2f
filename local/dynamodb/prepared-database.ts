import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynoxide } from './process.ts';

/**
 * Dynoxide finds the newest record of a stream by a scan over all that were ever written, so that writes slow
 * down from thousands a second to a hundred. With this index they do not.
 */
const cure =
  'CREATE INDEX IF NOT EXISTS _stream_records_by_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER))';

/**
 * Puts an empty, cured database at `path`. The binary writes its own schema, so an empty database is made once by
 * starting and stopping it, cured, and kept for the next time, when a copy of 40 KB is all it takes.
 */
export async function placeDatabase(binary: string, path: string): Promise<void> {
  const { size, mtimeMs } = await stat(binary);
  const id = createHash('sha256').update(`${binary} ${size} ${mtimeMs} ${cure}`).digest('hex').slice(0, 16);
  const kept = join(tmpdir(), `dynoxide-empty-${id}.db`);
  try {
    await copyFile(kept, path);
  } catch {
    await prepare(binary, kept);
    await copyFile(kept, path);
  }
}

async function prepare(binary: string, kept: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'dynoxide-prepare-'));
  try {
    const path = join(directory, 'empty.db');
    await startAndStop(binary, path);
    await writeFile(path, await cured(await readFile(path)));
    await mkdir(tmpdir(), { recursive: true });
    // Renamed into place, so that another process never copies half a file.
    await rename(path, kept);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Most starts of a database that is to be stopped in good order; one in fifty is not, on a busy machine. */
const mostStarts = 10;

/**
 * Has the binary write its schema into the file itself. It listens before it heeds signals: stopped in between, it is
 * just killed, and what it wrote is in the log beside the file (`-wal`). The next start takes that in.
 */
async function startAndStop(binary: string, path: string): Promise<void> {
  for (let start = 1; start <= mostStarts; start++) {
    await (await startDynoxide({ binary, path })).stop();
    if (!existsSync(`${path}-wal`)) return;
  }
  throw new Error(`The database could not be stopped in good order: ${path} is not complete.`);
}

async function cured(database: Uint8Array): Promise<Uint8Array> {
  const { default: initSqlJs } = await import('sql.js');
  const { Database } = await initSqlJs();
  const opened = new Database(database);
  opened.run(cure);
  const bytes = opened.export();
  opened.close();
  return bytes;
}
