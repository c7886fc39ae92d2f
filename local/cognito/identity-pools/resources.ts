import type { Environment } from '../../core/environment.ts';
import type { ResourceProvider } from '../../core/resource.ts';
import { stableUuid, type IdentityPools, type RoleMapping } from './pools.ts';

const elsewhere = 'other login providers are not reached from a laptop';

/** `AWS::Cognito::IdentityPool` */
export function identityPool(pools: IdentityPools, { region }: Environment): ResourceProvider {
  return {
    type: 'AWS::Cognito::IdentityPool',
    honoured: [
      'IdentityPoolName',
      'AllowUnauthenticatedIdentities',
      'CognitoIdentityProviders.*.ClientId',
      'CognitoIdentityProviders.*.ProviderName',
    ],
    inert: {
      'CognitoIdentityProviders.*.ServerSideTokenCheck': 'tokens are checked by their signature',
      AllowClassicFlow: 'the enhanced flow alone is offered',
      CognitoEvents: 'nothing is synchronised on a laptop',
      CognitoStreams: 'nothing is synchronised on a laptop',
      PushSync: 'nothing is synchronised on a laptop',
      DeveloperProviderName: elsewhere,
      IdentityPoolTags: 'tags have no effect on a laptop',
      OpenIdConnectProviderARNs: elsewhere,
      SamlProviderARNs: elsewhere,
      SupportedLoginProviders: elsewhere,
    },
    async create({ stackName, logicalId, generatedName, properties }) {
      const id = `${region}:${stableUuid(stackName, logicalId)}`;
      const name: string = properties.IdentityPoolName ?? generatedName;
      const clients = new Map<string, Set<string>>();
      for (const { ProviderName, ClientId } of properties.CognitoIdentityProviders ?? []) {
        const known = clients.get(ProviderName) ?? new Set<string>();
        clients.set(ProviderName, known.add(ClientId));
      }
      const guests = String(properties.AllowUnauthenticatedIdentities) === 'true';
      pools.put({ id, name, guests, clients, roles: {}, mappings: new Map() });
      return { ref: id, attributes: { Name: name, Id: id } };
    },
  };
}

/** `AWS::Cognito::IdentityPoolRoleAttachment` */
export function roleAttachment(pools: IdentityPools): ResourceProvider {
  return {
    type: 'AWS::Cognito::IdentityPoolRoleAttachment',
    honoured: ['IdentityPoolId', 'Roles', 'RoleMappings'],
    async create({ generatedName, properties }) {
      const pool = pools.pool(properties.IdentityPoolId);
      const { authenticated, unauthenticated } = properties.Roles ?? {};
      pool.roles = {
        ...(authenticated === undefined ? {} : { authenticated }),
        ...(unauthenticated === undefined ? {} : { unauthenticated }),
      };
      pool.mappings = new Map(
        Object.entries<any>(properties.RoleMappings ?? {}).map(([key, given]) => [
          given.IdentityProvider ?? key,
          readMapping(given),
        ]),
      );
      return { ref: generatedName, attributes: { Id: generatedName } };
    },
  };
}

function readMapping({ Type, AmbiguousRoleResolution, RulesConfiguration }: any): RoleMapping {
  return {
    type: Type,
    ambiguous: AmbiguousRoleResolution ?? 'Deny',
    rules: (RulesConfiguration?.Rules ?? []).map(({ Claim, MatchType, Value, RoleARN }: any) => ({
      claim: Claim,
      matchType: MatchType,
      value: Value,
      roleArn: RoleARN,
    })),
  };
}
