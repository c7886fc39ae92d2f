import { AwsError } from '../../core/aws-error.ts';
import { codeMismatch, expiredCode, notAuthorized, requiredParameter } from '../errors.ts';
import type { Service } from '../service.ts';
import type { Attempt, AuthAnswer } from './attempt.ts';
import { checkLock, countFailure } from './attempt.ts';
import { finish, userOfSession } from './complete.ts';
import { matchingStep } from './totp.ts';

/** The answer to `SOFTWARE_TOKEN_MFA`: the code that the user's authenticator shows. A code works once. */
export async function answerSoftwareToken(
  service: Service,
  attempt: Attempt,
  sessionId?: string,
): Promise<AuthAnswer> {
  const { pool, client, parameters } = attempt;
  const session = service.sessions.expect(sessionId, client, 'SOFTWARE_TOKEN_MFA');
  const user = userOfSession(attempt, session.username);
  checkLock(service, user);
  const code = requiredParameter(parameters, 'SOFTWARE_TOKEN_MFA_CODE');
  const token = user.softwareToken;
  if (!token)
    throw new AwsError('SoftwareTokenMFANotFoundException', 'Software token MFA has not been enabled.'); // wording not established
  const step = matchingStep(token.secret, code, service.environment.clock.now());
  if (step === undefined) {
    countFailure(service, pool, user);
    throw codeMismatch('Invalid code received for user');
  }
  if (token.lastStep !== undefined && step <= token.lastStep) throw expiredCodeUsed();
  token.lastStep = step;
  user.failures = undefined;
  pool.directory.save(user);
  service.sessions.close(session);
  return finish(service, attempt, user);
}

/** The answer to `MFA_SETUP`, after `AssociateSoftwareToken` and `VerifySoftwareToken` with the session. */
export async function answerMfaSetup(
  service: Service,
  attempt: Attempt,
  sessionId?: string,
): Promise<AuthAnswer> {
  const session = service.sessions.expect(sessionId, attempt.client, 'MFA_SETUP');
  if (!session.pending.verified) throw notAuthorized('Invalid session for the user.');
  service.sessions.close(session);
  return finish(service, attempt, userOfSession(attempt, session.username));
}

const expiredCodeUsed = () =>
  new AwsError(expiredCode().name, 'Your software token has already been used once.');
