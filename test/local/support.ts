import { systemClock } from '../../local/core/clock.ts';
import type { Environment } from '../../local/core/environment.ts';
import { noFaults } from '../../local/core/faults.ts';
import { systemIds } from '../../local/core/ids.ts';
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

/** Stands up one resource as a stack would; its logical id is `Resource` unless said otherwise. */
export function create(
  providers: readonly ResourceProvider[],
  type: string,
  properties: Record<string, any>,
  changes: Partial<ResourceRequest> = {},
): Promise<CreatedResource> {
  const provider = providers.find((one) => one.type === type);
  if (!provider) throw new Error(`No provider of ${type}`);
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
