import type { AwsApi, AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { RunOperation } from './call.ts';

const contentType = 'application/x-amz-json-1.0';

/** Step Functions in the JSON protocol of the SDKs and the AWS CLI. */
export function stepFunctionsApi(call: RunOperation): AwsApi {
  return {
    signingNames: ['states'],
    targetPrefixes: ['AWSStepFunctions'],
    protocol: 'json-1.0',
    allowsAnonymous: () => false,
    async handle({ operation = '', body, principal }: AwsRequest): Promise<AwsResponse> {
      const answer = await call(operation, parse(body), principal);
      return { status: 200, headers: { 'content-type': contentType }, body: JSON.stringify(answer) };
    },
  };
}

function parse(body: Buffer): Record<string, any> {
  try {
    const input = JSON.parse(body.toString() || '{}');
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Answered below like every other text that is not an object.
  }
  throw new AwsError('SerializationException', 'The request is not a JSON object.');
}
