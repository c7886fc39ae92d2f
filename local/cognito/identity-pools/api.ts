import type { AwsApi } from '../../core/aws-api.ts';
import { AwsError } from '../../core/aws-error.ts';
import { jsonApi, type JsonCall } from '../../core/json-call.ts';
import type { Iam, UserPools } from '../../core/ports.ts';
import { readLogin, roleOf, type Login } from './logins.ts';
import type { IdentityPool, IdentityPools } from './pools.ts';

interface Ground {
  readonly pools: IdentityPools;
  readonly iam: Iam;
  readonly verify: UserPools['verify'];
}

type Operation = (ground: Ground, input: Record<string, any>) => Promise<object>;

/** What clients ask without a signature: the enhanced flow (Cognito Developer Guide, "Identity pools authentication flow"). */
const operations: Readonly<Record<string, Operation>> = {
  async GetId({ pools, verify }, { IdentityPoolId, Logins }) {
    const pool = pools.pool(IdentityPoolId);
    const login = await admitted(pool, Logins, verify);
    return { IdentityId: login ? identityOf(pools, pool, login) : pools.newGuest(pool) };
  },

  async GetCredentialsForIdentity({ pools, iam, verify }, { IdentityId, Logins }) {
    const pool = pools.poolOf(IdentityId);
    const login = await admitted(pool, Logins, verify);
    if (login && identityOf(pools, pool, login) !== IdentityId)
      throw new AwsError(
        'NotAuthorizedException',
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      );
    const issued = session(iam, roleOf(pool, login), {
      identityPoolId: pool.id,
      identityId: String(IdentityId),
      authType: login ? 'authenticated' : 'unauthenticated',
      authProvider: login ? providersOf(login) : null,
      logins: login ? [login.provider] : [],
    });
    return {
      IdentityId,
      Credentials: {
        AccessKeyId: issued.accessKeyId,
        SecretKey: issued.secretAccessKey,
        SessionToken: issued.sessionToken,
        Expiration: Math.floor(issued.expiresAt / 1000),
      },
    };
  },
};

/** The API of identity pools. */
export function createIdentityApi(ground: Ground): AwsApi {
  const call: JsonCall = (name, input) => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation)
      throw new AwsError(
        'UnknownOperationException',
        `The operation ${name} is unknown, or not part of the local identity pools.`,
      );
    return operation(ground, input);
  };
  return {
    ...jsonApi('cognito-identity', 'AWSCognitoIdentityService', call),
    allowsAnonymous: ({ operation = '' }) => Object.hasOwn(operations, operation),
  };
}

/** @throws AwsError NotAuthorizedException for a guest where there are none. */
async function admitted(
  pool: IdentityPool,
  logins: unknown,
  verify: Ground['verify'],
): Promise<Login | undefined> {
  const login = await readLogin(pool, logins, verify);
  if (!login && !pool.guests)
    throw new AwsError(
      'NotAuthorizedException',
      'Unauthenticated access is not supported for this identity pool.',
    );
  return login;
}

const identityOf = (pools: IdentityPools, pool: IdentityPool, { provider, claims }: Login): string =>
  pools.identityOf(pool, provider, claims.sub);

/** As `ctx.identity` shows it: the provider, and who it is there. */
const providersOf = ({ provider, claims }: Login): string =>
  `"${provider}","${provider}:CognitoSignIn:${claims.sub}"`;

/** What the role itself refuses is a fault of the pool's configuration to its clients. */
function session(iam: Iam, ...asked: Parameters<Iam['federate']>): ReturnType<Iam['federate']> {
  try {
    return iam.federate(...asked);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError(
      'InvalidIdentityPoolConfigurationException',
      'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    );
  }
}
