import { requireAccess } from '../core/access.ts';
import { AwsError } from '../core/aws-error.ts';
import { requireStanding } from '../core/crash.ts';
import type { Environment } from '../core/environment.ts';
import type { OutgoingCalls } from '../core/outgoing-calls.ts';
import type { Deliver, Iam, Invocation, InvocationResult, Lambda } from '../core/ports.ts';
import { createAsynchronous, type Asynchronous } from './asynchronous.ts';
import type { FunctionDefinition, FunctionRegistry, ResolvedFunction } from './function.ts';
import type { FunctionMetrics } from './function-metrics.ts';
import { createPool, tooManyRequests, type Pool } from './pool.ts';
import { runWithFaults } from './run-with-faults.ts';
import type { WorkerEvent } from './worker.ts';

interface Deps {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly functions: FunctionRegistry;
  readonly gatewayUrl: string;
  readonly calls?: OutgoingCalls;
  readonly deliver?: Deliver;
  readonly counted: FunctionMetrics;
  /** Takes the metrics out of what functions write. */
  readonly readLog: (text: string) => void;
}

/** An invocation whose event is JSON text, and more of what its caller wants to know. */
export interface RawInvocation extends Omit<Invocation, 'payload'> {
  readonly payload: string;
  readonly clientContext?: unknown;
}

export interface RawResult extends InvocationResult {
  /** What the function and Lambda wrote to the log. */
  readonly log: string;
  readonly executedVersion: string;
}

