import { invalidParameter, notAuthorized, required, requiredParameter } from '../errors.ts';
import { checkSecretHash } from '../pools/secret-hash.ts';
import { allowsFlow, rotatesRefreshTokens } from '../pools/settings.ts';
import type { Service } from '../service.ts';
import type { Attempt, AuthAnswer } from './attempt.ts';
import { answerCustomChallenge, openCustomAuth } from './custom.ts';
import { answerNewPassword } from './new-password.ts';
import { withPassword } from './password.ts';
import { refresh } from './refresh.ts';
import { answerMfaSetup, answerSoftwareToken } from './software-token.ts';
import { closeSrp, openSrp } from './srp.ts';
import { openUserAuth, selectChallenge } from './user-auth.ts';

type Step = (service: Service, attempt: Attempt, session?: string) => AuthAnswer | Promise<AuthAnswer>;

const flows: Record<string, Step> = {
  USER_SRP_AUTH: openSrp,
  USER_PASSWORD_AUTH: withPassword,
  ADMIN_USER_PASSWORD_AUTH: withPassword,
  USER_AUTH: openUserAuth,
  CUSTOM_AUTH: openCustomAuth,
  REFRESH_TOKEN_AUTH: refreshFlow,
};

const challenges: Record<string, Step> = {
  PASSWORD_VERIFIER: closeSrp,
  SELECT_CHALLENGE: selectChallenge,
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  SOFTWARE_TOKEN_MFA: answerSoftwareToken,
  MFA_SETUP: answerMfaSetup,
  CUSTOM_CHALLENGE: answerCustomChallenge,
};

const olderNames: Record<string, string> = {
  ADMIN_NO_SRP_AUTH: 'ADMIN_USER_PASSWORD_AUTH',
  REFRESH_TOKEN: 'REFRESH_TOKEN_AUTH',
};

/**
 * Starts a sign-in.
 * @throws AwsError InvalidParameterException when the flow is unknown or the client does not allow it, and what the flow
 * itself throws.
 */
export async function initiate(
  service: Service,
  flow: string | undefined,
  attempt: Attempt,
  session?: string,
): Promise<AuthAnswer> {
  const name = olderNames[required(flow, 'authFlow')] ?? flow!;
  const step = flows[name];
  if (!step)
    throw invalidParameter(
      `Value '${flow}' at 'authFlow' failed to satisfy constraint: unknown or not supported`,
    );
  if (!allowsFlow(attempt.client, name))
    throw invalidParameter(
      name === 'USER_PASSWORD_AUTH'
        ? 'USER_PASSWORD_AUTH flow not enabled for this client'
        : name === 'ADMIN_USER_PASSWORD_AUTH'
          ? 'Auth flow not enabled for this client'
          : `${name} is not enabled for the client.`,
    );
  if (name !== 'REFRESH_TOKEN_AUTH') {
    const { client, parameters } = attempt;
    checkSecretHash(client, requiredParameter(parameters, 'USERNAME'), parameters['SECRET_HASH']);
  }
  return step(service, attempt, session);
}

/** Goes on with a sign-in by answering its challenge. */
export async function respond(
  service: Service,
  challenge: string | undefined,
  attempt: Attempt,
  session?: string,
): Promise<AuthAnswer> {
  const step = challenges[required(challenge, 'challengeName')];
  if (!step) throw invalidParameter(`The challenge ${challenge} is unknown or not supported.`);
  const { client, parameters } = attempt;
  checkSecretHash(client, requiredParameter(parameters, 'USERNAME'), parameters['SECRET_HASH']);
  return step(service, attempt, session);
}

/** `REFRESH_TOKEN_AUTH`, which a client with rotation must not use (Cognito guide, refresh token rotation). */
async function refreshFlow(
  service: Service,
  { pool, client, parameters, metadata }: Attempt,
): Promise<AuthAnswer> {
  if (rotatesRefreshTokens(client)) throw notAuthorized('Refresh token rotation is enabled for this client.'); // wording not established
  // The secret hash here may be that of the username or of the sub, neither of which the request names.
  if (client.secret && !parameters['SECRET_HASH'])
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  const token = requiredParameter(parameters, 'REFRESH_TOKEN');
  return {
    AuthenticationResult: await refresh(service, pool, client, token, metadata),
    ChallengeParameters: {},
  };
}
