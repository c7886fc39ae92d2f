import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Where a run through the table stands: a place for each of its segments. */
export interface Progress {
  readonly table: string;
  readonly segments: number;
  /** The key after which a segment goes on; `done` when it is through; absent before its first page. */
  readonly places: Record<number, Record<string, unknown> | 'done'>;
}

/**
 * Reads how far an earlier run came, or begins.
 *
 * @throws Error when the file is of another table, or was begun with other segments.
 */
export function readProgress(path: string | undefined, table: string, segments: number): Progress {
  if (!path || !existsSync(path)) return { table, segments, places: {} };
  const found = JSON.parse(readFileSync(path, 'utf8')) as Progress;
  if (found.table !== table || found.segments !== segments)
    throw new Error(`${path} is of ${found.table} in ${found.segments} segments. Name another file.`);
  return found;
}

/** Keeps how far it came: whole, or as it was before. */
export function keepProgress(path: string, progress: Progress): void {
  writeFileSync(`${path}.new`, JSON.stringify(progress));
  renameSync(`${path}.new`, path);
}
