/**
 * Bundles what is deployed (resolvers, functions) and what runs on the laptop (the local cloud) into `build/`.
 * `npx tsx scripts/build.ts`, or `build()` from another script. With `--unless-fresh` not when a start or the tests have
 * built these very sources.
 */
import { stop } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as ShipChecked from '../local/ship-checked.ts';
import { createBuilder } from './bundling/builder.ts';
import { root } from './root.ts';
import { isPrepared } from './start/prepare.ts';

export { createBuilder, type Builder } from './bundling/builder.ts';

/**
 * Builds everything once.
 *
 * @returns one line a target, e.g. `resolvers: 41 bundles`, and one of what was checked.
 * @throws Error that names the sources that do not compile, or each bundle over its budget.
 * @example
 * console.log((await build()).join('\n'));
 */
export async function build(): Promise<string[]> {
  const builder = createBuilder(root);
  try {
    const lines = await builder.rebuild();
    return [...lines, await checkResolvers()];
  } finally {
    await builder.dispose();
    // The bundler is a process of its own, of a gigabyte after such a build; whoever builds again starts it again.
    await stop();
  }
}

/**
 * Lets the local cloud check the resolvers, so that the first start on a machine finds them checked. What it refuses is
 * the start's to name, with the resource that it is for.
 */
async function checkResolvers(): Promise<string> {
  const folder = join(root, 'build/resolvers');
  const codes = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const { shipChecked } = (await import(join(root, 'build/local/ship-checked.js'))) as typeof ShipChecked;
  await shipChecked(codes);
  return 'resolvers: checked for the local cloud';
}

const isCalled = process.argv[1] === fileURLToPath(import.meta.url);
const isSpared = process.argv.includes('--unless-fresh');

if (isCalled && !(isSpared && isPrepared())) {
  const started = performance.now();
  try {
    console.log((await build()).join('\n'));
    console.log(`Built in ${Math.round(performance.now() - started)} ms.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
