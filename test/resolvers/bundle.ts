import { build } from 'esbuild';
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
  let bundle = bundles.get(name);
  if (!bundle) bundles.set(name, (bundle = bundled(name)));
  return bundle;
}

async function bundled(name: string): Promise<string> {
  const source = target.entries(root)[name];
  if (!source) throw new Error(`There is no resolver ${name}.`);
  const { outputFiles } = await build({
    ...target.options,
    entryPoints: [source],
    bundle: true,
    write: false,
    logLevel: 'silent',
  });
  return notes.reduce(
    (code, { call, noted, helper }) => (code.includes(call) ? code.replaceAll(call, noted) + helper : code),
    outputFiles[0]!.text,
  );
}
