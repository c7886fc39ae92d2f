/**
 * What is built from what. The one place to add an entry point: a row here, and `build`, `dev` and the budgets know it.
 */
import { version as acornVersion } from 'acorn';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { explorerEntries, explorerOptions } from '../../local/explorer/build.ts';
import { root } from '../root.ts';

/** One esbuild call: everything of a kind is bundled together. */
export interface Target {
  readonly name: string;
  /** Where the bundles go; emptied of files that no entry stands for any more. */
  readonly outdir: string;
  /** Entry points by the name of their bundle below `outdir`, without extension. */
  entries(root: string): Record<string, string>;
  readonly options: BuildOptions;
  /** The most that one bundle may have, and what it is counted in. */
  readonly budget?: {
    readonly limit: number;
    readonly unit: 'characters' | 'bytes';
    readonly because: string;
  };
}

/**
 * AppSync takes 32,768 characters of code and nothing on the way there counts them. Whitespace and names are shortened,
 * in lines that an error's place still tells apart, with a source map beside them that leads back; syntax is left as it
 * is, since rewritten syntax (comma expressions) is refused by the service.
 */
const resolvers: Target = {
  name: 'resolvers',
  outdir: 'build/resolvers',
  entries: (root) => ({
    ...sources(root, 'resolvers', /^[A-Z]\w*\.\w+\.ts$/),
    ...prefixed('steps/', sources(root, 'resolvers/steps', /^\w+\.ts$/)),
  }),
  options: {
    format: 'esm',
    target: 'esnext',
    platform: 'neutral',
    external: ['@aws-appsync/utils', '@aws-appsync/utils/*'],
    charset: 'utf8',
    legalComments: 'none',
    minifyWhitespace: true,
    minifyIdentifiers: true,
    lineLimit: 120,
    sourcemap: 'external',
    sourcesContent: false,
  },
  budget: { limit: 32_000, unit: 'characters', because: 'AppSync refuses code of more than 32,768' },
};

/**
 * Lambda runs Node 24; the laptop runs the same bundle on Node 20, so the syntax stays within Node 20. CommonJS
 * packages inside an ES module bundle call `require` for Node's own modules: the banner gives them one.
 */
const functions: Target = {
  name: 'functions',
  outdir: 'build/functions',
  entries: (root) => suffixed('/index', sources(root, 'functions', /^\w+\.ts$/)),
  options: {
    format: 'esm',
    target: 'node20',
    platform: 'node',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    minify: true,
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  },
  budget: { limit: 1_500_000, unit: 'bytes', because: 'a cold start reads and compiles all of it' },
};

/** Of what checks and instruments resolvers: code that one version passed counts for nothing with another. */
function appsyncJsVersion(): string {
  const hash = createHash('sha256').update(acornVersion);
  const files = readdirSync(join(root, 'local/appsync/javascript'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** The local cloud, for a start without a TypeScript loader. Packages stay in node_modules. */
const local: Target = {
  name: 'local',
  outdir: 'build/local',
  entries: (root) => ({
    ...sources(root, 'local', /^(cli|index|ship-checked)\.ts$/),
    // What worker threads run, a Lambda's and a database's: loaded by its file, so it stays one.
    runtime: join(root, 'local/lambda/runtime.mjs'),
    'database-thread': join(root, 'local/rds-data/database-thread.mjs'),
    'type-checker': join(root, 'local/appsync/type-check/type-checker.mjs'),
  }),
  options: {
    format: 'esm',
    target: 'node20',
    platform: 'node',
    packages: 'external',
    loader: { '.mjs': 'copy' },
    splitting: true,
    sourcemap: 'linked',
    define: { APPSYNC_JS_VERSION: JSON.stringify(appsyncJsVersion()) },
  },
};

/** The explorer's page and its editor's workers. */
const explorer: Target = {
  name: 'explorer',
  outdir: 'build/local/explorer',
  entries: () => explorerEntries,
  options: explorerOptions,
};

/** The files that a target's entries become, by absolute path. */
export function bundlesOf(target: Target, root: string): string[] {
  const { loader = {}, outExtension } = target.options;
  return Object.entries(target.entries(root)).map(([name, source]) => {
    const copied = loader[extname(source)] === 'copy';
    return join(root, target.outdir, name + (copied ? extname(source) : (outExtension?.['.js'] ?? '.js')));
  });
}

export const targets: readonly Target[] = [resolvers, functions, local, explorer];

/** Files directly in `folder` whose name matches, by name without extension. */
function sources(root: string, folder: string, name: RegExp): Record<string, string> {
  const directory = join(root, folder);
  if (!existsSync(directory)) return {};
  const files = readdirSync(directory).filter((file) => name.test(file) && !file.endsWith('.d.ts'));
  return Object.fromEntries(
    files.sort().map((file) => [file.slice(0, -'.ts'.length), join(directory, file)]),
  );
}

function prefixed(prefix: string, entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).map(([name, file]) => [prefix + name, file]));
}

function suffixed(suffix: string, entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).map(([name, file]) => [name + suffix, file]));
}
