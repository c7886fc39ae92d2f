import type { AwsApi } from './aws-api.ts';
import { AwsError } from './aws-error.ts';
import type { Principal } from './ports.ts';

/** Runs an operation of a service by name, on behalf of whoever signed. */
export type JsonCall = (
  operation: string,
  input: Record<string, any>,
  principal: Principal | undefined,
) => Promise<object>;

/**
 * The door of a service that speaks AWS's JSON protocol 1.1.
 *
 * @param target - the part of `X-Amz-Target` before the dot
 * @example
 * const api = jsonApi('ssm', 'AmazonSSM', call);
 */
export const jsonApi = (signingName: string, target: string, call: JsonCall): AwsApi => ({
  signingNames: [signingName],
  targetPrefixes: [target],
  protocol: 'json-1.1',
  allowsAnonymous: () => false,
  async handle({ operation = '', body, principal }) {
    const answer = await call(operation, parse(body), principal);
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify(answer),
    };
  },
});

function parse(body: Buffer): Record<string, any> {
  try {
    const input: unknown = JSON.parse(body.toString() || '{}');
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Answered below like every other text that is not an object.
  }
  throw new AwsError('SerializationException', 'The request is not a JSON object.');
}
