import { notAuthorized, requiredParameter } from '../errors.ts';
import type { Service } from '../service.ts';
import { matches } from '../srp.ts';
import { absent, beforeAuthentication, checkLock, countFailure } from './attempt.ts';
import type { Attempt, AuthAnswer } from './attempt.ts';
import { afterFirstFactor } from './complete.ts';
import { migrateUser } from './migration.ts';

/** `USER_PASSWORD_AUTH`, `ADMIN_USER_PASSWORD_AUTH` and the choice `PASSWORD`: the password itself is sent. */
export async function withPassword(service: Service, attempt: Attempt): Promise<AuthAnswer> {
  const { pool, client, parameters } = attempt;
  const username = requiredParameter(parameters, 'USERNAME');
  const password = requiredParameter(parameters, 'PASSWORD');
  let user = pool.directory.find(username);
  if (user) checkLock(service, user);
  await beforeAuthentication(service, attempt, user);
  user ??= await migrateUser(service, attempt, username, password);
  if (!user) throw absent(client);
  if (!user.password || !matches(pool.id, user.username, password, user.password)) {
    countFailure(service, pool, user);
    throw notAuthorized();
  }
  return afterFirstFactor(service, attempt, user);
}
