import { prepare } from '../../scripts/start/prepare.ts';

/** Builds and synthesizes what the shop under test is made of, once a run; a tree that is fresh costs nothing. */
export default async function setup(): Promise<void> {
  await prepare(() => {});
}
