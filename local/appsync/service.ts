import type { AwsApi } from '../core/aws-api.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { serveApi, type ApiGround, type DoorOptions, type ServedApi } from './api.ts';
import { createAppSyncApi } from './aws-api.ts';
import { codeKept, compile } from './javascript/index.ts';
import type { Compile, CompiledCode } from './javascript/types.ts';
import { createRates, type Quotas } from './quotas.ts';
import { createProviders } from './resources/index.ts';
import { createTypeChecker } from './type-check/thread.ts';
import type { ApiDefinition } from './definition.ts';

export interface AppSyncDependencies extends Omit<ApiGround, 'compile' | 'rates'> {
  /** Rates that hold beside those that always do. @defaultValue none */
  readonly quotas?: Quotas;
  /** Where the first API listens; further ones take the next free ports. Port 0 lets the system choose for each. */
  readonly options: DoorOptions;
}

export interface AppSync {
  /** For `AWS::AppSync::*`. */
  readonly providers: readonly ResourceProvider[];
  /** The service's own API, for SDKs and the CLI. */
  readonly awsApi: AwsApi;
  /** In the order of their creation. */
  apis(): readonly ServedApi[];
  close(): Promise<void>;
}

/** Ports tried for each further API. */
const portsTried = 50;

/**
 * The AppSync service of the local cloud: GraphQL over HTTP and WebSockets on one port an API.
 *
 * @example
 * const appsync = createAppSync({ environment, iam, dynamodb, lambda, userPools, options: { host: '127.0.0.1', port: 4000 } });
 * // The loader creates the resources of the templates with `appsync.providers`, then settles them; and at the end:
 * await appsync.close();
 */
export function createAppSync(dependencies: AppSyncDependencies): AppSync {
  const { options, quotas, ...rest } = dependencies;
  const rates = createRates(rest.environment.clock, quotas);
  const ground: ApiGround = { ...rest, rates, compile: remembering(compile) };
  const apis: ServedApi[] = [];
  const types = createTypeChecker(ground.environment.clock);

  const serve = async (definition: ApiDefinition): Promise<ServedApi> => {
    const last = apis.at(-1);
    let port = last && options.port !== 0 ? Number(new URL(last.url).port) + 1 : options.port;
    for (let attempt = 1; ; attempt++) {
      try {
        const api = await serveApi(ground, definition, { ...options, port });
        apis.push(api);
        return api;
      } catch (error) {
        // The first API must have the port that was asked for; the others only need one.
        if (!last || attempt >= portsTried) throw error;
        port++;
      }
    }
  };

  return {
    providers: createProviders(ground.environment, { serve, apis }),
    awsApi: createAppSyncApi(ground.environment, apis, types),
    apis: () => apis,
    async close() {
      await Promise.all([types.close(), codeKept(), ...apis.splice(0).map((api) => api.close())]);
    },
  };
}

/** Compiled code kept for when an API is opened anew, by its text. */
const keptCode = 2_000;

/** Compiles the same code of the same resource once: after a change, only what is new takes time. */
function remembering(compile: Compile): Compile {
  const kept = new Map<string, CompiledCode>();
  return (code, environment, options) => {
    const key = `${options?.fileName ?? ''}\n${code}`;
    let compiled = kept.get(key);
    if (!compiled) {
      compiled = compile(code, environment, options);
      const [oldest] = kept.keys();
      if (kept.size >= keptCode && oldest !== undefined) kept.delete(oldest);
      kept.set(key, compiled);
    }
    return compiled;
  };
}
