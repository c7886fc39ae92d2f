import { systemClock } from '../../../local/core/clock.ts';
import type { Environment } from '../../../local/core/environment.ts';
import { noFaults } from '../../../local/core/faults.ts';
import { systemIds } from '../../../local/core/ids.ts';
import { createLog } from '../../../local/core/log.ts';
import type { ResourceProvider, ResourceRequest } from '../../../local/core/resource.ts';
import type { Assembly } from '../../../local/assembly/assembly.ts';
import type { Template } from '../../../local/assembly/template.ts';

export const environment: Environment = {
  region: 'eu-central-1',
  accountId: '111122223333',
  partition: 'aws',
  clock: systemClock,
  ids: systemIds,
  log: createLog('silent'),
  faults: noFaults,
};

/** A provider that keeps what it was asked for. */
export function recorder(
  type: string,
  declared: Partial<Pick<ResourceProvider, 'honoured' | 'inert' | 'settle'>> = {},
): { provider: ResourceProvider; requests: ResourceRequest[] } {
  const requests: ResourceRequest[] = [];
  const service = type.split('::')[1]?.toLowerCase();
  const provider: ResourceProvider = {
    type,
    honoured: ['*'],
    ...declared,
    create: async (request) => {
      requests.push(request);
      const name = request.properties['Name'] ?? request.generatedName;
      return {
        ref: name,
        attributes: { Arn: `arn:aws:${service}:::${name}`, 'Endpoint.Address': `${name}.local` },
      };
    },
  };
  return { provider, requests };
}

/** An assembly of templates that stand in the test itself. */
export function assemblyOf(
  templates: Record<string, object>,
  dependencies: Record<string, string[]> = {},
): Assembly {
  return {
    directory: '/nowhere',
    assets: [],
    unavailableAssets: [],
    stacks: Object.entries(templates).map(([name, template]) => ({
      name,
      displayName: name,
      templateFile: `${name}.template.json`,
      template: template as Template,
      dependencies: dependencies[name] ?? [],
      parameters: {},
    })),
  };
}
