import type { AuthenticationProvider } from '../definition.ts';

/**
 * Reads the authentication of an API, or one of its additional providers: both are written alike.
 * @throws Error naming the logical id and the member that is missing.
 */
export function readAuthentication(
  logicalId: string,
  properties: Record<string, any>,
  region: string,
): AuthenticationProvider {
  const type = properties.AuthenticationType as string;
  const need = (member: string): Record<string, any> => {
    if (properties[member]) return properties[member];
    throw new Error(`${logicalId}: ${type} needs ${member}.`);
  };
  switch (type) {
    case 'API_KEY':
    case 'AWS_IAM':
      return { type };
    case 'AMAZON_COGNITO_USER_POOLS': {
      const config = need('UserPoolConfig');
      return {
        type,
        userPoolId: config.UserPoolId,
        awsRegion: config.AwsRegion ?? region,
        appIdClientRegex: config.AppIdClientRegex,
        defaultAction: config.DefaultAction,
      };
    }
    case 'OPENID_CONNECT': {
      const config = need('OpenIDConnectConfig');
      return {
        type,
        issuer: config.Issuer,
        clientId: config.ClientId,
        iatTTL: numeric(config.IatTTL),
        authTTL: numeric(config.AuthTTL),
      };
    }
    case 'AWS_LAMBDA': {
      const config = need('LambdaAuthorizerConfig');
      return {
        type,
        authorizerUri: config.AuthorizerUri,
        authorizerResultTtlInSeconds: numeric(config.AuthorizerResultTtlInSeconds),
        identityValidationExpression: config.IdentityValidationExpression,
      };
    }
    default:
      throw new Error(`${logicalId}: the authentication type ${type} is not known.`);
  }
}

function numeric(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}
