import { createHash } from 'node:crypto';
import { invalidParameter, notAuthorized, requiredParameter } from '../errors.ts';
import { hidesAbsence } from '../pools/settings.ts';
import type { Service } from '../service.ts';
import { expectedSignature, isPublicValue, openExchange, sameText } from '../srp.ts';
import { absent, beforeAuthentication, checkLock, countFailure } from './attempt.ts';
import type { Attempt, AuthAnswer } from './attempt.ts';
import { afterFirstFactor } from './complete.ts';

/**
 * `USER_SRP_AUTH` and the choice `PASSWORD_SRP`, first half: answers the challenge `PASSWORD_VERIFIER`. For a user who is
 * not there, and whose absence the client hides, the challenge is made up, with the same salt and user id each time.
 */
export function openSrp(service: Service, attempt: Attempt): AuthAnswer {
  const { pool, client, parameters } = attempt;
  const given = requiredParameter(parameters, 'USERNAME');
  const A = requiredParameter(parameters, 'SRP_A');
  if (!isPublicValue(A))
    throw invalidParameter('SRP_A must be a hexadecimal number that is no multiple of N.'); // wording not established
  const user = pool.directory.find(given);
  if (!user && !hidesAbsence(client)) throw absent(client);
  if (user) checkLock(service, user);
  const digest = createHash('sha256').update(`${pool.id}\n${given}`).digest('hex');
  const { salt, verifier } = user?.password ?? { salt: digest.slice(0, 32), verifier: digest.repeat(12) };
  const keys = openExchange(verifier, service.environment.ids);
  const username = user?.username ?? uuidOf(digest);
  const session = service.sessions.open(pool, client, username, {
    challenge: 'PASSWORD_VERIFIER',
    A,
    keys,
    verifier,
  });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    Session: session.id,
    ChallengeParameters: {
      USERNAME: username,
      USER_ID_FOR_SRP: username,
      SALT: salt,
      SRP_B: keys.B,
      // Clients need not send the session back here, so the block itself names the exchange.
      SECRET_BLOCK: session.id,
    },
  };
}

/** Second half: checks the signature over the secret block. An exchange serves one try. */
export async function closeSrp(service: Service, attempt: Attempt): Promise<AuthAnswer> {
  const { pool, client, parameters } = attempt;
  const secretBlock = requiredParameter(parameters, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = requiredParameter(parameters, 'PASSWORD_CLAIM_SIGNATURE');
  const timestamp = requiredParameter(parameters, 'TIMESTAMP');
  const session = service.sessions.expect(secretBlock, client, 'PASSWORD_VERIFIER');
  service.sessions.close(session);
  const user = pool.directory.users.get(session.username);
  await beforeAuthentication(service, attempt, user);
  const { A, keys, verifier } = session.pending;
  const exchange = { poolId: pool.id, username: session.username, verifier, A, keys, secretBlock, timestamp };
  const right = sameText(expectedSignature(exchange), signature);
  if (!user?.password || user.password.verifier !== verifier || !right) {
    if (user) countFailure(service, pool, user);
    throw notAuthorized();
  }
  return afterFirstFactor(service, attempt, user);
}

/** The first digits of a digest in the form of a UUID, which the ids of real users have. */
const uuidOf = (digest: string) => digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
