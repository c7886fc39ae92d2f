import { invalidParameter, notAuthorized, requiredParameter } from '../errors.ts';
import type { User } from '../pools/model.ts';
import { hidesAbsence } from '../pools/settings.ts';
import type { Metadata, Service } from '../service.ts';
import { attributesForTrigger, callTrigger, triggerArn } from '../triggers.ts';
import { absent } from './attempt.ts';
import type { Attempt, AuthAnswer } from './attempt.ts';
import { checkMaySignIn, finish } from './complete.ts';
import type { CustomRound } from './sessions.ts';

/** `CUSTOM_AUTH`: three triggers decide which challenges there are, make them, and judge the answers. */
export async function openCustomAuth(service: Service, attempt: Attempt): Promise<AuthAnswer> {
  const { pool, client, parameters } = attempt;
  if (!triggerArn(pool, 'DefineAuthChallenge'))
    throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
  if (parameters['CHALLENGE_NAME'] === 'SRP_A')
    throw invalidParameter(
      'Custom authentication that begins with SRP_A is not supported by the local user pool.',
    );
  const username = requiredParameter(parameters, 'USERNAME');
  const user = pool.directory.find(username);
  if (!user && !hidesAbsence(client)) throw absent(client);
  if (user) checkMaySignIn(user);
  return nextRound(service, attempt, user?.username ?? username, []);
}

/** The answer to `CUSTOM_CHALLENGE`. */
export async function answerCustomChallenge(
  service: Service,
  attempt: Attempt,
  id?: string,
): Promise<AuthAnswer> {
  const { pool, client, parameters, metadata } = attempt;
  const session = service.sessions.expect(id, client, 'CUSTOM_CHALLENGE');
  service.sessions.close(session);
  const user = pool.directory.users.get(session.username);
  const { rounds, secrets } = session.pending;
  const response = await callTrigger(service, pool, {
    trigger: 'VerifyAuthChallengeResponse',
    source: 'VerifyAuthChallengeResponse_Authentication',
    clientId: client.id,
    username: session.username,
    request: {
      ...person(attempt, user),
      privateChallengeParameters: secrets,
      challengeAnswer: requiredParameter(parameters, 'ANSWER'),
      ...passed(metadata),
    },
    response: { answerCorrect: null },
  });
  const open = rounds.at(-1)!;
  const judged = { ...open, challengeResult: response?.['answerCorrect'] === true };
  return nextRound(service, attempt, session.username, [...rounds.slice(0, -1), judged]);
}

async function nextRound(
  service: Service,
  attempt: Attempt,
  username: string,
  rounds: readonly CustomRound[],
): Promise<AuthAnswer> {
  const { pool, client, metadata } = attempt;
  const user = pool.directory.users.get(username);
  const call = { clientId: client.id, username };
  const decision = await callTrigger(service, pool, {
    ...call,
    trigger: 'DefineAuthChallenge',
    source: 'DefineAuthChallenge_Authentication',
    request: { ...person(attempt, user), session: rounds, ...passed(metadata) },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  if (decision?.['failAuthentication'] === true) throw notAuthorized();
  if (decision?.['issueTokens'] === true) {
    if (!user) throw notAuthorized();
    return finish(service, attempt, user);
  }
  if (decision?.['challengeName'] !== 'CUSTOM_CHALLENGE')
    throw invalidParameter(
      `The challenge ${decision?.['challengeName']} of DefineAuthChallenge is not supported.`,
    );
  const made = await callTrigger(service, pool, {
    ...call,
    trigger: 'CreateAuthChallenge',
    source: 'CreateAuthChallenge_Authentication',
    request: {
      ...person(attempt, user),
      challengeName: 'CUSTOM_CHALLENGE',
      session: rounds,
      ...passed(metadata),
    },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  });
  const challengeMetadata: string | undefined = made?.['challengeMetadata'] ?? undefined;
  const round = { challengeName: 'CUSTOM_CHALLENGE', challengeResult: false, challengeMetadata };
  const secrets = made?.['privateChallengeParameters'] ?? {};
  const pending = { challenge: 'CUSTOM_CHALLENGE', rounds: [...rounds, round], secrets } as const;
  const session = service.sessions.open(pool, client, username, pending);
  const ChallengeParameters = { USERNAME: username, ...made?.['publicChallengeParameters'] };
  return { ChallengeName: 'CUSTOM_CHALLENGE', Session: session.id, ChallengeParameters };
}

const person = ({ client }: Attempt, user: User | undefined) => ({
  userAttributes: user ? attributesForTrigger(user) : {},
  ...(hidesAbsence(client) && { userNotFound: !user }),
});

const passed = (metadata: Metadata) => (metadata ? { clientMetadata: metadata } : {});
