import { isLoopback } from '../../core/loopback.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import type { Backends } from '../integrations/index.ts';
import { subtypeParameters } from '../integrations/service.ts';
import type { HttpApi, Integration, Subtype } from '../model.ts';
import { partProvider } from './part.ts';

/** In milliseconds. */
const longestTimeout = 30_000;

/** `AWS::ApiGatewayV2::Integration` */
export function integrationProvider(
  apis: ReadonlyMap<string, HttpApi>,
  backends: Pick<Backends, 'eventBuses' | 'stateMachines'>,
  warn: (message: string) => void,
): ResourceProvider {
  return partProvider<Integration>(apis, {
    type: 'AWS::ApiGatewayV2::Integration',
    honoured: [
      'ConnectionType',
      'CredentialsArn',
      'IntegrationMethod',
      'IntegrationSubtype',
      'IntegrationType',
      'IntegrationUri',
      'PayloadFormatVersion',
      'RequestParameters',
      'TimeoutInMillis',
    ],
    inert: { Description: 'for people', TlsConfig: 'nothing leaves the machine' },
    in: ({ integrations }) => integrations,
    read(request) {
      const integration = read(request);
      if (integration.kind === 'http' && !isLoopback(integration.uri)) {
        warn(
          `${request.logicalId}: ${integration.uri} is not on this machine, and is not called from a laptop`,
        );
      }
      if (integration.kind === 'service') {
        const missing =
          (integration.subtype === 'EventBridge-PutEvents' && !backends.eventBuses) ||
          (integration.subtype === 'StepFunctions-StartExecution' && !backends.stateMachines);
        if (missing) throw new Error(`${request.logicalId}: ${integration.subtype} is not served here.`);
      }
      return integration;
    },
  });
}

function read(request: ResourceRequest): Integration {
  const { logicalId, properties } = request;
  const { IntegrationType, IntegrationUri, ConnectionType, CredentialsArn } = properties;
  const refuse = (what: string): never => {
    throw new Error(`${logicalId}: ${what}`);
  };
  if (ConnectionType === 'VPC_LINK') refuse('a connection through a VPC link is not served here.');
  if (properties.ResponseParameters !== undefined)
    refuse('ResponseParameters, which change answers, are not honoured here.');
  const timeout = Number(properties.TimeoutInMillis ?? longestTimeout);
  if (!(timeout >= 50 && timeout <= longestTimeout))
    refuse(`TimeoutInMillis must be from 50 to ${longestTimeout}, not ${properties.TimeoutInMillis}.`);
  const common = { timeout, ...(CredentialsArn !== undefined && { credentialsArn: CredentialsArn }) };
  if (IntegrationType === 'AWS_PROXY' && properties.IntegrationSubtype !== undefined)
    return readService(request, { ...common });
  if (properties.RequestParameters !== undefined)
    refuse('RequestParameters, which change requests, are honoured for actions of services alone.');
  if (typeof IntegrationUri !== 'string') refuse('IntegrationUri is required.');
  if (IntegrationType === 'HTTP_PROXY')
    return { kind: 'http', uri: IntegrationUri, method: properties.IntegrationMethod ?? 'ANY', ...common };
  if (IntegrationType !== 'AWS_PROXY')
    refuse(`integrations of type ${IntegrationType} are not for HTTP APIs.`);
  const payloadFormat = String(properties.PayloadFormatVersion ?? '');
  if (payloadFormat !== '1.0' && payloadFormat !== '2.0')
    return refuse(`PayloadFormatVersion must be 1.0 or 2.0, not ${properties.PayloadFormatVersion}.`);
  return { kind: 'lambda', uri: functionIn(IntegrationUri), payloadFormat, ...common };
}

function readService(
  { logicalId, properties }: ResourceRequest,
  common: { timeout: number; credentialsArn?: string },
): Integration {
  const { IntegrationSubtype: subtype, RequestParameters: parameters = {} } = properties;
  const known = Object.hasOwn(subtypeParameters, subtype) ? subtypeParameters[subtype as Subtype] : undefined;
  if (!known) throw new Error(`${logicalId}: the integration subtype ${subtype} is not served here.`);
  if (common.credentialsArn === undefined)
    throw new Error(`${logicalId}: an integration of subtype ${subtype} needs CredentialsArn.`);
  for (const [name, required] of Object.entries(known)) {
    if (required && parameters[name] === undefined)
      throw new Error(`${logicalId}: RequestParameters lack ${name}, which ${subtype} requires.`);
  }
  const stranger = Object.keys(parameters).find((name) => !(name in known));
  if (stranger !== undefined)
    throw new Error(`${logicalId}: ${subtype} has no request parameter ${stranger}.`);
  return {
    kind: 'service',
    subtype,
    timeout: common.timeout,
    credentialsArn: common.credentialsArn,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [
        name,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ]),
    ),
  };
}

/** The function's ARN in a URI of API Gateway's own form, or as it is. */
export const functionIn = (uri: string): string =>
  /:lambda:path\/[\d-]+\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;
