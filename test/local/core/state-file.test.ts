import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStateFile } from '../../../local/core/state-file.ts';
import { testEnvironment } from '../support.ts';

let dataDirectory: string;
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'state-'));
});
afterEach(() => rmSync(dataDirectory, { recursive: true }));
const onDisk = () => JSON.parse(readFileSync(join(dataDirectory, 'room', 'state.json'), 'utf8'));

it('has on disk what was said before it was asked to, and finds it again', async () => {
  let count = 0;
  const open = () => openStateFile(testEnvironment({ dataDirectory }), 'room/state.json', () => ({ count }));
  const file = open();
  expect(file.kept).toBeUndefined();
  await file.flush();
  for (let round = 1; round <= 3; round++) {
    count = round;
    file.changed();
    const flushed = file.flush();
    await flushed;
    expect(onDisk()).toEqual({ count: round });
  }
  expect(open().kept).toEqual({ count: 3 });
});

it('writes nothing once the cloud has crashed', async () => {
  const crash = new AbortController();
  const environment = testEnvironment({ dataDirectory, crashed: crash.signal });
  const file = openStateFile(environment, 'room/state.json', () => ({ count: 1 }));
  crash.abort();
  file.changed();
  await expect(file.flush()).rejects.toThrow('crashed');
  expect(onDisk).toThrow('ENOENT');
});

it('names a file that it cannot read', () => {
  openStateFile(testEnvironment({ dataDirectory }), 'room/state.json', () => ({}));
  writeFileSync(join(dataDirectory, 'room', 'state.json'), '{');
  expect(() => openStateFile(testEnvironment({ dataDirectory }), 'room/state.json', () => ({}))).toThrow(
    'room/state.json cannot be read',
  );
});
