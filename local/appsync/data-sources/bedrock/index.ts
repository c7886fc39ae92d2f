import { requireAccess } from '../../../core/access.ts';
import { AwsError } from '../../../core/aws-error.ts';
import type { Environment } from '../../../core/environment.ts';
import type { Credentials, Iam } from '../../../core/ports.ts';
import type { DataSource } from '../../definition.ts';
import { observedCall } from '../../execution/run.ts';
import { RequestFault, type BoundDataSource, type DataSourceAnswer } from '../../execution/resolve.ts';
import { signedHeaders, urlBelow, type HttpRequest } from '../signing.ts';
import { permissionsFor } from './permissions.ts';
import { readCall, type BedrockCall } from './request.ts';

type BedrockDataSource = Extract<DataSource, { type: 'AMAZON_BEDROCK_RUNTIME' }>;

export interface BedrockGround {
  readonly environment: Environment;
  readonly iam: Iam;
  /** Who answers in Bedrock's place. Absent: nobody does. */
  readonly bedrockEndpoint?: string;
}

/** Milliseconds. Source: Developer Guide, "resolver function reference for Amazon Bedrock runtime". */
const longestInvocation = 10_000;

/**
 * Asks Amazon Bedrock's runtime (Developer Guide, "resolver function reference for Amazon Bedrock runtime"), signed as
 * the data source's role, whose policies must allow the model. The result is the answer, parsed: of InvokeModel the
 * model's own, of Converse `{ output, stopReason, usage, metrics, … }`.
 */
export function bedrockDataSource(
  source: BedrockDataSource,
  { environment, iam, bedrockEndpoint }: BedrockGround,
  credentials: () => Credentials | undefined,
): BoundDataSource {
  return {
    name: source.name,
    async invoke(request, _step, field): Promise<DataSourceAnswer> {
      const call = readCall(request);
      const endpoint = bedrockEndpoint ?? nobody(source);
      try {
        allow(call, environment, iam, credentials());
        const sent = await signed(call, endpoint, environment, credentials());
        const { method, url, headers, body } = sent;
        return await observedCall(
          field,
          `BedrockRuntime.${call.operation}`,
          { method, url: url.href, headers, body },
          () => send(sent, environment),
        );
      } catch (error) {
        if (error instanceof RequestFault) throw error;
        return failure(error, environment);
      }
    },
  };
}

/** @throws RequestFault always: there are no models on a laptop. */
function nobody({ name }: BedrockDataSource): never {
  throw new RequestFault(
    `Data source ${name} asks Amazon Bedrock, which this local cloud does not run. Give it an endpoint that speaks Bedrock's protocol: start({ bedrockEndpoint }), or --bedrock <url>.`,
    'UnsupportedOperation',
  );
}

/** @throws AwsError AccessDeniedException when the role's policies do not let the call pass. */
function allow(
  call: BedrockCall,
  environment: Environment,
  iam: Iam,
  session: Credentials | undefined,
): void {
  // Without a role there is nothing to sign with either, which is said there.
  if (!session) return;
  for (const { action, resource, context } of permissionsFor(call, environment)) {
    requireAccess(iam, session.principal, action, resource, context, 403);
  }
}

async function signed(
  { path, headers, body }: BedrockCall,
  endpoint: string,
  { region }: Environment,
  session: Credentials | undefined,
): Promise<HttpRequest> {
  const request = { method: 'POST', url: urlBelow(endpoint, path, undefined), headers, body };
  return { ...request, headers: await signedHeaders({ region, service: 'bedrock' }, session, request) };
}

/** @throws AwsError for an answer that is an error; Error when none comes, or none in time. */
async function send({ method, url, headers, body }: HttpRequest, { clock }: Environment) {
  const time = new AbortController();
  const cancel = clock.after(longestInvocation, () => time.abort());
  try {
    const answer = await fetch(url, { method, headers, body, redirect: 'manual', signal: time.signal });
    const text = await answer.text();
    if (!answer.ok) throw refusalOf(answer, text);
    return { result: text === '' ? null : (JSON.parse(text) as unknown) };
  } catch (error) {
    if (!time.signal.aborted) throw error;
    throw new Error(
      `Client execution did not complete before the specified timeout configuration: ${longestInvocation} millis`,
      { cause: error },
    );
  } finally {
    cancel();
  }
}

/** The error of an answer, by the header or the member that AWS's JSON protocols name it in. */
function refusalOf({ status, statusText, headers }: Response, text: string): AwsError {
  const body = parsed(text) as { __type?: unknown; message?: unknown; Message?: unknown } | undefined;
  const named = headers.get('x-amzn-errortype') ?? body?.__type;
  const name =
    typeof named === 'string' ? named.split(':')[0]!.replace(/^.*#/, '') : 'BedrockRuntimeException';
  const requestId = headers.get('x-amzn-requestid') ?? undefined;
  return new AwsError(name, String(body?.message ?? body?.Message ?? statusText), status, { requestId });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * `ctx.error`. The message is an AWS SDK's for Java, which AppSync's errors of DynamoDB have; that the type has the
 * service's name before the exception's is theirs, too, and neither is established for Bedrock.
 */
function failure(error: unknown, { ids }: Environment): DataSourceAnswer {
  const about = (type: string, message: string) => ({
    result: null,
    error: { type: `BedrockRuntime:${type}`, message },
  });
  if (error instanceof AwsError) {
    const requestId = (error.members.requestId as string | undefined) ?? ids.uuid();
    const call = `Service: BedrockRuntime, Status Code: ${error.statusCode}, Request ID: ${requestId}`;
    return about(error.name, `${error.message} (${call})`);
  }
  const { message, cause } = error as Error;
  const unreached = message === 'fetch failed' && cause instanceof Error;
  return about(
    'SdkClientException',
    unreached ? `Unable to execute HTTP request: ${cause.message}` : message,
  );
}
