import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

const require = createRequire(import.meta.url);
const page = (file: string): string => fileURLToPath(new URL(`./page/${file}`, import.meta.url));

/** The page and the editor's workers, by the names that the page loads them by. */
export const explorerEntries: Record<string, string> = {
  page: page('main.tsx'),
  'editor.worker': require.resolve('monaco-editor/esm/vs/editor/editor.worker.js'),
  'json.worker': require.resolve('monaco-editor/esm/vs/language/json/json.worker.js'),
  'graphql.worker': require.resolve('monaco-graphql/esm/graphql.worker.js'),
};

/**
 * How esbuild bundles the page: into one flat folder, for browsers that know modules in workers, with everything in
 * it, so that it works without a network.
 *
 * @example
 * await build({ ...explorerOptions, entryPoints: explorerEntries, outdir: 'build/local/explorer', bundle: true });
 */
export const explorerOptions: BuildOptions = {
  format: 'esm',
  splitting: true,
  target: 'es2022',
  platform: 'browser',
  jsx: 'automatic',
  minify: true,
  legalComments: 'none',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.ttf': 'file' },
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
};
