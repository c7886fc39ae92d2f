import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import type { Backends } from '../integrations/index.ts';
import type { ApiSettings, HttpApi, Route, Stage, Throttling } from '../model.ts';
import { apiProvider } from './api.ts';
import { authorizerProvider } from './authorizer.ts';
import { integrationProvider } from './integration.ts';
import { partProvider } from './part.ts';

/** `AWS::ApiGatewayV2::*` as far as HTTP APIs are made of them. */
export function httpApiProviders(deps: {
  readonly apis: Map<string, HttpApi>;
  readonly backends: Pick<Backends, 'eventBuses' | 'stateMachines'>;
  readonly serve: (id: string, settings: ApiSettings) => Promise<HttpApi>;
  readonly warn: (message: string) => void;
}): ResourceProvider[] {
  const { apis } = deps;
  return [
    apiProvider(apis, deps.serve),
    integrationProvider(apis, deps.backends, deps.warn),
    authorizerProvider(apis),
    partProvider<Route>(apis, {
      type: 'AWS::ApiGatewayV2::Route',
      honoured: ['AuthorizationScopes', 'AuthorizationType', 'AuthorizerId', 'RouteKey', 'Target'],
      inert: { ApiKeyRequired: 'HTTP APIs have no keys', OperationName: 'for people' },
      in: ({ routes }) => routes,
      read: readRoute,
      attribute: 'RouteId',
    }),
    partProvider<Stage>(apis, {
      type: 'AWS::ApiGatewayV2::Stage',
      honoured: [
        'DefaultRouteSettings.ThrottlingBurstLimit',
        'DefaultRouteSettings.ThrottlingRateLimit',
        'RouteSettings.*.ThrottlingBurstLimit',
        'RouteSettings.*.ThrottlingRateLimit',
        'StageName',
        'StageVariables',
      ],
      inert: {
        AccessLogSettings: 'the latest requests are listed by the API itself',
        AutoDeploy: 'routes take effect at once',
        'DefaultRouteSettings.DetailedMetricsEnabled': 'no metrics are kept on a laptop',
        DeploymentId: 'routes take effect at once',
        Description: 'for people',
        'RouteSettings.*.DetailedMetricsEnabled': 'no metrics are kept on a laptop',
        Tags: 'nothing reads them on a laptop',
      },
      in: ({ stages }) => stages,
      read: readStage,
      id: ({ properties }) => properties.StageName,
    }),
    {
      type: 'AWS::ApiGatewayV2::Deployment',
      honoured: [],
      inert: {
        ApiId: 'routes take effect at once',
        Description: 'for people',
        StageName: 'routes take effect at once',
      },
      create: async ({ generatedName }) => ({
        ref: generatedName,
        attributes: { DeploymentId: generatedName },
      }),
      update: async ({ created }) => ({ created, undo: () => {} }),
      remove: async () => () => {},
    },
  ];
}

const routeKey = /^(\$default|(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|ANY) \/\S*)$/;

function readRoute({ logicalId, properties }: ResourceRequest, id: string): Route {
  const { RouteKey: key, Target: target, AuthorizationType = 'NONE', AuthorizerId } = properties;
  if (typeof key !== 'string' || !routeKey.test(key))
    throw new Error(`${logicalId}: The provided route key is not formatted properly: ${key}`);
  if (/\{[^}]*\+\}./.test(key))
    throw new Error(`${logicalId}: a greedy variable must stand at the end of ${key}.`);
  const integrationId = /^integrations\/(.+)$/.exec(target ?? '')?.[1];
  if (integrationId === undefined)
    throw new Error(`${logicalId}: Target must be integrations/<id>, not ${target}.`);
  return {
    id,
    key,
    integrationId,
    authorization: AuthorizationType,
    ...(AuthorizerId !== undefined && { authorizerId: AuthorizerId }),
    scopes: properties.AuthorizationScopes ?? [],
  };
}

function readStage({ properties }: ResourceRequest): Stage {
  const { StageName: name, StageVariables: variables = {} } = properties;
  const routes: Record<string, Record<string, unknown>> = properties.RouteSettings ?? {};
  return {
    name,
    variables: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)])),
    throttling: throttlingOf(properties.DefaultRouteSettings ?? {}),
    routeThrottling: Object.fromEntries(
      Object.entries(routes).map(([key, settings]) => [key, throttlingOf(settings)]),
    ),
  };
}

function throttlingOf({
  ThrottlingBurstLimit: burst,
  ThrottlingRateLimit: rate,
}: Record<string, unknown>): Throttling {
  return {
    ...(burst !== undefined && { burst: Number(burst) }),
    ...(rate !== undefined && { rate: Number(rate) }),
  };
}
