import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { context, type BuildContext } from 'esbuild';
import { overBudget } from './budget.ts';
import { bundlesOf, targets, type Target } from './targets.ts';

/** A build that remembers: after a change only what it touches is parsed again. */
export interface Builder {
  /**
   * Builds everything that is out of date. New and removed entry points are noticed.
   *
   * @param changed - paths from the project's folder of all that has changed since the last time: what is built from
   *   other sources, and was built without a fault, is left alone. Absent: it is not known.
   * @returns one line a target, e.g. `resolvers: 41 bundles`.
   * @throws Error that names each file over its budget and each place where sources do not compile.
   */
  rebuild(changed?: readonly string[]): Promise<string[]>;
  dispose(): Promise<void>;
}

interface Open {
  readonly key: string;
  readonly context: BuildContext<{ metafile: true }>;
  /** What came of the last build; absent after one that failed. */
  built?: { readonly inputs: ReadonlySet<string>; readonly line: string };
}

/**
 * @param root - the project's folder.
 * @param only - names of the targets to build; all by default.
 * @param built - told of each target as it is built, while others still are; not of one that was left alone.
 * @example
 * const builder = createBuilder(process.cwd());
 * await builder.rebuild();
 * // …a source changes…
 * await builder.rebuild();
 * await builder.dispose();
 */
export function createBuilder(
  root: string,
  only?: readonly string[],
  built?: (target: Target) => void,
): Builder {
  const chosen = targets.filter(({ name }) => !only || only.includes(name));
  const open = new Map<string, Open>();

  async function contextOf(target: Target, entries: Record<string, string>): Promise<Open> {
    const key = JSON.stringify(entries);
    const known = open.get(target.name);
    if (known?.key === key) return known;
    await known?.context.dispose();
    const created = await context({
      ...target.options,
      absWorkingDir: root,
      entryPoints: entries,
      outdir: join(root, target.outdir),
      bundle: true,
      metafile: true,
      logLevel: 'silent',
    });
    const opened: Open = { key, context: created };
    open.set(target.name, opened);
    return opened;
  }

  async function buildTarget(target: Target, changed: readonly string[] | undefined): Promise<string> {
    const entries = target.entries(root);
    const outdir = join(root, target.outdir);
    await mkdir(outdir, { recursive: true });
    if (Object.keys(entries).length === 0) {
      await removeAllBut(outdir, new Set());
      return `${target.name}: nothing to build`;
    }
    const bundler = await contextOf(target, entries);
    const { built: last } = bundler;
    if (changed && last && !changed.some((path) => last.inputs.has(path))) return last.line;
    delete bundler.built;
    const { metafile } = await bundler.context.rebuild();
    const bundles = bundlesOf(target, root);
    if (!target.options.splitting) {
      await removeAllBut(outdir, new Set(bundles.flatMap((file) => [file, `${file}.map`])));
    }
    const complaints = await overBudget(target, bundles);
    if (complaints.length > 0)
      throw new Error(complaints.map((line) => line.replace(`${root}/`, '')).join('\n'));
    const line = `${target.name}: ${bundles.length} ${bundles.length === 1 ? 'bundle' : 'bundles'}`;
    bundler.built = { inputs: new Set(Object.keys(metafile.inputs)), line };
    built?.(target);
    return line;
  }

  return {
    rebuild: async (changed) => {
      // Every target is finished, also beside one that fails: a broken function must not keep resolvers from being new.
      const results = await Promise.allSettled(chosen.map((target) => buildTarget(target, changed)));
      const failures = results.flatMap((result) =>
        result.status === 'rejected' ? [result.reason as Error] : [],
      );
      if (failures.length > 0) throw new Error(failures.map(({ message }) => message).join('\n'));
      return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
    dispose: async () => {
      await Promise.all([...open.values()].map(({ context }) => context.dispose()));
      open.clear();
    },
  };
}

/** A bundle whose source is gone must not be deployed by accident. */
async function removeAllBut(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  for (const file of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(file.parentPath, file.name);
    if (file.isFile() && !wanted.has(path)) await rm(path, { force: true });
  }
}
