import { AwsError } from '../core/aws-error.ts';
import type { User } from './pools/model.ts';
import type { UserPool } from './pools/registry.ts';
import type { LambdaConfig } from './pools/settings.ts';
import type { Service } from './service.ts';

export type TriggerName = Exclude<keyof LambdaConfig, 'PreTokenGenerationConfig'>;

/** What differs from one trigger event to the next. */
export interface TriggerCall {
  readonly trigger: TriggerName;
  /** E.g. `PreSignUp_SignUp`. */
  readonly source: string;
  readonly clientId: string;
  readonly username: string | null;
  readonly request: Record<string, unknown>;
  readonly response?: Record<string, unknown>;
  /** Event version; `1` for all but the newer token generation events. */
  readonly version?: string;
}

/** The function's ARN for a trigger, when the pool has one. */
export function triggerArn(pool: UserPool, trigger: TriggerName): string | undefined {
  const config = pool.properties.LambdaConfig;
  if (trigger === 'PreTokenGeneration')
    return config?.PreTokenGenerationConfig?.LambdaArn ?? config?.PreTokenGeneration;
  return config?.[trigger];
}

/** User attributes as trigger events carry them: with `sub` and the status. */
export const attributesForTrigger = (user: User): Record<string, string> => ({
  sub: user.sub,
  ...user.attributes,
  'cognito:user_status': user.status,
});

/**
 * Calls a trigger function and waits for its answer.
 * @returns the `response` of the answered event, or undefined when the pool has no such trigger.
 * @throws AwsError UserLambdaValidationException when the function throws, InvalidLambdaResponseException when it
 * answers no event, UnexpectedLambdaException when it cannot be called.
 */
export async function callTrigger(
  { lambda, environment }: Service,
  pool: UserPool,
  call: TriggerCall,
): Promise<Record<string, any> | undefined> {
  const functionName = triggerArn(pool, call.trigger);
  if (!functionName) return undefined;
  const payload = {
    version: call.version ?? '1',
    triggerSource: call.source,
    region: environment.region,
    userPoolId: pool.id,
    userName: call.username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: call.clientId },
    request: call.request,
    response: call.response ?? {},
  };
  const result = await lambda.invoke({ functionName, payload }).catch((error: Error) => {
    throw new AwsError(
      'UnexpectedLambdaException',
      `${call.trigger} invocation failed due to error ${error.message}.`,
    );
  });
  const answer = parse(result.payload);
  if (result.functionError) {
    const reason = String(answer?.['errorMessage'] ?? 'unknown error').replace(/\.$/, '');
    throw new AwsError('UserLambdaValidationException', `${call.trigger} failed with error ${reason}.`);
  }
  if (!answer || typeof answer['response'] !== 'object')
    throw new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  return answer['response'] ?? {};
}

function parse(text: string): Record<string, any> | undefined {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
