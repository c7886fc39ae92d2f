import { requireSame } from '../../core/changes.ts';
import type { CreatedResource, ResourceProvider, ResourceRequest, Undo } from '../../core/resource.ts';
import type { ApiCacheDefinition, ApiDefinition } from '../definition.ts';
import type { ResourceGround } from './index.ts';

const behaviors = ['FULL_REQUEST_CACHING', 'PER_RESOLVER_CACHING', 'OPERATION_LEVEL_CACHING'] as const;

/** `AWS::AppSync::ApiCache` */
export function apiCacheProvider({ apiOf }: ResourceGround): ResourceProvider {
  /** Gives an API a cache, or takes it away. */
  const change = (api: ApiDefinition, cache: ApiCacheDefinition | undefined): Undo => {
    const former = api.cache;
    api.cache = cache;
    return () => void (api.cache = former);
  };
  // What Ref gives is not established.
  const created = ({ apiId }: ApiDefinition): CreatedResource => ({
    ref: `${apiId}ApiCache`,
    attributes: { Id: `${apiId}ApiCache` },
  });
  return {
    type: 'AWS::AppSync::ApiCache',
    honoured: ['ApiId', 'ApiCachingBehavior', 'Ttl', 'Type'],
    inert: {
      AtRestEncryptionEnabled: 'the cache is in the memory of the process',
      TransitEncryptionEnabled: 'the cache is in the memory of the process',
      HealthMetricsConfig: 'no metrics are kept on a laptop',
    },
    async create(request) {
      const api = apiOf(request);
      if (api.cache) throw new Error(`${request.logicalId}: API ${api.name} has a cache already.`);
      change(api, readCache(request));
      return created(api);
    },
    async update(request) {
      requireSame(request, 'ApiId');
      const api = apiOf(request);
      return { created: created(api), undo: change(api, readCache(request)) };
    },
    remove: async (request) => change(apiOf(request), undefined),
  };
}

function readCache({ logicalId, properties }: ResourceRequest): ApiCacheDefinition {
  const behavior = behaviors.find((each) => each === properties.ApiCachingBehavior);
  if (!behavior) throw new Error(`${logicalId}: ApiCachingBehavior is one of ${behaviors.join(', ')}.`);
  const ttl = Number(properties.Ttl);
  if (!(ttl >= 1 && ttl <= 3_600)) throw new Error(`${logicalId}: Ttl is 1 to 3600 seconds.`);
  return { behavior, ttl, type: String(properties.Type) };
}
