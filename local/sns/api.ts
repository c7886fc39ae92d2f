import type { AwsApi, AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import { readQuery, writeAnswer } from '../core/query-protocol.ts';
import type { Call } from './call.ts';
import { linkPath } from './envelope.ts';
import { queryCodeOf } from './errors.ts';
import { certificatePath, type Signing } from './signing.ts';

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** What a link in a message may ask for without a signature. */
const linked = new Set(['ConfirmSubscription', 'Unsubscribe']);

/** SNS in the query protocol that SDKs speak; without a signature, the links and the certificate of its messages. */
export function snsApi(call: Call, signing: Signing): AwsApi {
  const answer = async (form: URLSearchParams, request: AwsRequest): Promise<AwsResponse> => {
    const { Action: operation = '', Version: _, ...input } = readQuery(form);
    try {
      const result = await call(String(operation), input, request.principal);
      return {
        status: 200,
        headers: { 'content-type': 'text/xml' },
        body: writeAnswer(String(operation), result, request.requestId, namespace),
      };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new AwsError(queryCodeOf(error.name), error.message, error.statusCode);
    }
  };
  return {
    signingNames: ['sns'],
    targetPrefixes: [],
    protocol: 'query',
    allowsAnonymous: ({ method, path }) =>
      (method === 'GET' && path === certificatePath) ||
      (['GET', 'POST'].includes(method) && path === linkPath),
    async handle(request) {
      if (request.path === certificatePath) {
        return {
          status: 200,
          headers: { 'content-type': 'application/x-pem-file' },
          body: await signing.certificate(),
        };
      }
      if (request.path !== linkPath)
        return answer(new URLSearchParams(request.body.toString() || request.query.toString()), request);
      if (!linked.has(request.query.get('Action') ?? ''))
        throw new AwsError('InvalidAction', 'There is no such link.', 404);
      return answer(request.query, request);
    },
  };
}
