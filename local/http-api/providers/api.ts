import { stableId } from '../../core/changes.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import type { ApiSettings, HttpApi } from '../model.ts';

/** `AWS::ApiGatewayV2::Api`: takes its port at once, so that its address is known to the rest of the template. */
export function apiProvider(
  apis: Map<string, HttpApi>,
  serve: (id: string, settings: ApiSettings) => Promise<HttpApi>,
): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Api',
    honoured: ['Name', 'ProtocolType', 'CorsConfiguration', 'DisableExecuteApiEndpoint'],
    inert: {
      ApiKeySelectionExpression: 'HTTP APIs have no keys',
      Description: 'for people',
      IpAddressType: 'everything listens on the loopback interface',
      RouteSelectionExpression: 'HTTP APIs know one: method and path',
      Tags: 'nothing reads them on a laptop',
      Version: 'for people',
    },
    async create(request) {
      const id = stableId(request.generatedName, 10);
      const api = await serve(id, readSettings(request));
      apis.set(id, api);
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: api.url } };
    },
    async update(request) {
      const api = apis.get(request.created.ref)!;
      const former = api.settings;
      api.settings = readSettings(request);
      return { created: request.created, undo: () => void (api.settings = former) };
    },
  };
}

/** Ways to describe an API that are not read here. */
const notRead = ['Body', 'BodyS3Location', 'BasePath', 'FailOnWarnings'];

function readSettings({ logicalId, properties }: ResourceRequest): ApiSettings {
  const { Name, ProtocolType, CorsConfiguration: cors, DisableExecuteApiEndpoint } = properties;
  const unread = notRead.find((name) => properties[name] !== undefined);
  if (unread !== undefined) {
    throw new Error(
      `${logicalId}: ${unread} is not read here. Describe the API by AWS::ApiGatewayV2::Route and ` +
        'AWS::ApiGatewayV2::Integration instead of OpenAPI.',
    );
  }
  for (const quick of ['Target', 'RouteKey', 'CredentialsArn']) {
    if (properties[quick] !== undefined)
      throw new Error(`${logicalId}: ${quick}, which creates a route by the way, is not read here.`);
  }
  if (ProtocolType !== 'HTTP')
    throw new Error(
      `${logicalId}: APIs of protocol ${ProtocolType} are not served here, only HTTP ones are.`,
    );
  if (cors?.AllowCredentials && cors.AllowOrigins?.includes('*'))
    throw new Error(`${logicalId}: allow-credentials is not supported for origin *`);
  return {
    name: Name ?? logicalId,
    ...(cors && { cors: { ...cors, ...(cors.MaxAge !== undefined && { MaxAge: Number(cors.MaxAge) }) } }),
    disabled: DisableExecuteApiEndpoint === true || DisableExecuteApiEndpoint === 'true',
  };
}
