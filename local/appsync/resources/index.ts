import { createHash } from 'node:crypto';
import type { Environment } from '../../core/environment.ts';
import {
  RestartNeededError,
  type ResourceProvider,
  type ResourceRequest,
  type ResourceUpdate,
  type Undo,
} from '../../core/resource.ts';
import type { ServedApi } from '../api.ts';
import type { ApiDefinition } from '../definition.ts';
import { apiCacheProvider } from './api-cache.ts';
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
  /**
   * The API that a resource's `ApiId` names, to be changed: it is opened anew when everything stands.
   * @throws Error naming the resource.
   */
  apiOf(request: ResourceRequest): ApiDefinition;
  /** The APIs that were changed since they were opened. */
  readonly changed: Set<string>;
}

/**
 * Sets a key of a map, or deletes it when there is no value.
 * @returns how to put it back as it was.
 */
export function changeEntry<V>(map: Map<string, V>, key: string, value: V | undefined): Undo {
  const put = (entry: V | undefined) => void (entry === undefined ? map.delete(key) : map.set(key, entry));
  const former = map.get(key);
  put(value);
  return () => put(former);
}

/** @throws RestartNeededError when one of these properties, by which AppSync knows the resource, has changed. */
export function requireSame({ logicalId, properties, former }: ResourceUpdate, ...names: string[]): void {
  const name = names.find((each) => properties[each] !== former[each]);
  if (name !== undefined)
    throw new RestartNeededError(`${logicalId}: a change of its ${name} needs a restart`);
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
