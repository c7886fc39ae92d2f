import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import { notAuthorized, userNotFound } from '../errors.ts';
import type { User } from '../pools/model.ts';
import type { UserPool } from '../pools/registry.ts';
import { hidesAbsence } from '../pools/settings.ts';
import type { UserPoolClient } from '../pools/settings.ts';
import type { Metadata, Service } from '../service.ts';
import { attributesForTrigger, callTrigger } from '../triggers.ts';

/** One request of a sign-in: on which pool, through which client. */
export interface Attempt {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly parameters: Record<string, string>;
  readonly metadata: Metadata;
}

/** What `InitiateAuth` and `RespondToAuthChallenge` answer: tokens, or the next challenge. */
export type AuthAnswer = InitiateAuthResponse;

/** The error for a user who is not there: hidden behind a wrong password when the client asks for it. */
export const absent = (client: UserPoolClient) => (hidesAbsence(client) ? notAuthorized() : userNotFound());

/** Lets the PreAuthentication trigger refuse a sign-in before the password is looked at. */
export async function beforeAuthentication(
  service: Service,
  attempt: Attempt,
  user: User | undefined,
): Promise<void> {
  const { pool, client, parameters, metadata } = attempt;
  if (!user && !hidesAbsence(client)) return;
  await callTrigger(service, pool, {
    trigger: 'PreAuthentication',
    source: 'PreAuthentication_Authentication',
    clientId: client.id,
    username: user?.username ?? parameters['USERNAME'] ?? null,
    request: {
      userAttributes: user ? attributesForTrigger(user) : {},
      validationData: metadata ?? null,
      ...(hidesAbsence(client) && { userNotFound: !user }),
    },
  });
}

/**
 * Refuses while a user is locked out: after five wrong passwords for a second, doubled with each further one up to about
 * 15 minutes (Cognito guide, "Lockout behavior for failed sign-in attempts"). A try during a lockout does not count.
 */
export function checkLock({ environment: { clock } }: Service, user: User): void {
  if (user.failures && clock.now() < user.failures.lockedUntil)
    throw notAuthorized('Password attempts exceeded');
}

/** After so many milliseconds without a failure the count begins anew. */
const calm = 15 * 60_000;

export function countFailure({ environment: { clock } }: Service, pool: UserPool, user: User): void {
  const now = clock.now();
  const former = user.failures && now < user.failures.lockedUntil + calm ? user.failures.count : 0;
  const count = former + 1;
  const seconds = count < 5 ? 0 : Math.min(2 ** (count - 5), 900);
  user.failures = { count, lockedUntil: now + seconds * 1000 };
  pool.directory.save(user);
}

export function clearFailures(pool: UserPool, user: User): void {
  if (!user.failures) return;
  user.failures = undefined;
  pool.directory.save(user);
}
