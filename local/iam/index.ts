import type { AwsApi } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { Credentials, Iam, Principal } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { createAuthorizer, trusts, trustsIdentity } from './decisions.ts';
import { createKeyring } from './keyring.ts';
import { iamProviders } from './providers.ts';
import { createRegistry } from './registry.ts';
import { verifySignature } from './signature.ts';
import { createSts } from './sts.ts';

/** IAM with its security token service. */
export interface IamService extends Iam {
  readonly resources: ResourceProvider[];
  /** STS: `AssumeRole`, `GetCallerIdentity`. */
  readonly api: AwsApi;
  close(): Promise<void>;
}

/** How long the credentials of an identity pool are good. */
const federatedSeconds = 3_600;

/** Access keys whose secret is the key itself: with them a developer's AWS CLI is the account's administrator. */
const administratorKeys = ['local', 'test'];

/**
 * The identities of the templates, their policies, and the credentials of their sessions.
 *
 * @example
 * const iam = createIam({ environment });
 * const { principal } = iam.assume(roleArn, 'orders');
 * iam.authorize(principal, 'dynamodb:GetItem', tableArn);
 */
export function createIam({ environment }: { environment: Environment }): IamService {
  const registry = createRegistry();
  const keyring = createKeyring(environment);
  const rootPrincipal: Principal = {
    arn: `arn:${environment.partition}:iam::${environment.accountId}:root`,
    accountId: environment.accountId,
    userId: environment.accountId,
  };
  for (const key of administratorKeys) {
    keyring.add({ accessKeyId: key, secretAccessKey: key, principal: rootPrincipal });
  }
  const root: Credentials = keyring.find('local')!;

  const assume: Iam['assume'] = (roleArn, sessionName, service) => {
    const role = registry.identity(roleArn);
    if (role?.kind !== 'role') {
      throw new AwsError(
        'NoSuchEntity',
        `The role with name ${roleArn.split('/').at(-1)} cannot be found.`,
        404,
      );
    }
    if (service && !trusts(role, service, environment.accountId)) {
      throw new AwsError(
        'AccessDenied',
        `${service.name} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
        403,
      );
    }
    return keyring.session(role, sessionName);
  };

  const federate: Iam['federate'] = (roleArn, identity) => {
    const role = registry.identity(roleArn);
    if (role?.kind !== 'role' || !trustsIdentity(role, identity, environment.accountId))
      throw new AwsError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
    const issued = keyring.temporary(role, 'CognitoIdentityCredentials', federatedSeconds, identity);
    return { ...issued, expiresAt: issued.expiresAt! };
  };

  const authorize = createAuthorizer(registry, environment);
  return {
    assume,
    federate,
    root: () => root,
    verify: (request) => verifySignature(request, keyring.find, environment.clock),
    authorize,
    resources: iamProviders({ environment, registry, keyring }),
    api: createSts({ environment, registry, keyring, authorize }),
    close: async () => {},
  };
}
