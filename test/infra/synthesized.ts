/** The shop's templates, synthesized in this process with the context of `cdk.json`. */
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { shop } from '../../infra/shop.ts';

export interface Synthesized {
  readonly stateful: Template;
  readonly stateless: Template;
}

const outdirs: string[] = [];
afterAll(() => outdirs.forEach((outdir) => rmSync(outdir, { recursive: true, force: true })));

/** An app with the context of `cdk.json`, its output in a folder that goes with the tests. */
export function newApp(context: Record<string, unknown> = {}): App {
  const outdir = mkdtempSync(join(tmpdir(), 'bodega-synth-'));
  outdirs.push(outdir);
  const cdk = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
  return new App({ outdir, analyticsReporting: false, context: { ...cdk.context, ...context } });
}

/** The templates of a stage. */
export function synthesize(stage: string, context: Record<string, unknown> = {}): Synthesized {
  process.env['CDK_VALIDATION'] = 'false';
  const { stateful, stateless } = shop(newApp({ stage, ...context }));
  return { stateful: Template.fromStack(stateful), stateless: Template.fromStack(stateless) };
}
