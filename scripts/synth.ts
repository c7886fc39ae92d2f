/**
 * Synthesizes the CDK app without the CDK's command line: a third of the time, the same templates and checks.
 * `npx tsx scripts/synth.ts [folder] [stage]`, or `synth()` from another script.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './root.ts';

export interface SynthOptions {
  /** The stage to synthesize, `dev` when absent. */
  readonly stage?: string;
  /** Leaves the rule checks out, which take most of the time. For a start on the laptop; never before a deployment. */
  readonly checks?: boolean;
  /**
   * False names assets by the file they are made from instead of copying them into the folder: what runs from such
   * templates can take a changed file up without a synthesis. @defaultValue true
   */
  readonly staging?: boolean;
}

/**
 * Writes the cloud assembly (templates, manifest, assets) into a folder, with the context of `cdk.json`.
 * Runs in a process of its own, so that a change of the app's sources is seen each time.
 *
 * @param outdir - absolute, or relative to the project's folder.
 * @throws Error with what the app wrote, e.g. which artefact is missing.
 * @example
 * await synth('cdk.out', { stage: 'dev' });
 */
export async function synth(
  outdir: string,
  { stage = 'dev', checks = true, staging = true }: SynthOptions = {},
): Promise<void> {
  const { context } = JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8')) as { context: object };
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'infra/app.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      CDK_OUTDIR: resolve(root, outdir),
      ...(checks ? {} : { CDK_VALIDATION: 'false' }),
      CDK_CONTEXT_JSON: JSON.stringify({
        ...context,
        stage,
        // The command line sets this, too: resources carry their construct's path.
        'aws:cdk:enable-path-metadata': true,
        ...(staging ? {} : { 'aws:cdk:disable-asset-staging': true, 'aws:cdk:enable-asset-metadata': true }),
      }),
    },
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((done, failed) =>
    child.once('error', failed).once('close', done),
  );
  if (code !== 0)
    throw new Error(`The CDK app could not be synthesized.\n${Buffer.concat(said).toString('utf8')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , outdir = 'cdk.out', stage = 'dev'] = process.argv;
  try {
    await synth(outdir, { stage });
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
