import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { dynoxideBinary } from '../../../local/dynamodb/binary.ts';
import { placeDatabase } from '../../../local/dynamodb/prepared-database.ts';

let directory: string;
beforeAll(() => {
  // What is kept in the system's folder for temporary files goes with this one.
  directory = mkdtempSync(join(tmpdir(), 'prepared-'));
  vi.stubEnv('TMPDIR', directory);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true, force: true });
});

it.skipIf(process.platform === 'win32')(
  'is complete and indexed, however early the database was stopped that made it',
  async () => {
    const place = async (_: unknown, index: number) => {
      // A binary that was never seen, so that each makes a database of its own; all at once, to be stopped early.
      const binary = join(directory, `dynoxide-${index}`);
      copyFileSync(dynoxideBinary(), binary);
      await placeDatabase(binary, `${binary}.db`);
      return (await readFile(`${binary}.db`)).includes('_stream_records_by_sequence');
    };
    const complete = await Promise.all(Array.from({ length: 16 }, place));
    expect(complete).toEqual(complete.map(() => true));
  },
);
