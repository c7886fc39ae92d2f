import { AwsError } from '../../core/aws-error.ts';
import type { Answer, Call } from '../call.ts';
import type { Integration } from '../model.ts';
import { Refusal } from '../request.ts';
import { eventOf } from '../payload/event.ts';
import { readAnswer } from '../payload/answer.ts';
import type { Backends } from './index.ts';

/** @throws Refusal 500 when the function fails or answers what is no answer; 503 when it is throttled. */
export async function invoke(
  { uri, payloadFormat, credentialsArn }: Extract<Integration, { kind: 'lambda' }>,
  call: Call,
  { lambda, callerOf }: Backends,
): Promise<Answer> {
  const functionName = uri.replace(
    /\$\{stageVariables\.(\w+)\}/g,
    (_, name: string) => call.stage.variables[name] ?? '',
  );
  const result = await lambda
    .invoke({
      functionName,
      payload: eventOf(call, payloadFormat),
      principal: callerOf(call, credentialsArn),
    })
    .catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      const reason = `${error.name}: ${error.message}`;
      if (error.name === 'TooManyRequestsException')
        throw new Refusal(503, 'Service Unavailable', { reason });
      if (error.name === 'RequestTooLargeException')
        throw new Refusal(413, 'Request Entity Too Large', { reason });
      throw new Refusal(500, 'Internal Server Error', { reason });
    });
  if (result.functionError) throw new Refusal(500, 'Internal Server Error', { reason: result.payload });
  return readAnswer(result.payload, payloadFormat);
}
