import type { IncomingMessage, ServerResponse } from 'node:http';
import { noMetrics, type Metrics } from '../core/metrics.ts';
import { listen, type Listener } from '../http/listen.ts';
import {
  createAuthenticator,
  type Authenticate,
  type AuthenticationGround,
} from './authorization/authenticate.ts';
import { bindResolvers } from './bind.ts';
import { bindDataSources, type DataSourceGround } from './data-sources/index.ts';
import { createApiCache, type ApiCache } from './caching/api-cache.ts';
import type { ApiDefinition } from './definition.ts';
import { createEngine, type Engine } from './engine.ts';
import { beginRequestLog } from './logging/request-log.ts';
import type { Compile } from './javascript/types.ts';
import { createApiMetrics } from './metrics/api-metrics.ts';
import { createEnhancedMetrics } from './metrics/enhanced.ts';
import { guardSources } from './merging/guard.ts';
import { largestMergedSchema, mergeApis } from './merging/merge-apis.ts';
import { createHub, type Hub } from './realtime/hub.ts';
import type { ApiRates } from './quotas.ts';
import { createRealtimeServer, refuseUpgrade } from './realtime/server.ts';
import { buildApiSchema } from './schema/build.ts';
import { answerTraces } from './tracing/endpoint.ts';
import { createTracer, type Tracer } from './tracing/tracer.ts';
import { answerGraphQL } from './wire/http.ts';

export interface ApiGround extends AuthenticationGround, DataSourceGround {
  readonly compile: Compile;
  /** Keeps traces of the last requests of each API and serves them on its port. @defaultValue false */
  readonly traces?: boolean;
  /** Where the metrics of the APIs go. @defaultValue nowhere */
  readonly metrics?: Metrics;
  /** The rates of one more API of the account. */
  rates(): ApiRates;
}

export interface DoorOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Answers what is not the API's: an explorer page, say. Without it such paths are not found. */
  site?(request: IncomingMessage, response: ServerResponse, api: ApiDefinition): void;
}

/** An API with its port: listening from the start, answering 503 until it is opened. */
export interface ServedApi {
  readonly definition: ApiDefinition;
  /** `http://localhost:4000/graphql` */
  readonly url: string;
  /** `wss://localhost:4000/graphql/realtime`; `ws:` without TLS. */
  readonly realtimeUrl: string;
  /** Compiles everything and starts to answer; again after a change, keeping the sockets. @throws Error with logical ids. */
  open(): void;
  /** Subscriptions alive. */
  subscriptions(): number;
  /** Forgets what the API's cache holds. */
  flushCache(): void;
  /** The last requests' traces; absent unless they are kept. */
  readonly traces?: Pick<Tracer, 'list' | 'get' | 'clear'>;
  close(): Promise<void>;
}

const endpointPath = '/graphql';

interface Opened {
  readonly engine: Engine;
  readonly authenticate: Authenticate;
  /** Made anew with the resolvers: what an older version of them answered is not given out. */
  readonly cache?: ApiCache;
}

/** Takes a port for an API. */
export async function serveApi(
  ground: ApiGround,
  definition: ApiDefinition,
  door: DoorOptions,
): Promise<ServedApi> {
  let opened: Opened | undefined;
  /** Opened without a schema. */
  let bare = false;
  const rates = ground.rates();
  const metrics = createApiMetrics(ground.metrics ?? noMetrics, definition.apiId);
  const hub = createHub(rates, metrics);
  const tracer = ground.traces ? createTracer(ground.environment) : undefined;
  const realtime = createRealtimeServer();
  const endSampling = ground.metrics?.eachMinute((at) => {
    const [connections, subscriptions] = [realtime.connections(), hub.count()];
    if (connections > 0) metrics.add('ActiveConnections', connections, at);
    if (subscriptions > 0) metrics.add('ActiveSubscriptions', subscriptions, at);
  });
  const http = {
    environment: ground.environment,
    rates,
    metrics,
    opened: () => opened,
    hasSchema: () => !bare,
    beginLog: (requestId: string) => beginRequestLog(ground.environment, definition, requestId),
  };
  const listener: Listener = await listen({
    ...door,
    onRequest(request, response) {
      const path = request.url!.split('?', 1)[0];
      if (path === endpointPath) return answerGraphQL(http, request, response);
      if (tracer && answerTraces(tracer, request, response)) return;
      if (door.site) return door.site(request, response, definition);
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    },
    onUpgrade(request, socket, head) {
      const path = request.url!.split('?', 1)[0]!.replace(/\/{2,}/g, '/');
      if (path !== `${endpointPath}/realtime` && path !== endpointPath)
        return refuseUpgrade(socket, 404, 'Not found');
      if (!opened) return refuseUpgrade(socket, 503, 'The API is starting.');
      const { environment } = ground;
      realtime.upgrade(request, socket, head, {
        environment,
        hub,
        rates,
        metrics,
        beginLog: http.beginLog,
        endpointPath,
        current: () => opened!,
      });
    },
  });
  const host = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(door.host) ? 'localhost' : door.host;
  const place = `${host}:${listener.port}${endpointPath}`;
  return {
    definition,
    url: `http://${place}`,
    realtimeUrl: `${door.tls ? 'wss' : 'ws'}://${place}/realtime`,
    open() {
      // The service, too, takes an API without a schema; what is asked of it is answered 502.
      const { merged } = definition;
      const whole = merged ? mergeApis(definition, merged) : definition;
      bare = whole.schema === undefined;
      if (bare) return;
      opened = openApi(ground, whole, hub, tracer);
      for (const association of merged?.associations.values() ?? [])
        association.lastSuccessfulMerge ??= ground.environment.clock.now();
      hub.follow(opened.engine.schema);
    },
    subscriptions: hub.count,
    flushCache: () => opened?.cache?.clear(),
    ...(tracer ? { traces: tracer } : {}),
    async close() {
      endSampling?.();
      realtime.close();
      await listener.close();
    },
  };
}

function openApi(ground: ApiGround, definition: ApiDefinition, hub: Hub, tracer?: Tracer): Opened {
  const { merged } = definition;
  const schema = buildApiSchema(definition.schema!, merged ? largestMergedSchema : undefined);
  const { environment, compile } = ground;
  const metrics = createEnhancedMetrics(ground.metrics ?? noMetrics, definition, environment.clock);
  const dataSources = bindDataSources(ground, definition, metrics);
  const cache = definition.cache && createApiCache(environment.clock, definition.cache, metrics);
  const resolvers = bindResolvers(environment, definition, schema, dataSources, compile, { cache, metrics });
  if (merged) guardSources(ground.iam, merged, definition, resolvers);
  const engine = createEngine({
    environment,
    iam: ground.iam,
    api: definition,
    schema,
    resolvers,
    publish: hub.publish,
    listened: hub.listened,
    tracer,
    cache,
    metrics,
  });
  return { engine, authenticate: createAuthenticator(ground, definition), cache };
}
