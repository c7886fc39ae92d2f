import type { User } from '../pools/model.ts';
import { setPassword } from '../pools/password-policy.ts';
import { newUser } from '../pools/users.ts';
import type { Service } from '../service.ts';
import { callTrigger } from '../triggers.ts';
import type { Attempt } from './attempt.ts';

/**
 * Asks the UserMigration trigger for a user the pool does not know, with the password of a sign-in, or without one when
 * a forgotten password is at stake.
 * @returns the user now stored, or undefined when there is no trigger or it knows of none.
 */
export async function migrateUser(
  service: Service,
  { pool, client, metadata }: Attempt,
  username: string,
  password?: string,
): Promise<User | undefined> {
  const response = await callTrigger(service, pool, {
    trigger: 'UserMigration',
    source: password === undefined ? 'UserMigration_ForgotPassword' : 'UserMigration_Authentication',
    clientId: client.id,
    username,
    request: {
      ...(password !== undefined && { password }),
      validationData: metadata ?? null,
      userAttributes: null,
      ...(metadata && { clientMetadata: metadata }),
    },
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  });
  if (!response?.['userAttributes']) return undefined;
  const { username: named, ...attributes } = response['userAttributes'] as Record<string, string>;
  const { clock, ids } = service.environment;
  const user = newUser(service.environment, pool, named ?? username, attributes);
  user.status =
    password !== undefined && response['finalUserStatus'] === 'CONFIRMED' ? 'CONFIRMED' : 'RESET_REQUIRED';
  if (password !== undefined) setPassword(pool, user, password, clock.now(), ids);
  pool.directory.save(user);
  return user;
}
