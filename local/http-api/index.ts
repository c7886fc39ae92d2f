import type { Environment } from '../core/environment.ts';
import type { EventBuses, Iam, Lambda, Sqs, StateMachines, UserPools } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import type { ListenOptions } from '../http/listen.ts';
import { createRememberedAnswers } from './authorizers/lambda.ts';
import { createCallers } from './callers.ts';
import type { ApiSettings, HttpApi } from './model.ts';
import { httpApiProviders } from './providers/index.ts';
import type { RecordedRequest } from './recorder.ts';
import { serveApi, type Ground } from './server.ts';

/** An API as a page shows it. */
export interface InspectedHttpApi {
  readonly id: string;
  readonly name: string;
  /** `http://localhost:4001` */
  readonly url: string;
  readonly stages: readonly string[];
  readonly routes: readonly {
    readonly key: string;
    readonly authorization: string;
    /** `lambda`, `http`, or the subtype of a service's action. */
    readonly integration: string;
  }[];
  /** The latest 200, the newest first. */
  readonly requests: readonly RecordedRequest[];
}

/** API Gateway's HTTP APIs. */
export interface HttpApiService {
  readonly resources: ResourceProvider[];
  /** In the order of their creation. */
  apis(): readonly Pick<HttpApi, 'id' | 'url' | 'settings'>[];
  inspect(): InspectedHttpApi[];
  close(): Promise<void>;
}

export interface HttpApiOptions {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly sqs: Sqs;
  readonly userPools: UserPools;
  /** Without them routes to an event bus are refused. */
  readonly eventBuses?: EventBuses;
  /** Without them routes to a state machine are refused. */
  readonly stateMachines?: StateMachines;
  /** Where the first API listens; further ones take the next free ports. Port 0 lets the system choose for each. */
  readonly door: Pick<ListenOptions, 'host' | 'port' | 'tls'> & {
    /** True: the first API must have this port and no other. @defaultValue false */
    readonly exact?: boolean;
  };
}

/** Ports tried for each API. */
const portsTried = 50;

/**
 * HTTP APIs, each on a port of its own, as on AWS each has a host of its own.
 *
 * @example
 * const httpApi = createHttpApi({ environment, iam, lambda, sqs, userPools, door: { host: '127.0.0.1', port: 4001 } });
 * await fetch(`${httpApi.apis()[0].url}/webhooks/stripe`, { method: 'POST', body });
 */
export function createHttpApi(options: HttpApiOptions): HttpApiService {
  const { environment, iam, door } = options;
  const apis = new Map<string, HttpApi>();
  const open: HttpApi[] = [];
  const ground: Ground = {
    ...options,
    answers: createRememberedAnswers(environment.clock),
    callerOf: createCallers(iam, environment),
  };
  let opening: Promise<unknown> = Promise.resolve();

  const serveNext = async (id: string, settings: ApiSettings): Promise<HttpApi> => {
    const last = open.at(-1);
    let port = last && door.port !== 0 ? Number(new URL(last.url).port) + 1 : door.port;
    for (let attempt = 1; ; attempt++) {
      try {
        const api = await serveApi(ground, id, settings, { ...door, port });
        open.push(api);
        return api;
      } catch (error) {
        if ((door.exact && !last) || attempt >= portsTried) throw error;
        port++;
      }
    }
  };
  // One after the other, so that the same templates always get the same ports.
  const serve = (id: string, settings: ApiSettings): Promise<HttpApi> => {
    const next = opening.then(() => serveNext(id, settings));
    opening = next.catch(() => {});
    return next;
  };

  const log = environment.log.scope('http-api');
  return {
    resources: httpApiProviders({ apis, backends: ground, serve, warn: (message) => log.warn(message) }),
    apis: () => open,
    inspect: () => open.map(inspected),
    async close() {
      await Promise.all(open.splice(0).map((api) => api.close()));
    },
  };
}

function inspected({ id, url, settings, stages, routes, integrations, requests }: HttpApi): InspectedHttpApi {
  return {
    id,
    name: settings.name,
    url,
    stages: [...stages.keys()],
    routes: [...routes.values()].map(({ key, authorization, integrationId }) => {
      const integration = integrations.get(integrationId);
      return {
        key,
        authorization,
        integration: integration?.kind === 'service' ? integration.subtype : (integration?.kind ?? 'none'),
      };
    }),
    requests: requests.list(),
  };
}
