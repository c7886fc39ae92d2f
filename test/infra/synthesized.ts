/** The shop's templates, synthesized in this process with the context of `cdk.json`. */
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { shop } from '../../infra/shop.ts';

export interface Synthesized {
  readonly stateful: Template;
  readonly stateless: Template;
}

/** Lends an app with the context of `cdk.json`, and removes its output afterwards. */
export function withApp<T>(context: Record<string, unknown>, use: (app: App) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'bodega-synth-'));
  const cdk = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
  try {
    return use(new App({ outdir, analyticsReporting: false, context: { ...cdk.context, ...context } }));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const synthesized = new Map<string, Synthesized>();

/** The templates of a stage, synthesized once for all the files that a worker runs. To be read, not written. */
export function synthesize(stage: string, context: Record<string, unknown> = {}): Synthesized {
  const key = JSON.stringify([stage, context]);
  const known = synthesized.get(key);
  if (known) return known;
  process.env['CDK_VALIDATION'] = 'false';
  try {
    const templates = withApp({ stage, ...context }, (app) => {
      const { stateful, stateless } = shop(app);
      return { stateful: Template.fromStack(stateful), stateless: Template.fromStack(stateless) };
    });
    synthesized.set(key, templates);
    return templates;
  } finally {
    delete process.env['CDK_VALIDATION'];
  }
}
