import type { AwsApi, AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Send } from './index.ts';

/** DynamoDB's API and that of its streams: what policies allow is passed on to the database as it is. */
export function dynamoDbApis(send: Send): AwsApi[] {
  return ['DynamoDB_20120810', 'DynamoDBStreams_20120810'].map((target) => ({
    signingNames: ['dynamodb'],
    targetPrefixes: [target],
    protocol: 'json-1.0',
    allowsAnonymous: () => false,
    async handle({ operation = '', body, principal }: AwsRequest): Promise<AwsResponse> {
      const { status, text } = await send(target, operation, parse(body), principal);
      return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: text };
    },
  }));
}

function parse(body: Buffer): Record<string, any> {
  try {
    const input = JSON.parse(body.toString() || '{}');
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Answered below like every other text that is not an object.
  }
  throw new AwsError('SerializationException', 'The request is not a JSON object.', 400);
}
