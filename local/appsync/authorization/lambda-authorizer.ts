import { createCache } from '../cache.ts';
import type { ApiDefinition, AuthenticationProvider } from '../definition.ts';
import type { Awaitable } from '../execution/promises.ts';
import { unauthorized } from '../wire/errors.ts';
import type { AuthenticationGround, Presented } from './authenticate.ts';
import type { Caller } from './caller.ts';

type LambdaProvider = Extract<AuthenticationProvider, { type: 'AWS_LAMBDA' }>;

/** Longest that an authorizer may take, and largest answer that is remembered. */
const timeLimit = 10_000;
const largestCached = 1_048_576;
const defaultTtl = 300;

/**
 * The door that a function keeps (Developer Guide, "AWS_LAMBDA authorization"). Answers are remembered per token; a
 * throw, a malformed answer or ten seconds of silence refuse.
 */
export function createLambdaAuthorizer(
  { environment, lambda }: AuthenticationGround,
  api: ApiDefinition,
  provider: LambdaProvider,
): (token: string, presented: Presented) => Awaitable<Caller> {
  const remembered = createCache<{ until: number; caller: Caller }>(1_000);
  const expression =
    provider.identityValidationExpression && new RegExp(provider.identityValidationExpression);
  const defaultSeconds = provider.authorizerResultTtlInSeconds ?? defaultTtl;

  const ask = async (token: string, presented: Presented): Promise<Caller> => {
    const invocation = lambda.invoke({
      functionName: provider.authorizerUri,
      payload: {
        authorizationToken: token,
        requestContext: {
          apiId: api.apiId,
          accountId: environment.accountId,
          requestId: presented.requestId,
          ...presented.operation(),
        },
        requestHeaders: presented.headers,
      },
    });
    const answer = await Promise.race([invocation, silence(environment)]).catch(() => undefined);
    if (!answer || answer.functionError) throw unauthorized();
    const decision = readDecision(answer.payload);
    if (!decision?.isAuthorized) throw unauthorized();
    const caller: Caller = {
      mode: 'AWS_LAMBDA',
      identity: { resolverContext: decision.resolverContext ?? null },
      deniedFields: new Set((decision.deniedFields ?? []).map(coordinateOf)),
    };
    const seconds = decision.ttlOverride ?? defaultSeconds;
    if (seconds > 0 && Buffer.byteLength(answer.payload) < largestCached) {
      remembered.set(token, { until: environment.clock.now() + seconds * 1000, caller });
    }
    return caller;
  };

  return (token, presented) => {
    if (expression && !expression.test(token)) throw unauthorized();
    const known = remembered.get(token);
    return known && known.until > environment.clock.now() ? known.caller : ask(token, presented);
  };
}

function silence({ clock }: AuthenticationGround['environment']): Promise<undefined> {
  return new Promise((resolve) => clock.after(timeLimit, () => resolve(undefined)));
}

interface LambdaDecision {
  readonly isAuthorized: boolean;
  readonly resolverContext?: Record<string, unknown> | null;
  readonly deniedFields?: readonly string[] | null;
  readonly ttlOverride?: number | null;
}

function readDecision(payload: string): LambdaDecision | undefined {
  try {
    const decision = JSON.parse(payload) as Partial<LambdaDecision> | null;
    return typeof decision?.isAuthorized === 'boolean' ? (decision as LambdaDecision) : undefined;
  } catch {
    return undefined;
  }
}

/** A field is denied as `Type.field` or by its ARN. */
function coordinateOf(field: string): string {
  const arn = /\/types\/([^/]+)\/fields\/([^/]+)$/.exec(field);
  return arn ? `${arn[1]}.${arn[2]}` : field;
}
