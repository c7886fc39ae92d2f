import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the bundles and the templates are made from. */
const sources = [
  'cdk.json',
  'package-lock.json',
  'schema.graphql',
  'entities',
  'functions',
  'infra',
  'local',
  'resolvers',
  'rules',
  'scripts/bundling',
  'scripts/build.ts',
];

/**
 * A fingerprint of every source by path, size and time of change: enough to tell that nothing was touched, and
 * a few milliseconds to take.
 */
export function fingerprint(root: string): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) add(join(path, name));
    } else {
      hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
    }
  };
  for (const path of sources) add(path);
  return hash.digest('hex');
}

/** Whether what `stamp` was written for is what the sources are now. */
export function isFresh(stamp: string, print: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
}

export function markFresh(stamp: string, print: string): void {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, print);
}
