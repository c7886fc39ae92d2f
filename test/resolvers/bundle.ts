import { build, type BuildOptions } from 'esbuild';
import { targets } from '../../scripts/bundling/targets.ts';

const root = process.cwd();
const target = targets.find(({ name }) => name === 'resolvers')!;
const bundles = new Map<string, Promise<string>>();

/**
 * `EvaluateCode` answers with an error's message alone, and with nothing of a subscription's filter. So both are noted
 * as an appended error besides, which comes as `outErrors` (that AWS sends them after an abort is not established).
 * Lines stay where they are in the bundle.
 */
const notes = [
  {
    call: 'util.error(',
    noted: 'raise(',
    helper: `
function raise(message, type, data, info) {
  util.appendError(message, type, data, info);
  util.error(message, type, data, info);
}
`,
  },
  {
    call: 'extensions.setSubscriptionFilter(',
    noted: 'setFilter(',
    helper: `
function setFilter(filter) {
  util.appendError('filter', 'Noted', null, filter);
  extensions.setSubscriptionFilter(filter);
}
`,
  },
];

/** The code of a field or a step, bundled from its source as it is for deployment. */
export function bundleOf(name: string): Promise<string> {
  let code = bundles.get(name);
  if (!code) bundles.set(name, (code = bundled(name)));
  return code;
}

async function bundled(name: string): Promise<string> {
  const source = target.entries(root)[name];
  if (!source) throw new Error(`There is no resolver ${name}.`);
  return notes.reduce(
    (code, { call, noted, helper }) => (code.includes(call) ? code.replaceAll(call, noted) + helper : code),
    await bundle({ entryPoints: [source] }),
  );
}

/** Every bundle as it is deployed, without notes, by the resolver's name. */
export function deployedBundles(): Promise<[name: string, code: string][]> {
  return Promise.all(
    Object.entries(target.entries(root)).map(async ([name, source]): Promise<[string, string]> => [
      name,
      await bundle({ entryPoints: [source] }),
    ]),
  );
}

/**
 * Bundles a resolver that exists only in a test as others are for deployment.
 *
 * @param source - TypeScript that imports from the project's folder, e.g. `./rules/pricing.ts`.
 */
export function bundleOfSource(source: string): Promise<string> {
  return bundle({ stdin: { contents: source, resolveDir: root, loader: 'ts' } });
}

async function bundle(entry: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    ...target.options,
    // Tests read what a handler logs and raises, with its lines.
    minifyWhitespace: false,
    minifyIdentifiers: false,
    sourcemap: false,
    ...entry,
    bundle: true,
    write: false,
    logLevel: 'silent',
  });
  return outputFiles![0]!.text;
}
