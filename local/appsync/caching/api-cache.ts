import type { Clock } from '../../core/clock.ts';
import type { ApiCacheDefinition, ResolverDefinition } from '../definition.ts';
import type { GraphQLAnswer, GraphQLRequest, RequestContext } from '../engine.ts';
import { failed } from '../execution/execute.ts';
import { chain } from '../execution/promises.ts';
import type { BoundResolver, FieldCall } from '../execution/resolve.ts';
import { observed, pathToArray } from '../execution/run.ts';
import type { EnhancedMetrics } from '../metrics/enhanced.ts';
import { evictionKey, readCachingKeys, resolverKey, type CachingKey } from './keys.ts';
import { operationKey } from './operation-key.ts';
import { createStore } from './store.ts';

/** The server-side cache of an API. */
export interface ApiCache {
  /**
   * The resolver itself, or one that looks into the cache first.
   * @throws Error for a caching configuration that the service refuses.
   */
  around(definition: ResolverDefinition, resolver: BoundResolver): BoundResolver;
  /** Forgets one resolver's result. @returns how many entries went. */
  evict(eviction: { typeName: string; fieldName: string; keys: Record<string, unknown> }): number;
  /** The whole answer to a query, where whole answers are kept. */
  recall(request: GraphQLRequest, context: RequestContext): GraphQLAnswer | undefined;
  remember(request: GraphQLRequest, context: RequestContext, answer: GraphQLAnswer): void;
  clear(): void;
}

/** A larger answer to an operation is not kept, in bytes (Developer Guide, "Caching"). */
const largestAnswer = 15 * 1024 * 1024;

/** What a resolver without caching keys goes by. */
const everything = readCachingKeys(['context.arguments', 'context.source', 'context.identity']);

/**
 * Makes the cache that `AWS::AppSync::ApiCache` describes (Developer Guide, "Configuring server-side caching"): results
 * of the resolvers that ask for it, of all resolvers, or whole answers. Mutations and subscriptions are never cached.
 *
 * By the guide full request caching goes by arguments and identity; here by the source, too, without which a nested
 * field would get its sibling's value. Whether the service does is not established; nor whether it keeps a result beside
 * which a resolver recorded an error, which this cache does not.
 */
export function createApiCache(
  clock: Pick<Clock, 'now'>,
  { behavior, ttl }: ApiCacheDefinition,
  metrics: Pick<EnhancedMetrics, 'ofCache'>,
): ApiCache {
  const store = createStore(clock);
  const wholeAnswers = behavior === 'OPERATION_LEVEL_CACHING';

  const around = (definition: ResolverDefinition, resolver: BoundResolver): BoundResolver => {
    const { typeName, fieldName, logicalId, caching } = definition;
    if (wholeAnswers || typeName === 'Mutation' || typeName === 'Subscription') return resolver;
    if (!caching && behavior === 'PER_RESOLVER_CACHING') return resolver;
    const seconds = caching?.ttl ?? ttl;
    let keys: readonly CachingKey[] = everything;
    try {
      if (!(seconds >= 1 && seconds <= 3_600)) throw new Error('the TTL of a cache is 1 to 3600 seconds.');
      if (caching && caching.keys.length > 0) keys = readCachingKeys(caching.keys);
    } catch (error) {
      throw new Error(`${logicalId}: ${(error as Error).message}`, { cause: error });
    }
    const coordinate = `${typeName}.${fieldName}`;
    const lookedUp = metrics.ofCache(definition);
    return {
      resolve(call) {
        const key = resolverKey(coordinate, keys, call);
        const known = store.get(key);
        lookedUp?.(known !== undefined);
        if (known)
          return observed(
            call.run,
            () => about(call, key),
            () => known.value,
          );
        return chain(resolver.resolve(call), (value) => {
          if (value !== failed && !hasErrors(call)) store.set(key, value, seconds);
          return value;
        });
      },
    };
  };

  return {
    around,
    evict: ({ typeName, fieldName, keys }) =>
      store.delete(evictionKey(`${typeName}.${fieldName}`, keys)) ? 1 : 0,
    recall(request, context) {
      if (!wholeAnswers) return undefined;
      return store.get(operationKey(request, context))?.value as GraphQLAnswer | undefined;
    },
    remember(request, context, answer) {
      if (!wholeAnswers || answer.errors.length > 0) return;
      if (Buffer.byteLength(JSON.stringify(answer.data)) > largestAnswer) return;
      store.set(operationKey(request, context), answer, ttl);
    },
    clear: store.clear,
  };
}

function about({ path, plan }: FieldCall, key: string) {
  const { coordinate } = plan;
  return { path: pathToArray(path), coordinate, step: coordinate, phase: 'cache' as const, input: { key } };
}

function hasErrors({ run, path }: FieldCall): boolean {
  if (run.errors.length === 0) return false;
  const place = pathToArray(path).join('/');
  return run.errors.some((error) => error.path?.join('/') === place);
}
