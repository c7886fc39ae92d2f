import { requiredParameter } from '../errors.ts';
import { checkSchema } from '../pools/attributes.ts';
import { setPassword } from '../pools/password-policy.ts';
import type { Service } from '../service.ts';
import type { Attempt, AuthAnswer } from './attempt.ts';
import { afterPassword, userOfSession } from './complete.ts';

const prefix = 'userAttributes.';

/** The answer to `NEW_PASSWORD_REQUIRED`: a password of the user's own, and what the schema requires. */
export async function answerNewPassword(
  service: Service,
  attempt: Attempt,
  sessionId?: string,
): Promise<AuthAnswer> {
  const { pool, client, parameters } = attempt;
  const session = service.sessions.expect(sessionId, client, 'NEW_PASSWORD_REQUIRED');
  const user = userOfSession(attempt, session.username);
  const attributes = Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
  checkSchema(pool, { ...user.attributes, ...attributes }, true);
  const { clock, ids } = service.environment;
  setPassword(pool, user, requiredParameter(parameters, 'NEW_PASSWORD'), clock.now(), ids);
  service.sessions.close(session);
  Object.assign(user.attributes, attributes);
  user.status = 'CONFIRMED';
  user.modifiedAt = clock.now();
  pool.directory.save(user);
  return afterPassword(service, attempt, user, 'TokenGeneration_NewPasswordChallenge');
}
