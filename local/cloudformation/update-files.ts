import { resolve, sep } from 'node:path';
import { RestartNeededError, type ResourceProvider, type Undo } from '../core/resource.ts';
import { orTakeBack, settle, type Deployment } from './deploy.ts';

/**
 * Carries new content of files over to the resources that are made from them, without a look at the templates. What
 * fails is taken back, and everything stands as before.
 *
 * @param paths - changed files: each an asset, or within a directory that is one. Others are passed over.
 * @returns `Stack/LogicalId` of the resources that were changed.
 * @throws RestartNeededError when a resource cannot be changed while it runs; SettleError and what providers throw.
 */
export async function updateFiles(
  paths: readonly string[],
  { standing }: Deployment,
  providers: readonly ResourceProvider[],
): Promise<string[]> {
  const changed = paths.map((path) => resolve(path));
  const madeFrom = (files: ReadonlySet<string>) =>
    [...files].some((file) => changed.some((path) => path === file || path.startsWith(file + sep)));
  const concerned = [...standing].filter(([, { files }]) => madeFrom(files));
  const undo: Undo[] = [];
  const change = async () => {
    for (const [key, { provider, request, created }] of concerned) {
      if (!provider.update)
        throw new RestartNeededError(`${key} (${provider.type}) has changed, which needs a restart`);
      const updated = await provider.update({ ...request, former: request.properties, created });
      undo.push(updated.undo);
    }
    await settle(providers);
  };
  if (concerned.length > 0) await orTakeBack(change, undo, providers);
  return concerned.map(([key]) => key);
}
