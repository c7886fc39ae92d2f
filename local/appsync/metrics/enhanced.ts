import type { Clock } from '../../core/clock.ts';
import type { Metrics, MetricSeries } from '../../core/metrics.ts';
import type { ApiDefinition, DataSource, ResolverDefinition } from '../definition.ts';
import type { GraphQLAnswer } from '../engine.ts';
import { failed } from '../execution/execute.ts';
import { isPromise, type Awaitable } from '../execution/promises.ts';
import type { BoundDataSource, BoundResolver, DataSourceAnswer } from '../execution/resolve.ts';

/** The metrics that an API's `EnhancedMetricsConfig` asks for; what it does not ask for is left as it is. */
export interface EnhancedMetrics {
  /** The resolver, counted: requests, errors, time. */
  ofResolver(definition: ResolverDefinition, resolver: BoundResolver): BoundResolver;
  /** Of a resolver with a cache: a value was found there, or was not. */
  ofCache(definition: ResolverDefinition): ((hit: boolean) => void) | undefined;
  ofDataSource(definition: DataSource, dataSource: BoundDataSource): BoundDataSource;
  /** @param name - the operation's own; one without a name is not counted */
  ofOperation(name: string | undefined, answer: GraphQLAnswer): void;
}

/** Names of operations are the clients' own: beyond this many no further one is counted. */
const mostOperations = 1_000;

type Dimension = 'Resolver' | 'DataSource' | 'Operation';

/**
 * Enhanced metrics (Developer Guide, "Using CloudWatch to monitor and log GraphQL API data"). Their names and dimensions
 * are those of CloudWatch's own list of the metrics of AWS/AppSync; the guide calls some of them otherwise.
 */
export function createEnhancedMetrics(
  metrics: Metrics,
  { apiId, enhancedMetrics: asked }: ApiDefinition,
  clock: Pick<Clock, 'now' | 'precise'>,
): EnhancedMetrics {
  const now = () => clock.precise?.() ?? clock.now();
  const counter = (dimension: Dimension, value: string) => {
    const series = (name: string, unit = 'Count'): MetricSeries =>
      metrics.series({
        namespace: 'AWS/AppSync',
        name,
        dimensions: { GraphQLAPIId: apiId, [dimension]: value },
        unit,
      });
    return {
      requests: series('Requests'),
      errors: series('GraphQLError'),
      latency: series('Latency', 'Milliseconds'),
      series,
    };
  };
  const resolverIsCounted = ({ metrics: own }: ResolverDefinition) =>
    asked?.resolvers === 'all' || (asked?.resolvers === 'chosen' && own === true);
  const operations = new Map<string, ReturnType<typeof counter>>();

  /** Adds what became of `work`; one that throws has failed. */
  function counted<T>(
    { requests, errors, latency }: Omit<ReturnType<typeof counter>, 'series'>,
    work: () => Awaitable<T>,
    isFailure: (value: T) => boolean,
  ): Awaitable<T> {
    const started = now();
    const end = (isError: boolean): void => {
      requests.add(1);
      errors.add(isError ? 1 : 0);
      latency.add(now() - started);
    };
    const done = (value: T): T => {
      end(isFailure(value));
      return value;
    };
    const fail = (error: unknown): never => {
      end(true);
      throw error;
    };
    try {
      const value = work();
      return isPromise(value) ? value.then(done, fail) : done(value);
    } catch (error) {
      return fail(error);
    }
  }

  return {
    ofResolver(definition, resolver) {
      if (!resolverIsCounted(definition)) return resolver;
      const of = counter('Resolver', nameOf(definition));
      return {
        resolve: (call) =>
          counted(
            of,
            () => resolver.resolve(call),
            (value) => value === failed,
          ),
      };
    },
    ofCache(definition) {
      if (!resolverIsCounted(definition)) return undefined;
      const { series } = counter('Resolver', nameOf(definition));
      const [hits, misses] = [series('CacheHit'), series('CacheMiss')];
      return (hit) => (hit ? hits : misses).add(1);
    },
    ofDataSource(definition, dataSource) {
      const isCounted =
        asked?.dataSources === 'all' || (asked?.dataSources === 'chosen' && definition.metrics === true);
      if (!isCounted) return dataSource;
      const of = counter('DataSource', definition.name);
      const hasFailed = ({ error }: DataSourceAnswer) => error !== undefined;
      const { invokeDirectly } = dataSource;
      return {
        ...dataSource,
        invoke: (...given) => counted(of, () => dataSource.invoke(...given), hasFailed),
        ...(invokeDirectly && {
          invokeDirectly: (...given) => counted(of, () => invokeDirectly(...given), hasFailed),
        }),
      };
    },
    ofOperation(name, { errors }) {
      if (!asked?.operations || name === undefined) return;
      let of = operations.get(name);
      if (!of) {
        if (operations.size >= mostOperations) return;
        operations.set(name, (of = counter('Operation', name)));
      }
      of.requests.add(1);
      of.errors.add(errors.length);
    },
  };
}

const nameOf = ({ typeName, fieldName }: ResolverDefinition): string => `${typeName}.${fieldName}`;
