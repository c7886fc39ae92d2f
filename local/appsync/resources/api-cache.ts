import type { ResourceProvider } from '../../core/resource.ts';
import type { ApiCacheDefinition } from '../definition.ts';
import type { ResourceGround } from './index.ts';

const behaviors = ['FULL_REQUEST_CACHING', 'PER_RESOLVER_CACHING', 'OPERATION_LEVEL_CACHING'] as const;

/** `AWS::AppSync::ApiCache` */
export function apiCacheProvider({ apiOf }: ResourceGround): ResourceProvider {
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
      const { logicalId, properties } = request;
      if (api.cache) throw new Error(`${logicalId}: API ${api.name} has a cache already.`);
      const behavior = behaviors.find((each) => each === properties.ApiCachingBehavior);
      if (!behavior) {
        throw new Error(`${logicalId}: ApiCachingBehavior is one of ${behaviors.join(', ')}.`);
      }
      const ttl = Number(properties.Ttl);
      if (!(ttl >= 1 && ttl <= 3_600)) throw new Error(`${logicalId}: Ttl is 1 to 3600 seconds.`);
      const cache: ApiCacheDefinition = { behavior, ttl, type: String(properties.Type) };
      api.cache = cache;
      // What Ref gives is not established.
      return { ref: `${api.apiId}ApiCache`, attributes: { Id: `${api.apiId}ApiCache` } };
    },
  };
}
