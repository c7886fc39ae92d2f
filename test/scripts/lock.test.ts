import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, any> };
const platforms = {
  'darwin-arm64': ['darwin', 'arm64'],
  'darwin-x64': ['darwin', 'x64'],
  'linux-arm64': ['linux', 'arm64'],
  'win32-x64': ['win32', 'x64'],
} as const;

/** `npm install` on one platform drops what only others need; the lock file must not lose it. */
describe('the lock file', () => {
  it.each(Object.entries(platforms))('keeps the database for %s', (name, [os, cpu]) => {
    const entry = lock.packages[`node_modules/@dynoxide/${name}`];
    expect(entry).toMatchObject({ optional: true, os: [os], cpu: [cpu] });
    expect(entry.version).toBe(lock.packages['node_modules/@dynoxide/linux-x64'].version);
  });

  it('names no registry', () => {
    expect(Object.values(lock.packages).filter((entry) => entry.resolved && !entry.link)).toEqual([]);
  });
});
