import { createHash } from 'node:crypto';
import type { Environment } from '../../core/environment.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import type { ServedApi } from '../api.ts';
import type { ApiDefinition } from '../definition.ts';
import { apiKeyProvider } from './api-key.ts';
import { dataSourceProvider } from './data-source.ts';
import { functionProvider } from './function.ts';
import { graphqlApiProvider } from './graphql-api.ts';
import { resolverProvider } from './resolver.ts';
import { schemaProvider } from './schema.ts';

/** What the resource types share. */
export interface ResourceGround {
  readonly environment: Environment;
  serve(definition: ApiDefinition): Promise<ServedApi>;
  readonly apis: readonly ServedApi[];
  /** The API that a resource's `ApiId` names. @throws Error naming the resource. */
  apiOf(request: ResourceRequest): ApiDefinition;
}

export function createProviders(
  environment: Environment,
  { serve, apis }: Pick<ResourceGround, 'serve' | 'apis'>,
): ResourceProvider[] {
  const ground: ResourceGround = {
    environment,
    serve,
    apis,
    apiOf({ logicalId, properties }) {
      const found = apis.find(({ definition }) => definition.apiId === properties.ApiId);
      if (!found) throw new Error(`${logicalId}: no GraphQL API with the id ${String(properties.ApiId)}.`);
      return found.definition;
    },
  };
  return [
    graphqlApiProvider(ground),
    schemaProvider(ground),
    apiKeyProvider(ground),
    dataSourceProvider(ground),
    functionProvider(ground),
    resolverProvider(ground),
  ];
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** An id of lower-case letters and digits, the same for the same resource in every run. */
export function stableId(name: string, length = 26): string {
  const bytes = createHash('sha256').update(name).digest();
  return Array.from({ length }, (_, index) => letters[bytes[index % bytes.length]! % letters.length]).join(
    '',
  );
}
