import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import type { Authorizer, HttpApi } from '../model.ts';
import { functionIn } from './integration.ts';
import { partProvider } from './part.ts';

/** `AWS::ApiGatewayV2::Authorizer`: tokens of user pools, and functions. */
export const authorizerProvider = (apis: ReadonlyMap<string, HttpApi>): ResourceProvider =>
  partProvider<Authorizer>(apis, {
    type: 'AWS::ApiGatewayV2::Authorizer',
    honoured: [
      'AuthorizerCredentialsArn',
      'AuthorizerPayloadFormatVersion',
      'AuthorizerResultTtlInSeconds',
      'AuthorizerType',
      'AuthorizerUri',
      'EnableSimpleResponses',
      'IdentitySource',
      'JwtConfiguration',
    ],
    inert: {
      IdentityValidationExpression: 'HTTP APIs do not evaluate it',
      Name: 'for people',
    },
    in: ({ authorizers }) => authorizers,
    read: (request, id) =>
      request.properties.AuthorizerType === 'JWT' ? readJwt(request, id) : readFunction(request, id),
    attribute: 'AuthorizerId',
  });

function readJwt({ logicalId, properties }: ResourceRequest, id: string): Authorizer {
  const { Issuer: issuer = '', Audience: audience = [] } = properties.JwtConfiguration ?? {};
  const userPoolId = /^https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+)$/.exec(issuer)?.[1];
  if (!userPoolId) {
    throw new Error(
      `${logicalId}: tokens of user pools are checked here, not those of the issuer ${issuer}.`,
    );
  }
  const [identitySource = '$request.header.Authorization'] = [properties.IdentitySource ?? []].flat();
  return { kind: 'jwt', id, identitySource, userPoolId, audience };
}

function readFunction({ logicalId, properties }: ResourceRequest, id: string): Authorizer {
  const { AuthorizerType, AuthorizerUri, AuthorizerCredentialsArn, EnableSimpleResponses } = properties;
  if (AuthorizerType !== 'REQUEST' || typeof AuthorizerUri !== 'string')
    throw new Error(`${logicalId}: an authorizer is of type JWT, or of type REQUEST with an AuthorizerUri.`);
  const payloadFormat = String(properties.AuthorizerPayloadFormatVersion ?? '');
  if (payloadFormat !== '1.0' && payloadFormat !== '2.0')
    throw new Error(`${logicalId}: AuthorizerPayloadFormatVersion must be 1.0 or 2.0.`);
  return {
    kind: 'lambda',
    id,
    identitySources: [properties.IdentitySource ?? []].flat(),
    functionArn: functionIn(AuthorizerUri),
    ...(AuthorizerCredentialsArn !== undefined && { credentialsArn: AuthorizerCredentialsArn }),
    payloadFormat,
    simpleResponses: EnableSimpleResponses === true || EnableSimpleResponses === 'true',
    remember: Number(properties.AuthorizerResultTtlInSeconds ?? 0) * 1000,
  };
}
