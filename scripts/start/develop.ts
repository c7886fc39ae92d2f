import { stop } from 'esbuild';
import { readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Notices } from '../../local/explorer/index.ts';
import type * as Local from '../../local/index.ts';
import { createBuilder } from '../bundling/builder.ts';
import { root } from '../root.ts';
import { synth } from '../synth.ts';
import { compareBundles, readBundles, type Bundles } from './bundles.ts';
import { generateModel } from './model.ts';
import { assembly } from './prepare.ts';

export interface DevelopOptions {
  say(line: string): void;
  readonly local: typeof Local;
  readonly notices: Notices;
  cloud(): Local.LocalCloud;
  /** Starts the shop anew from these templates, data kept. */
  restart(cloudAssembly: string): Promise<void>;
}

export interface Developer {
  /** Takes the paths of changed sources, from the project's root. Never rejects. */
  changed(paths: readonly string[]): Promise<void>;
  /** Ends the bundler, which does not go with this process in peace. */
  close(): Promise<void>;
}

const next = join(root, 'build/cdk.next');

/**
 * Serves sources as they are saved: bundles and the schema at once, by their files; the rest by a synthesis; and with
 * a restart what the local cloud cannot change while it runs. A broken change leaves the shop as it was, says why in
 * the terminal and on the explorer's page, and is taken up again with the next one.
 */
export async function developer(options: DevelopOptions): Promise<Developer> {
  const { say, notices, local } = options;
  let served: Bundles = new Map();
  const builder = createBuilder(root, ['resolvers', 'functions'], ({ name }) => {
    // Resolvers are built sooner than functions: what is new is checked meanwhile.
    if (name !== 'resolvers' || served.size === 0) return;
    const { changed } = compareBundles(served, readBundles(served, [name]));
    void local.checkAhead(changed.map((file) => readFileSync(file, 'utf8')));
  });
  // The first build parses everything; the ones after a change only what it touches.
  await builder.rebuild();
  served = readBundles();
  const resolvers = [...served.keys()].filter((file) => file.startsWith(join(root, 'build/resolvers')));
  // In the background. These are enough for the compiler of the engine that runs us.
  void local.warmUp(resolvers.slice(0, 60).map((file) => readFileSync(file, 'utf8')));
  /** What has changed since the last build. */
  const unbuilt = new Set<string>();
  let schemaChanged = false;
  let modelStale = false;
  let synthesisDue = false;
  let broken = false;

  const take = async (paths: readonly string[]): Promise<void> => {
    const within = (folder: string) => paths.some((path) => path.startsWith(folder));
    modelStale ||= within('entities');
    schemaChanged ||= within('schema.graphql');
    synthesisDue ||= within('infra') || within('cdk.json');
    const started = performance.now();
    try {
      for (const path of paths) unbuilt.add(path);
      if (modelStale) {
        await generateModel();
        unbuilt.add('resolvers/generated/model.ts');
      }
      modelStale = false;
      const toBuild = [...unbuilt];
      unbuilt.clear();
      await builder.rebuild(toBuild);
      const built = performance.now();
      const bundles = readBundles(served);
      const { changed, gone } = compareBundles(served, bundles);
      const files = schemaChanged ? [...changed, join(root, 'schema.graphql')] : changed;
      synthesisDue ||= gone;
      if (synthesisDue) await serveTemplates(options);
      else if (files.length > 0) await options.cloud().update({ files });
      const anything = synthesisDue || files.length > 0;
      [served, schemaChanged, synthesisDue] = [bundles, false, false];
      notices.show(undefined);
      if (anything)
        say(`Served. Built in ${ms(built - started)}, taken up in ${ms(performance.now() - built)}.`);
      else if (broken) say('Mended: what is served is what was saved.');
      broken = false;
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      broken = true;
      notices.show(problem);
      say(`${problem}\nThe shop goes on as it was.`);
    }
  };
  return { changed: take, close: stop };
}

/** Synthesizes beside the templates that stand, and puts the new ones in their place once they stand. */
async function serveTemplates({ say, local, cloud, restart }: DevelopOptions): Promise<void> {
  await synth(next, { checks: false, staging: false });
  try {
    await cloud().update({ cloudAssembly: next });
  } catch (error) {
    if (!(error instanceof local.RestartNeededError)) throw error;
    say(`${error.message}. Restarting, data kept …`);
    try {
      await restart(next);
    } catch (failure) {
      await restart(assembly);
      throw failure;
    }
  }
  await rm(assembly, { recursive: true, force: true });
  await rename(next, assembly);
}

const ms = (milliseconds: number) => `${Math.round(milliseconds)} ms`;
