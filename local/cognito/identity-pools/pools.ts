import { createHash } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import type { Environment } from '../../core/environment.ts';

/** How a role is found in what a token says: by its own claims of roles, or by rules. */
export interface RoleMapping {
  readonly type: 'Token' | 'Rules';
  /** What holds when none is found, or several. */
  readonly ambiguous: 'AuthenticatedRole' | 'Deny';
  readonly rules: readonly MappingRule[];
}

export interface MappingRule {
  readonly claim: string;
  readonly matchType: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual';
  readonly value: string;
  readonly roleArn: string;
}

export interface IdentityPool {
  /** `us-east-1:2b7a…` */
  readonly id: string;
  readonly name: string;
  readonly guests: boolean;
  /** App clients by the name of their provider, `cognito-idp.<region>.amazonaws.com/<pool>`. */
  readonly clients: ReadonlyMap<string, ReadonlySet<string>>;
  roles: { readonly authenticated?: string; readonly unauthenticated?: string };
  /** By `provider:client`. */
  mappings: ReadonlyMap<string, RoleMapping>;
}

/** The identity pools of the account. */
export interface IdentityPools {
  put(pool: IdentityPool): void;
  /** @throws AwsError ResourceNotFoundException. */
  pool(id: unknown): IdentityPool;
  /** @throws AwsError ResourceNotFoundException for what is no identity of a pool. */
  poolOf(identityId: unknown): IdentityPool;
  /** The identity of a login, the same each time. */
  identityOf(pool: IdentityPool, provider: string, subject: string): string;
  newGuest(pool: IdentityPool): string;
}

/** A text of the form of a UUID, the same for the same names. */
export function stableUuid(...names: string[]): string {
  const hex = createHash('sha256').update(names.join('\n')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/**
 * Makes the register of identity pools. An identity tells its pool by its first eight letters, so that those that a
 * client keeps from an earlier run are still good; AWS keeps a list of them instead.
 */
export function createIdentityPools({ region, ids }: Pick<Environment, 'region' | 'ids'>): IdentityPools {
  const pools = new Map<string, IdentityPool>();
  const mark = ({ id }: IdentityPool): string => stableUuid(id, 'identities').slice(0, 8);
  const identity = (pool: IdentityPool, uuid: string) => `${region}:${mark(pool)}${uuid.slice(8)}`;
  return {
    put: (pool) => void pools.set(pool.id, pool),
    pool(id) {
      const found = pools.get(String(id));
      if (!found) throw new AwsError('ResourceNotFoundException', `IdentityPool '${String(id)}' not found.`);
      return found;
    },
    poolOf(identityId) {
      const uuid = /^[\w-]+:([\da-f]{8})(?:-[\da-f]{4}){3}-[\da-f]{12}$/.exec(String(identityId))?.[1];
      const found = [...pools.values()].find((pool) => mark(pool) === uuid);
      if (!found)
        throw new AwsError('ResourceNotFoundException', `Identity '${String(identityId)}' not found.`);
      return found;
    },
    identityOf: (pool, provider, subject) => identity(pool, stableUuid(pool.id, provider, subject)),
    newGuest: (pool) => identity(pool, ids.uuid()),
  };
}
