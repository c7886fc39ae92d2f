import { build, type BuildOptions } from 'esbuild';
import { targets } from '../../scripts/bundling/targets.ts';

const root = process.cwd();
const target = targets.find(({ name }) => name === 'resolvers')!;
/** Characters that `EvaluateCode` takes. */
const maxLength = 32_768;
const bundles = new Map<string, Promise<string>>();

/**
 * `EvaluateCode` answers with an error's message alone, and with nothing of a subscription's filter or of where an early
 * return goes. So these are noted as an appended error besides, which comes as `outErrors` (that AWS sends them after an
 * abort is not established). Lines stay where they are in the bundle.
 */
const notes = [
  {
    object: 'util',
    call: 'error',
    noted: 'raise',
    helper: (util: string) => `
function raise(message, type, data, info) {
  ${util}.appendError(message, type, data, info);
  ${util}.error(message, type, data, info);
}
`,
  },
  {
    object: 'runtime',
    call: 'earlyReturn',
    noted: 'leave',
    helper: (runtime: string) => `
import { util as leaving } from '@aws-appsync/utils';
function leave(result, options) {
  if (options) leaving.appendError('skipTo', 'Noted', null, options.skipTo);
  ${runtime}.earlyReturn(result, options);
}
`,
  },
  {
    object: 'extensions',
    call: 'setSubscriptionFilter',
    noted: 'setFilter',
    helper: (extensions: string) => `
import { util as noting } from '@aws-appsync/utils';
function setFilter(filter) {
  noting.appendError('filter', 'Noted', null, filter);
  ${extensions}.setSubscriptionFilter(filter);
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
  const whole = noted(await bundle({ entryPoints: [source] }));
  if (whole.length <= maxLength) return whole;
  // The longest only fits with its blanks and names shortened, as it is deployed; then a test sees no lines.
  return noted(await bundle({ entryPoints: [source], minifyWhitespace: true, minifyIdentifiers: true }));
}

function noted(bundled: string): string {
  return notes.reduce((code, { object, call, noted, helper }) => {
    // Every module of the bundle has an import of its own, under a name of its own.
    const aliases = [...bundled.matchAll(new RegExp(`\\b${object} as ([\\w$]+)`, 'g'))].map(
      ([, name]) => name!,
    );
    const names = [object, ...aliases];
    const calls = new RegExp(
      `(?<![\\w$.])(?:${names.map((name) => name.replaceAll('$', '\\$')).join('|')})\\.${call}\\(`,
      'g',
    );
    return calls.test(code) ? code.replace(calls, `${noted}(`) + helper(names.at(-1)!) : code;
  }, bundled);
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
