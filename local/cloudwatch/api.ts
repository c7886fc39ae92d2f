import { gunzipSync } from 'node:zlib';
import type { AwsApi, AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import { readQuery, writeAnswer } from '../core/query-protocol.ts';
import type { Call } from './call.ts';
import type { Input } from './input.ts';
import { decodeCbor, encodeCbor } from './wire/cbor.ts';

const target = 'GraniteServiceVersion20100801';
const namespace = 'http://monitoring.amazonaws.com/doc/2010-08-01/';
const cborPath = new RegExp(`^/service/${target}/operation/(\\w+)$`);

/**
 * CloudWatch in the three protocols that it speaks, since SDKs differ in which they choose: JSON, Smithy's RPC v2 in CBOR,
 * and the old query protocol.
 */
export function cloudWatchApis(call: Call): AwsApi[] {
  const common = { signingNames: ['monitoring'], allowsAnonymous: () => false };
  return [
    {
      ...common,
      targetPrefixes: [target],
      protocol: 'json-1.0',
      async handle({ operation = '', principal, ...request }) {
        return answer('application/x-amz-json-1.0', writeJson, () =>
          call(operation, readJson(bodyOf(request)), principal),
        );
      },
    },
    {
      ...common,
      targetPrefixes: [],
      protocol: 'query',
      async handle(request) {
        const [, operation] = cborPath.exec(request.path) ?? [];
        if (operation === undefined) return answerQuery(call, request);
        const body = bodyOf(request);
        const answered = answer('application/cbor', encodeCbor, () =>
          call(operation, body.length === 0 ? {} : (decodeCbor(body) as Input), request.principal),
        );
        return { ...answered, headers: { ...answered.headers, 'smithy-protocol': 'rpc-v2-cbor' } };
      },
    },
  ];
}

/** Larger requests come compressed. */
const bodyOf = ({ headers, body }: Pick<AwsRequest, 'headers' | 'body'>): Buffer =>
  headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;

/** Errors in the newer protocols have names of their own; a header has the query protocol's. */
const shapeNames: Readonly<Record<string, string>> = {
  InvalidParameterValue: 'InvalidParameterValueException',
  MissingParameter: 'MissingRequiredParameterException',
};

/** In JSON moments are seconds since the epoch. */
const writeJson = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key, text: unknown) {
    const member = this[key];
    return member instanceof Date ? member.getTime() / 1000 : text;
  });

function answer(
  contentType: string,
  encode: (value: unknown) => string | Buffer,
  run: () => object,
): AwsResponse {
  const headers = { 'content-type': contentType };
  try {
    return { status: 200, headers, body: encode(run()) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { name, message, statusCode } = error;
    const type = shapeNames[name] ?? name;
    return {
      status: statusCode,
      headers: { ...headers, 'x-amzn-errortype': type, 'x-amzn-query-error': `${name};Sender` },
      body: encode({ __type: `com.amazonaws.cloudwatch#${type}`, message }),
    };
  }
}

function answerQuery(call: Call, request: AwsRequest): AwsResponse {
  const form = new URLSearchParams(bodyOf(request).toString() || request.query.toString());
  const { Action: operation = '', Version: _, ...input } = readQuery(form);
  const result = call(String(operation), input, request.principal);
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: writeAnswer(String(operation), withTexts(result) as object, request.requestId, namespace),
  };
}

/** In XML moments are texts. */
function withTexts(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withTexts(member)]));
}

function readJson(body: Buffer): Input {
  try {
    return JSON.parse(body.toString() || '{}') as Input;
  } catch {
    throw new AwsError('SerializationException', 'The request is not a JSON object.', 400);
  }
}
