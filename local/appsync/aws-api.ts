import { getIntrospectionQuery, graphqlSync } from 'graphql';
import type { AwsApi, AwsRequest } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { ServedApi } from './api.ts';
import type { ApiDefinition } from './definition.ts';
import { evaluateCheckedCode } from './evaluate-code.ts';
import { evaluateMappingTemplate } from './evaluate-template.ts';
import { associationRoutes } from './merging/aws-api.ts';
import { runtimeEnvironment } from './runtime-environment.ts';
import { buildApiSchema } from './schema/build.ts';
import type { TypeChecker } from './type-check/thread.ts';

/** How one route of the API is answered. */
export type Answer = (request: AwsRequest, match: RegExpExecArray) => object | string | Promise<object>;

export type Route = [method: string, path: RegExp, answer: Answer];

/** AppSync's own REST API: `EvaluateCode`, `EvaluateMappingTemplate`, and what reads the APIs that stand. */
export function createAppSyncApi(
  environment: Environment,
  apis: readonly ServedApi[],
  types?: TypeChecker,
): AwsApi {
  const find = (apiId: string): ServedApi => {
    const found = apis.find(({ definition }) =>
      [definition.apiId, definition.arn].includes(decodeURIComponent(apiId)),
    );
    if (!found) throw new AwsError('NotFoundException', `GraphQL API ${apiId} not found.`, 404);
    return found;
  };
  const runtime = runtimeEnvironment(environment);
  const routes: Route[] = [
    ['POST', /^\/v1\/dataplane-evaluatecode$/, ({ body }) => evaluateCheckedCode(json(body), runtime, types)],
    [
      'POST',
      /^\/v1\/dataplane-evaluatetemplate$/,
      ({ body }) => evaluateMappingTemplate(json(body), runtime),
    ],
    ['GET', /^\/v1\/apis$/, () => ({ graphqlApis: apis.map(describe), nextToken: null })],
    ['GET', /^\/v1\/apis\/([^/]+)$/, (_, [, id]) => ({ graphqlApi: describe(find(id!)) })],
    ['GET', /^\/v1\/apis\/([^/]+)\/apikeys$/, (_, [, id]) => ({ apiKeys: keysOf(find(id!).definition) })],
    ['GET', /^\/v1\/apis\/([^/]+)\/ApiCaches$/, (_, [, id]) => ({ apiCache: cacheOf(find(id!).definition) })],
    [
      'DELETE',
      /^\/v1\/apis\/([^/]+)\/FlushCache$/,
      (_, [, id]) => {
        cacheOf(find(id!).definition);
        find(id!).flushCache();
        return {};
      },
    ],
    ...associationRoutes(find),
    [
      'GET',
      /^\/v1\/apis\/([^/]+)\/schema$/,
      ({ query }, [, id]) => introspection(find(id!).definition, query),
    ],
  ];
  return {
    signingNames: ['appsync'],
    targetPrefixes: [],
    protocol: 'rest-json',
    allowsAnonymous: () => false,
    async handle(request) {
      for (const [method, path, answer] of routes) {
        const match = method === request.method ? path.exec(request.path) : null;
        if (!match) continue;
        const body = await answer(request, match);
        return {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        };
      }
      throw new AwsError(
        'UnsupportedOperation',
        `${request.method} ${request.path} of AppSync is not offered by this local cloud.`,
        501,
      );
    },
  };
}

function describe({ definition, url, realtimeUrl }: ServedApi): object {
  return {
    name: definition.name,
    apiId: definition.apiId,
    arn: definition.arn,
    authenticationType: definition.defaultAuthentication.type,
    additionalAuthenticationProviders: definition.additionalAuthentication.map(({ type }) => ({
      authenticationType: type,
    })),
    uris: { GRAPHQL: url, REALTIME: realtimeUrl },
    introspectionConfig: definition.introspection,
    queryDepthLimit: definition.queryDepthLimit,
    resolverCountLimit: definition.resolverCountLimit,
    xrayEnabled: definition.xrayEnabled,
    apiType: definition.merged ? 'MERGED' : 'GRAPHQL',
    ...(definition.merged ? { mergedApiExecutionRoleArn: definition.merged.executionRoleArn } : {}),
    visibility: 'GLOBAL',
  };
}

function keysOf({ apiKeys }: ApiDefinition): object[] {
  return [...apiKeys.values()].map(({ id, expires }) => ({ id, expires }));
}

function cacheOf({ cache, apiId }: ApiDefinition): object {
  if (!cache) throw new AwsError('NotFoundException', `No cache found for API ${apiId}.`, 404);
  return {
    ttl: cache.ttl,
    apiCachingBehavior: cache.behavior,
    type: cache.type,
    status: 'AVAILABLE',
    atRestEncryptionEnabled: false,
    transitEncryptionEnabled: false,
    healthMetricsConfig: 'DISABLED',
  };
}

function introspection({ schema }: ApiDefinition, query: URLSearchParams): string {
  if (schema === undefined) throw new AwsError('NotFoundException', 'No schema definition exists.', 404);
  if (query.get('format') === 'JSON') {
    return JSON.stringify(graphqlSync({ schema: buildApiSchema(schema), source: getIntrospectionQuery() }));
  }
  return schema;
}

function json(body: Buffer): any {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('BadRequestException', 'The request body is not valid JSON.', 400);
  }
}
