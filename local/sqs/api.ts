import type { AwsApi, AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Sqs } from '../core/ports.ts';
import { queryCodeOf } from './errors.ts';

const contentType = 'application/x-amz-json-1.0';

/**
 * SQS in the JSON protocol that current SDKs and the AWS CLI speak. Its errors carry the code of the older query
 * protocol in a header, by which clients tell them apart that were written for that one.
 */
export function sqsApi(call: Sqs['call']): AwsApi {
  return {
    signingNames: ['sqs'],
    targetPrefixes: ['AmazonSQS'],
    protocol: 'json-1.0',
    allowsAnonymous: () => false,
    async handle({ operation = '', body, principal }: AwsRequest): Promise<AwsResponse> {
      try {
        if (operation === '') {
          throw new AwsError(
            'UnsupportedOperation',
            'The local cloud serves SQS in its JSON protocol only: use a current SDK or AWS CLI.',
          );
        }
        const answer = await call(operation, parse(body), principal);
        return { status: 200, headers: { 'content-type': contentType }, body: JSON.stringify(answer) };
      } catch (error) {
        if (error instanceof AwsError) return render(error);
        throw error;
      }
    },
  };
}

function render({ name, message, statusCode }: AwsError): AwsResponse {
  const fault = statusCode < 500 ? 'Sender' : 'Receiver';
  return {
    status: statusCode < 500 ? 400 : statusCode,
    headers: { 'content-type': contentType, 'x-amzn-query-error': `${queryCodeOf(name)};${fault}` },
    body: JSON.stringify({ __type: `com.amazonaws.sqs#${name}`, message }),
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