export interface Invoker extends Lambda {
  run(invocation: RawInvocation): Promise<RawResult>;
  configureEvents: Asynchronous['configure'];
  failureDestinations: Asynchronous['failureDestinations'];
  /** Lets the invocations of a definition that was replaced end, and then its execution environments go. */
  retire(definition: FunctionDefinition): void;
  /** Goes on with the asynchronous events that an earlier run left. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** The longest events, in bytes: awaited, and asynchronous (Lambda API Reference, Invoke). */
const maximumPayload = 6 * 1024 * 1024;
const maximumAsyncPayload = 1024 * 1024;
const keptLog = 64 * 1024;

/** Finds functions, checks who calls, and runs invocations, at once or in the background. */
export function createInvoker({
  environment,
  iam,
  functions,
  gatewayUrl,
  calls,
  deliver,
  counted,
  readLog,
}: Deps): Invoker {
  const { clock, ids, log, faults } = environment;
  const pools = new Map<FunctionDefinition, Pool>();
  const retired = new Set<Pool>();
  let closed = false;

  const poolOf = (definition: FunctionDefinition): Pool => {
    let pool = pools.get(definition);
    if (!pool) {
      pool = createPool(definition, () => variablesOf(definition, environment, iam, gatewayUrl), environment);
      pools.set(definition, pool);
    }
    return pool;
  };

  const execute = async (
    { definition, invokedArn, version }: ResolvedFunction,
    event: string,
    requestId: string,
    clientContext?: unknown,
  ): Promise<RawResult> => {
    requireStanding(environment);
    const own = log.scope(`lambda:${definition.name}`);
    const started = clock.now();
    let written = `START RequestId: ${requestId} Version: ${version}\n`;
    const invocation: WorkerEvent = {
      requestId,
      event,
      invokedFunctionArn: invokedArn,
      traceId: traceId(environment),
      clientContext,
      onLog(text) {
        written = (written + text).slice(-keptLog);
        readLog(text);
        own.info(text.trimEnd());
      },
    };
    const outcome = await counted.throttles(definition.name, () =>
      runWithFaults(definition, invocation, poolOf(definition).run, { faults, calls }),
    );
    const duration = clock.now() - started;
    counted.invoked(definition.name, duration, outcome.failed);
    // What is cut short because everything stops is no fault of the function.
    if (outcome.failed && !closed) own.error(outcome.payload);
    const report =
      `REPORT RequestId: ${requestId}\tDuration: ${duration.toFixed(2)} ms\t` +
      `Billed Duration: ${Math.ceil(duration)} ms\tMemory Size: ${definition.memory} MB`;
    written += `END RequestId: ${requestId}\n${report}\n`;
    own.debug(report);
    return {
      statusCode: 200,
      payload: outcome.payload,
      log: written,
      executedVersion: version,
      ...(outcome.failed && { functionError: 'Unhandled' as const }),
    };
  };

  const asynchronous = createAsynchronous({
    environment,
    iam,
    functions,
    deliver,
    // The function may have been replaced while the event waited.
    execute: ({ functionArn, payload, requestId }) =>
      execute(functions.resolve(functionArn), payload, requestId),
  });

  const run = async (invocation: RawInvocation): Promise<RawResult> => {
    const { functionName, payload, invocationType = 'RequestResponse', principal } = invocation;
    const target = functions.resolve(functionName);
    if (principal) {
      const policy = functions.policyOf(target.definition.name);
      const asked = policy ? { arn: target.invokedArn, policy } : target.invokedArn;
      requireAccess(iam, principal, 'lambda:InvokeFunction', asked, undefined, 403);
    }

    const limit = invocationType === 'Event' ? maximumAsyncPayload : maximumPayload;
    const length = Buffer.byteLength(payload);
    if (length > limit) {
      throw new AwsError(
        'RequestTooLargeException',
        `${length} byte payload is too large for the ${invocationType} invocation type (limit ${limit} bytes)`,
        413,
        { Type: 'User' },
      );
    }
    const requestId = ids.uuid();
    const { name } = target.definition;
    if (invocationType !== 'Event') {
      if (faults.strikes('lambda.throttled', name)) {
        const refusal = tooManyRequests('ConcurrentInvocationLimitExceeded');
        return counted.throttles(name, () => Promise.reject(refusal));
      }
      return execute(target, payload, requestId, invocation.clientContext);
    }
    const event = { requestId, functionArn: target.invokedArn, payload, accepted: clock.now() };
    await asynchronous.accept(event);
    if (faults.strikes('lambda.duplicated', name)) asynchronous.repeat(event);
    return { statusCode: 202, payload: '', log: '', executedVersion: target.version };
  };

  const close = async (): Promise<void> => {
    closed = true;
    asynchronous.close();
    await Promise.all([...pools.values(), ...retired].map((pool) => pool.close()));
  };
  environment.crashed?.addEventListener('abort', () => void close());

  return {
    run,
    async invoke({ payload, ...invocation }) {
      const {
        statusCode,
        payload: answer,
        functionError,
      } = await run({
        ...invocation,
        payload: JSON.stringify(payload) ?? 'null',
      });
      return { statusCode, payload: answer, ...(functionError && { functionError }) };
    },
    configureEvents: asynchronous.configure,
    failureDestinations: asynchronous.failureDestinations,
    retire(definition) {
      const pool = pools.get(definition);
      if (!pool) return;
      pool.retire();
      pools.delete(definition);
      retired.add(pool);
    },
    resume: asynchronous.resume,
    close,
  };
}

/** What Lambda sets for every function, and then the function's own variables. */
function variablesOf(
  definition: FunctionDefinition,
  environment: Environment,
  iam: Iam,
  gatewayUrl: string,
): Record<string, string> {
  const { region, clock, ids } = environment;
  const credentials = iam.assume(definition.roleArn, definition.name);
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  return {
    PATH: process.env.PATH ?? '',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_ENDPOINT_URL: gatewayUrl,
    ...definition.environment,
    _HANDLER: definition.handler,
    LAMBDA_TASK_ROOT: definition.taskRoot,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken && { AWS_SESSION_TOKEN: credentials.sessionToken }),
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memory),
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: `${day}/[$LATEST]${ids.bytes(16).toString('hex')}`,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
  };
}

// Not sampled: there is nobody to send traces to.
function traceId({ clock, ids }: Environment): string {
  const seconds = Math.floor(clock.now() / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${ids.bytes(12).toString('hex')};Parent=${ids.bytes(8).toString('hex')};Sampled=0`;
}
