import { AwsError } from '../../core/aws-error.ts';
import type { Clock } from '../../core/clock.ts';
import type { Authorization, Call } from '../call.ts';
import { evaluate } from '../mapping.ts';
import type { Authorizer } from '../model.ts';
import { cookiesOf, version1, version2 } from '../payload/event.ts';
import { Refusal } from '../request.ts';
import { routeArn, type AuthorizerBackends } from './index.ts';

type FunctionAuthorizer = Extract<Authorizer, { kind: 'lambda' }>;
type Verdict = { readonly allowed: boolean; readonly context: Readonly<Record<string, unknown>> };

/** What functions answered of late, by authorizer and identity. */
export interface RememberedAnswers {
  find(key: string): Verdict | undefined;
  /** @param milliseconds - how long it holds. */
  add(key: string, verdict: Verdict, milliseconds: number): void;
}

const kept = 1000;

export function createRememberedAnswers(clock: Clock): RememberedAnswers {
  const answers = new Map<string, { verdict: Verdict; until: number }>();
  return {
    find(key) {
      const found = answers.get(key);
      return found && found.until > clock.now() ? found.verdict : undefined;
    },
    add(key, verdict, milliseconds) {
      answers.delete(key);
      answers.set(key, { verdict, until: clock.now() + milliseconds });
      const [oldest] = answers.keys();
      if (answers.size > kept && oldest !== undefined) answers.delete(oldest);
    },
  };
}

/**
 * Asks a function whether a call may pass, in either format, and remembers what it said.
 * Source: API Gateway Developer Guide, "Control access to HTTP APIs with AWS Lambda authorizers".
 *
 * @throws Refusal 401 when a part of the identity is absent, 403 when the function says no, 500 when it fails.
 */
export async function authorizeByFunction(
  authorizer: FunctionAuthorizer,
  call: Call,
  backends: AuthorizerBackends,
): Promise<Authorization> {
  const identity = authorizer.identitySources.map((source) => evaluate(source, call));
  if (identity.some((part) => !part)) throw new Refusal(401, 'Unauthorized');
  const arn = routeArn(call);
  // An answer holds for every route of the API, unless the route's key is a part of the identity.
  const key = JSON.stringify([call.api.id, authorizer.id, call.stage.name, identity]);
  const remembers = authorizer.remember > 0 && identity.length > 0;
  let verdict = remembers ? backends.answers.find(key) : undefined;
  if (!verdict) {
    const event = eventOf(authorizer, call, identity as string[], arn);
    const answer = await ask(authorizer, event, call, backends);
    verdict = authorizer.simpleResponses ? readSimple(answer) : readPolicy(answer, arn);
    if (remembers) backends.answers.add(key, verdict, authorizer.remember);
  }
  if (!verdict.allowed) throw new Refusal(403, 'Forbidden', { reason: 'the authorizer refused' });
  return { lambda: verdict.context };
}

function eventOf(
  { payloadFormat }: FunctionAuthorizer,
  call: Call,
  identity: readonly string[],
  arn: string,
): object {
  if (payloadFormat === '2.0')
    return { ...version2(call), type: 'REQUEST', routeArn: arn, identitySource: identity };
  const { body: _, isBase64Encoded: __, ...event } = version1(call);
  return {
    ...event,
    type: 'REQUEST',
    methodArn: arn,
    identitySource: identity.join(','),
    authorizationToken: identity.join(','),
    cookies: cookiesOf(call.request),
  };
}

async function ask(
  { id, functionArn, credentialsArn }: FunctionAuthorizer,
  payload: object,
  call: Call,
  { lambda, callerOf }: AuthorizerBackends,
): Promise<Record<string, any>> {
  const result = await lambda
    .invoke({
      functionName: functionArn,
      payload,
      principal: callerOf(call, credentialsArn, id),
    })
    .catch((error: unknown) => {
      if (error instanceof AwsError) throw failure(`${error.name}: ${error.message}`);
      throw error;
    });
  if (result.functionError) {
    // The one error by which a function answers 401.
    if (JSON.parse(result.payload).errorMessage === 'Unauthorized') throw new Refusal(401, 'Unauthorized');
    throw failure(result.payload);
  }
  const answer: unknown = JSON.parse(result.payload || 'null');
  if (typeof answer !== 'object' || answer === null) throw failure(`no answer: ${result.payload}`);
  return answer;
}

function readSimple({ isAuthorized, context = {} }: Record<string, any>): Verdict {
  if (typeof isAuthorized !== 'boolean') throw failure('isAuthorized is not a boolean');
  return { allowed: isAuthorized, context };
}

/** What a policy says of the one action and the one ARN; a Deny weighs more. */
function readPolicy({ policyDocument, context = {} }: Record<string, any>, arn: string): Verdict {
  const statements = [policyDocument?.Statement ?? []].flat() as Record<string, any>[];
  if (statements.length === 0) throw failure('the answer holds no policy');
  const fits = (patterns: unknown, text: string) =>
    [patterns ?? []].flat().some((pattern) => wildcard(String(pattern)).test(text));
  const applying = statements.filter(
    ({ Action, Resource }) => fits(Action, 'execute-api:Invoke') && fits(Resource, arn),
  );
  const allowed =
    applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
  return { allowed, context };
}

const wildcard = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'is',
  );

const failure = (reason: string) => new Refusal(500, 'Internal Server Error', { reason });
