import { systemClock } from '../../local/core/clock.ts';
import type { Environment } from '../../local/core/environment.ts';
import { noFaults } from '../../local/core/faults.ts';
import { systemIds } from '../../local/core/ids.ts';
import { coverage } from '../../local/cloudformation/coverage.ts';
import { createLog } from '../../local/core/log.ts';
import type { CreatedResource, ResourceProvider, ResourceRequest } from '../../local/core/resource.ts';

/** An environment with the machine's clock and a silent log. */
export function testEnvironment(changes: Partial<Environment> = {}): Environment {
  return {
    region: 'us-east-1',
    accountId: '123456789012',
    partition: 'aws',
    clock: systemClock,
    ids: systemIds,
    log: createLog('silent'),
    faults: noFaults,
    ...changes,
  };
}

/**
 * Stands up one resource as a stack would; its logical id is `Resource` unless said otherwise. All that its properties say
 * must be known to the provider.
 */
export function create(
  providers: readonly ResourceProvider[],
  type: string,
  properties: Record<string, any>,
  changes: Partial<ResourceRequest> = {},
): Promise<CreatedResource> {
  const provider = providers.find((one) => one.type === type);
  if (!provider) throw new Error(`No provider of ${type}`);
  const { unknown } = coverage(properties, provider);
  if (unknown.length > 0)
    throw new Error(`The report would call this of ${type} unknown: ${unknown.join(', ')}`);
  return provider.create({
    stackName: 'Stack',
    logicalId: 'Resource',
    type,
    generatedName: 'Stack-Resource-1A2B3C4D5E6F',
    properties,
    asset: () => undefined,
    assetFromUrl: () => undefined,
    ...changes,
  });
}

/** Changes a resource that `create` stood up, as an update of its template would. */
export function update(
  providers: readonly ResourceProvider[],
  type: string,
  former: Record<string, any>,
  properties: Record<string, any>,
  created: CreatedResource,
) {
  const provider = providers.find((one) => one.type === type);
  if (!provider?.update) throw new Error(`No update of ${type}`);
  return provider.update({
    stackName: 'Stack',
    logicalId: 'Resource',
    type,
    generatedName: 'Stack-Resource-1A2B3C4D5E6F',
    properties,
    former,
    created,
    asset: () => undefined,
    assetFromUrl: () => undefined,
  });
}

/** Takes a resource away that `create` stood up; answers how to bring it back. */
export function remove(
  providers: readonly ResourceProvider[],
  type: string,
  properties: Record<string, any>,
  created: CreatedResource,
) {
  const provider = providers.find((one) => one.type === type);
  if (!provider?.remove) throw new Error(`No removal of ${type}`);
  return provider.remove(
    {
      stackName: 'Stack',
      logicalId: 'Resource',
      type,
      generatedName: 'Stack-Resource-1A2B3C4D5E6F',
      properties,
      asset: () => undefined,
      assetFromUrl: () => undefined,
    },
    created,
  );
}
