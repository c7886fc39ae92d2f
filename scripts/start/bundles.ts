import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** Every bundle that is deployed, by absolute path. Source maps are not: they change nothing. */
export type Bundles = ReadonlyMap<string, Bundle>;

interface Bundle {
  readonly hash: string;
  /** Size and time of change. */
  readonly written: string;
}

/**
 * @param before - what was there: what has not been written since is not read again.
 * @param kinds - which bundles.
 */
export function readBundles(before?: Bundles, kinds = ['resolvers', 'functions']): Bundles {
  const files = kinds.flatMap((kind) =>
    readdirSync(join(root, 'build', kind), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return new Map(files.map((file) => [file, readBundle(file, before?.get(file))]));
}

function readBundle(file: string, before: Bundle | undefined): Bundle {
  const { size, mtimeMs } = statSync(file);
  const written = `${size} ${mtimeMs}`;
  if (before?.written === written) return before;
  return { written, hash: createHash('sha256').update(readFileSync(file)).digest('hex') };
}

/** Paths of the bundles that are new or of other content than before, and whether any is gone. */
export function compareBundles(before: Bundles, after: Bundles): { changed: string[]; gone: boolean } {
  return {
    changed: [...after].filter(([file, { hash }]) => before.get(file)?.hash !== hash).map(([file]) => file),
    gone: [...before.keys()].some((file) => !after.has(file)),
  };
}
