import { isDeepStrictEqual } from 'node:util';
import { readAssembly } from '../assembly/read.ts';
import { deploy, type Deployment } from '../cloudformation/deploy.ts';
import { updateFiles } from '../cloudformation/update-files.ts';
import type { Environment } from '../core/environment.ts';
import type { ResourceProvider } from '../core/resource.ts';
import type { LocalCloud, Update } from './local-cloud.ts';
import type { StartOptions } from './options.ts';

/** What stands, through all its changes. */
export interface Deployed {
  readonly current: Deployment;
  readonly update: LocalCloud['update'];
}

/**
 * Keeps a deployment that may be updated.
 * @param first - what the start has stood up.
 */
export function createDeployed(
  first: Deployment,
  providers: readonly ResourceProvider[],
  environment: Environment,
  options: StartOptions,
): Deployed {
  let current = first;
  let last: Promise<unknown> = Promise.resolve();

  const apply = async (change: Update): Promise<string[]> => {
    if ('files' in change) return updateFiles(change.files, current, providers);
    const assembly = readAssembly(change.cloudAssembly, options.stacks);
    const former = current;
    current = await deploy(assembly, providers, environment, options, former);
    return differences(former, current);
  };

  return {
    get current() {
      return current;
    },
    update(change) {
      const next = last.then(() => apply(change));
      last = next.catch(() => {});
      return next;
    },
  };
}

function differences({ standing: former }: Deployment, { standing }: Deployment): string[] {
  const keys = new Set([...former.keys(), ...standing.keys()]);
  return [...keys].filter(
    (key) => !isDeepStrictEqual(former.get(key)?.request.properties, standing.get(key)?.request.properties),
  );
}
