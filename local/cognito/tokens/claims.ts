import { readable } from '../pools/attributes.ts';
import type { Grant, User } from '../pools/model.ts';
import type { UserPool } from '../pools/registry.ts';
import { revocable, tokenLifetime } from '../pools/settings.ts';
import type { UserPoolClient } from '../pools/settings.ts';
import { attributesForTrigger, callTrigger, triggerArn } from '../triggers.ts';
import type { Metadata, Service } from '../service.ts';

export type Claims = Record<string, unknown>;

/** The reason tokens are made, as the trigger hears it. */
export type TokenOccasion =
  'TokenGeneration_Authentication' | 'TokenGeneration_RefreshTokens' | 'TokenGeneration_NewPasswordChallenge';

/** A user's groups and roles, strongest first: the lowest precedence; groups without one come last. */
export function groupClaims(
  pool: UserPool,
  user: User,
): { groups: string[]; roles: string[]; preferred?: string } {
  const rank = (precedence?: number) => precedence ?? Number.MAX_SAFE_INTEGER;
  const groups = user.groups
    .flatMap((name) => pool.directory.groups.get(name) ?? [])
    .sort((a, b) => rank(a.precedence) - rank(b.precedence) || a.name.localeCompare(b.name));
  const first = groups[0];
  const best = new Set(
    groups.filter((group) => rank(group.precedence) === rank(first?.precedence)).map((g) => g.roleArn),
  );
  return {
    groups: groups.map(({ name }) => name),
    roles: [...new Set(groups.flatMap(({ roleArn }) => roleArn ?? []))],
    // Groups of one precedence with different roles leave no preferred role (Cognito guide, user pool groups).
    preferred: best.size === 1 ? first?.roleArn : undefined,
  };
}

/** The claims of a new pair of tokens, after the PreTokenGeneration trigger has had its say. */
export async function makeClaims(
  service: Service,
  { pool, client, user, grant, issuer }: Signing,
  occasion: TokenOccasion,
  metadata: Metadata,
): Promise<{ access: Claims; id: Claims }> {
  const { ids, clock } = service.environment;
  const iat = Math.floor(clock.now() / 1000);
  const common = {
    sub: user.sub,
    iss: issuer,
    ...(revocable(client) && { origin_jti: grant.originJti }),
    event_id: grant.eventId,
    auth_time: grant.authTime,
    iat,
  };
  const access: Claims = {
    ...common,
    client_id: client.id,
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    exp: iat + tokenLifetime(client, 'AccessToken'),
    jti: ids.uuid(),
    username: user.username,
  };
  const id: Claims = {
    ...common,
    ...attributeClaims(readable(client, user.attributes)),
    'cognito:username': user.username,
    aud: client.id,
    token_use: 'id',
    exp: iat + tokenLifetime(client, 'IdToken'),
    jti: ids.uuid(),
  };
  const own = groupClaims(pool, user);
  const overrides = triggerArn(pool, 'PreTokenGeneration')
    ? await askTrigger(service, { pool, client, user, own, occasion, metadata })
    : {};
  const groups = { ...own, ...overrides.groups };
  applyGroups(access, id, groups);
  applyOverrides(id, overrides.id);
  applyOverrides(access, overrides.access);
  return { access, id };
}

/** Whose tokens are made, for whom, and by which issuer. */
export interface Signing {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly user: User;
  readonly grant: Grant;
  readonly issuer: string;
}

/** Attributes as an id token shows them: flags as booleans, the address as the object that OpenID Connect wants. */
function attributeClaims(attributes: Record<string, string>): Claims {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      if (name === 'email_verified' || name === 'phone_number_verified') return [name, value === 'true'];
      if (name === 'address') return [name, { formatted: value }];
      return [name, value];
    }),
  );
}

function applyGroups(
  access: Claims,
  id: Claims,
  { groups, roles, preferred }: ReturnType<typeof groupClaims>,
): void {
  if (groups.length) access['cognito:groups'] = id['cognito:groups'] = groups;
  if (roles.length) id['cognito:roles'] = roles;
  if (preferred) id['cognito:preferred_role'] = preferred;
}

interface Override {
  claimsToAddOrOverride?: Claims;
  claimsToSuppress?: string[];
  scopesToAdd?: string[];
  scopesToSuppress?: string[];
}

async function askTrigger(
  service: Service,
  call: {
    pool: UserPool;
    client: UserPoolClient;
    user: User;
    own: ReturnType<typeof groupClaims>;
    occasion: TokenOccasion;
    metadata: Metadata;
  },
): Promise<{ groups?: Partial<ReturnType<typeof groupClaims>>; id?: Override; access?: Override }> {
  const { pool, client, user, own, occasion, metadata } = call;
  const version = pool.properties.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0';
  const newer = version !== 'V1_0';
  const response = await callTrigger(service, pool, {
    trigger: 'PreTokenGeneration',
    source: occasion,
    version: version.slice(1, 2),
    clientId: client.id,
    username: user.username,
    request: {
      userAttributes: attributesForTrigger(user),
      groupConfiguration: {
        groupsToOverride: own.groups,
        iamRolesToOverride: own.roles,
        preferredRole: own.preferred ?? null,
      },
      ...(newer && { scopes: ['aws.cognito.signin.user.admin'] }),
      ...(metadata && { clientMetadata: metadata }),
    },
    response: { [newer ? 'claimsAndScopeOverrideDetails' : 'claimsOverrideDetails']: null },
  });
  const details = newer ? response?.['claimsAndScopeOverrideDetails'] : response?.['claimsOverrideDetails'];
  const override = details?.groupOverrideDetails;
  return {
    groups: override && {
      ...(override.groupsToOverride && { groups: override.groupsToOverride }),
      ...(override.iamRolesToOverride && { roles: override.iamRolesToOverride }),
      ...(override.preferredRole && { preferred: override.preferredRole }),
    },
    id: (newer ? details?.idTokenGeneration : details) ?? undefined,
    access: (newer && details?.accessTokenGeneration) || undefined,
  };
}

/** Claims that a trigger can neither change nor remove (Cognito guide, pre token generation trigger). */
const reserved = new Set(
  (
    'acr amr at_hash aud auth_time azp client_id cognito:username device_key event_id exp iat identities iss jti nbf ' +
    'nonce origin_jti sub token_use username version'
  ).split(' '),
);

function applyOverrides(claims: Claims, override: Override | undefined): void {
  for (const [name, value] of Object.entries(override?.claimsToAddOrOverride ?? {}))
    if (!reserved.has(name) && name !== 'scope') claims[name] = value;
  for (const name of override?.claimsToSuppress ?? []) if (!reserved.has(name)) delete claims[name];
  if (!override?.scopesToAdd && !override?.scopesToSuppress) return;
  const scopes = new Set([...String(claims['scope'] ?? '').split(' '), ...(override.scopesToAdd ?? [])]);
  for (const scope of override.scopesToSuppress ?? []) scopes.delete(scope);
  claims['scope'] = [...scopes].filter(Boolean).join(' ');
}
