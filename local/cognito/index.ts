import type { AwsApi } from '../core/aws-api.ts';
import type { Environment } from '../core/environment.ts';
import type { Outbox } from '../core/outbox.ts';
import type { Iam, Lambda, UserPools } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { createApi } from './api.ts';
import { createSessions } from './flows/sessions.ts';
import { createIdentityApi } from './identity-pools/api.ts';
import { createIdentityPools } from './identity-pools/pools.ts';
import { identityPool, roleAttachment } from './identity-pools/resources.ts';
import { createPoolOutbox, type PoolOutbox } from './messages/outbox.ts';
import { createRegistry } from './pools/registry.ts';
import { domain, group, membership, user } from './resources/members.ts';
import { userPool } from './resources/user-pool.ts';
import { userPoolClient } from './resources/user-pool-client.ts';
import type { Service } from './service.ts';
import { issuerOf } from './tokens/issue.ts';
import { createSigningKeys } from './tokens/keys.ts';
import { createVerifier } from './tokens/verify.ts';

export { messagesPath } from './api.ts';
export type { Message, PoolOutbox } from './messages/outbox.ts';

/** The local Cognito: user pools and identity pools, the APIs in front of them, and the resource types that build them. */
export interface Cognito extends UserPools {
  readonly api: AwsApi;
  /** Of identity pools. */
  readonly identityApi: AwsApi;
  readonly resources: ResourceProvider<any>[];
  /** The messages that user pools would have sent. */
  readonly outbox: Pick<PoolOutbox, 'list'>;
  /** Writes what is not yet on disk. */
  close(): Promise<void>;
}

/**
 * Builds an empty Cognito; pools come from templates through `resources`.
 *
 * @example
 * const cognito = createCognito({ environment, iam, lambda, outbox });
 * const result = await cognito.verify(token, 'us-east-1_AbCdEfGhI');
 */
export function createCognito(deps: {
  environment: Environment;
  iam: Iam;
  lambda: Lambda;
  outbox: Outbox;
}): Cognito {
  const { environment } = deps;
  const registry = createRegistry(environment);
  const keys = createSigningKeys();
  const outbox = createPoolOutbox(deps.outbox);
  const service: Service = {
    ...deps,
    registry,
    keys,
    outbox,
    verify: createVerifier(registry, keys, environment.clock),
    sessions: createSessions(environment),
  };
  const identityPools = createIdentityPools(environment);
  return {
    api: createApi(service),
    identityApi: createIdentityApi({ pools: identityPools, iam: deps.iam, verify: service.verify }),
    resources: [
      ...[userPool, userPoolClient, group, user, membership, domain].map((provider) => provider(service)),
      identityPool(identityPools, environment),
      roleAttachment(identityPools),
    ],
    outbox,
    verify: service.verify,
    issuer: issuerOf,
    close: () => registry.flush(),
  };
}
