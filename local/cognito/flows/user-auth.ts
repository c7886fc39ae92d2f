import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter, requiredParameter } from '../errors.ts';
import { hidesAbsence } from '../pools/settings.ts';
import type { Service } from '../service.ts';
import { absent } from './attempt.ts';
import type { Attempt, AuthAnswer } from './attempt.ts';
import { afterFirstFactor, userOfSession } from './complete.ts';
import { withPassword } from './password.ts';
import { openSrp } from './srp.ts';

const choices: ChallengeNameType[] = ['PASSWORD_SRP', 'PASSWORD'];

/**
 * `USER_AUTH`, sign-in by choice: starts the preferred challenge, or offers the choices. With the session of a sign-up
 * that was just confirmed it signs the user in at once.
 */
export async function openUserAuth(
  service: Service,
  attempt: Attempt,
  sessionId?: string,
): Promise<AuthAnswer> {
  const { pool, client, parameters } = attempt;
  const username = requiredParameter(parameters, 'USERNAME');
  if (sessionId) {
    const session = service.sessions.expect(sessionId, client, 'CONFIRMED');
    service.sessions.close(session);
    return afterFirstFactor(service, attempt, userOfSession(attempt, session.username));
  }
  const preferred = parameters['PREFERRED_CHALLENGE'];
  if (preferred === 'PASSWORD' && parameters['PASSWORD']) return withPassword(service, attempt);
  if (preferred === 'PASSWORD_SRP' && parameters['SRP_A']) return openSrp(service, attempt);
  const user = pool.directory.find(username);
  if (!user && !hidesAbsence(client)) throw absent(client);
  const session = service.sessions.open(pool, client, user?.username ?? username, {
    challenge: 'SELECT_CHALLENGE',
  });
  return {
    ChallengeName: 'SELECT_CHALLENGE',
    AvailableChallenges: choices,
    ChallengeParameters: { USERNAME: user?.username ?? username },
    Session: session.id,
  };
}

/** The answer to `SELECT_CHALLENGE`: one of the choices, with what it needs. */
export async function selectChallenge(
  service: Service,
  attempt: Attempt,
  sessionId?: string,
): Promise<AuthAnswer> {
  const session = service.sessions.expect(sessionId, attempt.client, 'SELECT_CHALLENGE');
  const answer = requiredParameter(attempt.parameters, 'ANSWER');
  const chosen = { ...attempt, parameters: { ...attempt.parameters, USERNAME: session.username } };
  if (answer === 'PASSWORD') {
    const done = await withPassword(service, chosen);
    service.sessions.close(session);
    return done;
  }
  if (answer === 'PASSWORD_SRP') return openSrp(service, chosen);
  throw invalidParameter(`Challenge ${answer} is not available; available are ${choices.join(', ')}.`); // wording not established
}
