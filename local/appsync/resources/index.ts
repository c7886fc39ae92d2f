import type { Environment } from '../../core/environment.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import type { ServedApi } from '../api.ts';
import type { ApiDefinition } from '../definition.ts';
import { apiCacheProvider } from './api-cache.ts';
import { apiKeyProvider } from './api-key.ts';
import { dataSourceProvider } from './data-source.ts';
import { functionProvider } from './function.ts';
import { graphqlApiProvider } from './graphql-api.ts';
import { resolverProvider } from './resolver.ts';
import { schemaProvider } from './schema.ts';
import { sourceApiAssociationProvider } from './source-api-association.ts';

/** What the resource types share. */
export interface ResourceGround {
  readonly environment: Environment;
  serve(definition: ApiDefinition): Promise<ServedApi>;
  readonly apis: readonly ServedApi[];
  /**
   * The API that a resource's `ApiId` names, to be changed: it is opened anew when everything stands.
   * @throws Error naming the resource.
   */
  apiOf(request: ResourceRequest): ApiDefinition;
  /** The APIs that were changed since they were opened. */
  readonly changed: Set<string>;
}

export function createProviders(
  environment: Environment,
  { serve, apis }: Pick<ResourceGround, 'serve' | 'apis'>,
): ResourceProvider[] {
  const changed = new Set<string>();
  const ground: ResourceGround = {
    environment,
    serve,
    apis,
    changed,
    apiOf({ logicalId, properties }) {
      const found = apis.find(({ definition }) => definition.apiId === properties.ApiId);
      if (!found) throw new Error(`${logicalId}: no GraphQL API with the id ${String(properties.ApiId)}.`);
      changed.add(found.definition.apiId);
      return found.definition;
    },
  };
  return [
    graphqlApiProvider(ground),
    schemaProvider(ground),
    apiCacheProvider(ground),
    apiKeyProvider(ground),
    dataSourceProvider(ground),
    functionProvider(ground),
    resolverProvider(ground),
    sourceApiAssociationProvider(ground),
  ];
}
