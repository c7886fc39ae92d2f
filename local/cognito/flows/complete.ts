import { AwsError } from '../../core/aws-error.ts';
import { invalidParameter, notAuthorized } from '../errors.ts';
import type { User } from '../pools/model.ts';
import type { Service } from '../service.ts';
import { signIn } from '../tokens/issue.ts';
import type { TokenOccasion } from '../tokens/claims.ts';
import { attributesForTrigger, callTrigger } from '../triggers.ts';
import type { Attempt, AuthAnswer } from './attempt.ts';
import { clearFailures } from './attempt.ts';

const day = 86_400_000;

/** Refuses users who may not sign in however well they prove who they are. */
export function checkMaySignIn(user: User): void {
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status === 'UNCONFIRMED')
    throw new AwsError('UserNotConfirmedException', 'User is not confirmed.');
  if (user.status === 'RESET_REQUIRED')
    throw new AwsError('PasswordResetRequiredException', 'Password reset required for the user');
}

/** Goes on after the password (or what stands for it) was right: a new password, a second factor, or tokens. */
export async function afterFirstFactor(service: Service, attempt: Attempt, user: User): Promise<AuthAnswer> {
  clearFailures(attempt.pool, user);
  checkMaySignIn(user);
  if (user.status === 'FORCE_CHANGE_PASSWORD') return askNewPassword(service, attempt, user);
  return afterPassword(service, attempt, user, 'TokenGeneration_Authentication');
}

/** Goes on when the user's password is settled: a second factor if one is due, or tokens. */
export async function afterPassword(
  service: Service,
  attempt: Attempt,
  user: User,
  occasion: TokenOccasion,
): Promise<AuthAnswer> {
  const { pool, client } = attempt;
  const mfa = pool.properties.MfaConfiguration ?? 'OFF';
  const token = user.softwareToken;
  if (mfa !== 'OFF' && token?.verified && (token.enabled || mfa === 'ON')) {
    const session = service.sessions.open(pool, client, user.username, { challenge: 'SOFTWARE_TOKEN_MFA' });
    const ChallengeParameters = { USER_ID_FOR_SRP: user.username };
    return { ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: session.id, ChallengeParameters };
  }
  if (mfa === 'ON') {
    const session = service.sessions.open(pool, client, user.username, { challenge: 'MFA_SETUP' });
    const ChallengeParameters = { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: user.username };
    return { ChallengeName: 'MFA_SETUP', Session: session.id, ChallengeParameters };
  }
  return finish(service, attempt, user, occasion);
}

/** Ends a sign-in: the PostAuthentication trigger, then tokens. */
export async function finish(
  service: Service,
  { pool, client, metadata }: Attempt,
  user: User,
  occasion: TokenOccasion = 'TokenGeneration_Authentication',
): Promise<AuthAnswer> {
  await callTrigger(service, pool, {
    trigger: 'PostAuthentication',
    source: 'PostAuthentication_Authentication',
    clientId: client.id,
    username: user.username,
    request: {
      userAttributes: attributesForTrigger(user),
      newDeviceUsed: false,
      ...(metadata && { clientMetadata: metadata }),
    },
  });
  const tokens = await signIn(service, { pool, client, user, occasion, metadata });
  return { AuthenticationResult: tokens, ChallengeParameters: {} };
}

function askNewPassword(service: Service, { pool, client }: Attempt, user: User): AuthAnswer {
  const days = pool.properties.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays || 7;
  if (user.password && service.environment.clock.now() >= user.password.setAt + days * day)
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  const missing = (pool.properties.Schema ?? [])
    .filter(({ Name, Required }) => Required && !user.attributes[Name])
    .map(({ Name }) => `userAttributes.${Name}`);
  const session = service.sessions.open(pool, client, user.username, { challenge: 'NEW_PASSWORD_REQUIRED' });
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: session.id,
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing),
      userAttributes: JSON.stringify(user.attributes),
    },
  };
}

/** The user of a session, who may have been deleted meanwhile. */
export function userOfSession({ pool }: Attempt, username: string): User {
  const user = pool.directory.users.get(username);
  if (!user) throw invalidParameter('Invalid user.'); // name and text not established
  return user;
}
