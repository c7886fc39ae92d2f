import { join } from 'node:path';
import { root } from '../root.ts';
import { fingerprint, isFresh, markFresh } from './freshness.ts';

/** Where the templates that the laptop runs are synthesized. */
export const assembly = join(root, 'build/cdk.out');

/** Says of which sources the bundles and the templates are. */
export const stamp = join(root, 'build/.fresh');

/** Whether the bundles and the templates are of the very sources that are there. */
export const isPrepared = (): boolean => isFresh(stamp, fingerprint(root));

/**
 * Builds the bundles and synthesizes the templates, unless they are of the very sources that are there.
 *
 * @param say - told of each step that takes time.
 * @returns whether anything was made anew.
 */
export async function prepare(say: (line: string) => void): Promise<boolean> {
  const print = fingerprint(root);
  if (isFresh(stamp, print)) return false;
  // What builds is loaded only to build: a start on built sources does not wait for it.
  const { build } = await import('../build.ts');
  const { synth } = await import('../synth.ts');
  say('Building …');
  await build();
  say('Synthesizing the templates …');
  // The rule checks belong to a deployment; `npm run synth` runs them.
  await synth(assembly, { checks: false, staging: false });
  markFresh(stamp, print);
  return true;
}
