import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** The hash of every bundle that is deployed, by absolute path. Source maps are not: they change nothing. */
export type Bundles = ReadonlyMap<string, string>;

export function readBundles(): Bundles {
  const files = ['build/resolvers', 'build/functions'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return new Map(files.map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]));
}

/** Paths of the bundles that are new or of other content than before, and whether any is gone. */
export function compareBundles(before: Bundles, after: Bundles): { changed: string[]; gone: boolean } {
  return {
    changed: [...after].filter(([file, hash]) => before.get(file) !== hash).map(([file]) => file),
    gone: [...before.keys()].some((file) => !after.has(file)),
  };
}
