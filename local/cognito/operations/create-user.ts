import type { AdminCreateUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../core/aws-error.ts';
import type { Ids } from '../../core/ids.ts';
import { invalidParameter, required, userNotFound } from '../errors.ts';
import { deliver } from '../messages/delivery.ts';
import { checkSchema, checkUniqueUsernameAttributes, toRecord } from '../pools/attributes.ts';
import type { User } from '../pools/model.ts';
import { setPassword } from '../pools/password-policy.ts';
import type { UserPool } from '../pools/registry.ts';
import { claimAliases, newUser } from '../pools/users.ts';
import type { Service } from '../service.ts';
import { adminClientId } from './admin-users.ts';
import { beforeSignUp } from './confirmation.ts';

/**
 * Creates a user as an administrator does: with a temporary password, which goes out with an invitation unless the
 * message is suppressed. `MessageAction: RESEND` invites an existing user again.
 */
export async function createUser(
  service: Service,
  pool: UserPool,
  input: AdminCreateUserRequest,
): Promise<User> {
  const { environment } = service;
  const name = required(input.Username, 'username');
  const password = input.TemporaryPassword || temporaryPassword(pool, environment.ids);
  const again = input.MessageAction === 'RESEND';
  const user = again ? pool.directory.find(name) : await register(service, pool, name, input);
  if (!user) throw userNotFound();
  if (again && user.status !== 'FORCE_CHANGE_PASSWORD')
    throw new AwsError(
      'UnsupportedUserStateException',
      `Resend not possible. ${name} status is not FORCE_CHANGE_PASSWORD`,
    );
  setPassword(pool, user, password, environment.clock.now(), environment.ids);
  user.modifiedAt = environment.clock.now();
  pool.directory.save(user);
  if (input.MessageAction !== 'SUPPRESS') await invite(service, pool, user, password, input);
  return user;
}

async function register(
  service: Service,
  pool: UserPool,
  name: string,
  input: AdminCreateUserRequest,
): Promise<User> {
  const attributes = toRecord(input.UserAttributes);
  if ('sub' in attributes) throw invalidParameter('Cannot modify the non-mutable attribute sub');
  const user = newUser(service.environment, pool, name, attributes);
  // Required attributes may be missing here: the user is asked for them with the new password.
  checkSchema(pool, user.attributes, false);
  checkUniqueUsernameAttributes(pool, user.attributes);
  const validation = input.ValidationData && toRecord(input.ValidationData);
  const source = 'PreSignUp_AdminCreateUser';
  await beforeSignUp(service, pool, user, adminClientId, source, validation, input.ClientMetadata);
  checkUniqueUsernameAttributes(pool, user.attributes);
  user.status = 'FORCE_CHANGE_PASSWORD';
  claimAliases(pool, user, input.ForceAliasCreation);
  return user;
}

async function invite(
  service: Service,
  pool: UserPool,
  user: User,
  code: string,
  { DesiredDeliveryMediums, ClientMetadata }: AdminCreateUserRequest,
): Promise<void> {
  // SMS is the service's default medium; it takes the address that is there when the other is not.
  const wanted = (DesiredDeliveryMediums?.length ? DesiredDeliveryMediums : ['SMS', 'EMAIL'])
    .map((medium) => (medium === 'EMAIL' ? ('email' as const) : ('phone_number' as const)))
    .filter((attribute) => user.attributes[attribute]);
  const occasion = 'CustomMessage_AdminCreateUser';
  for (const attribute of DesiredDeliveryMediums?.length ? wanted : wanted.slice(0, 1))
    await deliver(service, {
      pool,
      user,
      clientId: adminClientId,
      occasion,
      attribute,
      code,
      metadata: ClientMetadata,
    });
}

/** A password that any policy accepts: all four kinds of characters, and as long as the pool asks. */
function temporaryPassword(pool: UserPool, ids: Ids): string {
  const kinds = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!@#$%^&*'];
  const length = Math.max(12, pool.properties.Policies?.PasswordPolicy?.MinimumLength ?? 8);
  return Array.from(ids.bytes(length), (byte, at) => {
    const kind = kinds[at % kinds.length]!;
    return kind[byte % kind.length];
  }).join('');
}
