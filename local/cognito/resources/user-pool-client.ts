import type { ResourceProvider } from '../../core/resource.ts';
import type { ClientProperties } from '../pools/settings.ts';
import type { Service } from '../service.ts';
import { normalize } from './user-pool.ts';

const hosted = 'the local pool has no hosted sign-in pages';

export function userPoolClient({ registry }: Service): ResourceProvider<ClientProperties> {
  return {
    type: 'AWS::Cognito::UserPoolClient',
    honoured: [
      'UserPoolId',
      'ClientName',
      'ExplicitAuthFlows',
      'GenerateSecret',
      'PreventUserExistenceErrors',
      'EnableTokenRevocation',
      'AccessTokenValidity',
      'IdTokenValidity',
      'RefreshTokenValidity',
      'TokenValidityUnits',
      'RefreshTokenRotation',
      'AuthSessionValidity',
      'ReadAttributes',
      'WriteAttributes',
    ],
    inert: {
      SupportedIdentityProviders: 'users of the pool itself are the only ones',
      AllowedOAuthFlows: hosted,
      AllowedOAuthFlowsUserPoolClient: hosted,
      AllowedOAuthScopes: hosted,
      CallbackURLs: hosted,
      LogoutURLs: hosted,
      DefaultRedirectURI: hosted,
      AnalyticsConfiguration: 'nothing is analysed on a laptop',
      EnablePropagateAdditionalUserContextData: 'risks are not assessed on a laptop',
    },
    async create({ stackName, logicalId, generatedName, properties }) {
      const normal = normalize(properties);
      const pool = registry.pool(normal.UserPoolId);
      const name = normal.ClientName ?? generatedName;
      const client = registry.createClient(pool, `${stackName}/${logicalId}`, name, normal);
      return {
        ref: client.id,
        attributes: {
          ClientId: client.id,
          Name: name,
          ...(client.secret && { ClientSecret: client.secret }),
        },
      };
    },
  };
}
