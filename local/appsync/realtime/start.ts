import { timeLimit } from '../engine.ts';
import { fail, failed, resolveField } from '../execution/execute.ts';
import { isPromise } from '../execution/promises.ts';
import { readRequest } from '../wire/request.ts';
import type { RequestLog } from '../logging/request-log.ts';
import { RequestRefusal, type WireError } from '../wire/errors.ts';
import type { ConnectionGround } from './connection.ts';
import { readFilter } from './filters.ts';
import { lowerCased } from './handshake.ts';
import type { Subscription } from './hub.ts';

export interface StartMessage {
  readonly id: string;
  readonly payload: { readonly data: string; readonly extensions?: { readonly authorization?: unknown } };
}

/** Whether a message has the form of a `start`: an id, and the request as text. */
export const isStart = (message: { type?: unknown; id?: unknown }): message is StartMessage =>
  message.type === 'start' &&
  typeof message.id === 'string' &&
  typeof (message as Partial<StartMessage>).payload?.data === 'string';

/** What the service says to an id in use, and to a document that asks for two subscriptions under one. */
export const duplicated = (id: string) => ({
  errorType: 'DuplicatedOperationError',
  message: `Duplicated operation with id ${id}`,
});

/** What the service says to operations that are no subscriptions. */
export const unsupported = (operation: string) => `${operation} not supported through the realtime channel`;

type Started =
  | { readonly ok: true; readonly subscription: Subscription }
  | { readonly ok: false; readonly errors: { errorType: string; message: string }[] };

const badRequest = (message: string) => new RequestRefusal(400, 'BadRequestException', message);

/**
 * Carries out a `start`: authorizes on the message's own header, validates, runs the resolver of the subscription's
 * field once, and takes the filter that it set in place of the arguments.
 */
export async function startSubscription(
  message: StartMessage,
  ground: ConnectionGround,
  ends: Pick<Subscription, 'deliver' | 'invalidate'>,
): Promise<Started> {
  const requestId = ground.environment.ids.uuid();
  const log = ground.beginLog(requestId);
  const requestHeaders = message.payload.extensions?.authorization;
  const told = (status: number, errors: readonly { readonly message: string }[] = []) =>
    log?.end({ status, requestHeaders, responseHeaders: {}, errors });
  try {
    const started = await start(message, ground, ends, requestId, log);
    told(200, started.ok ? [] : started.errors);
    return started;
  } catch (error) {
    told(error instanceof RequestRefusal ? error.status : 500);
    throw error;
  }
}

async function start(
  { id, payload }: StartMessage,
  ground: ConnectionGround,
  ends: Pick<Subscription, 'deliver' | 'invalidate'>,
  requestId: string,
  log: RequestLog | undefined,
): Promise<Started> {
  const { data } = payload;
  const headers = lowerCased(payload.extensions?.authorization);
  if (!headers) throw badRequest('The payload of start needs extensions.authorization.');
  let request: ReturnType<typeof readRequest>;
  try {
    request = readRequest(JSON.parse(data));
  } catch {
    throw badRequest('Unable to parse GraphQL query.');
  }
  const { engine, authenticate } = ground.current();
  const caller = await authenticate({
    method: 'POST',
    path: ground.endpointPath,
    rawQuery: '',
    headers,
    body: data,
    sourceIp: ground.sourceIp,
    requestId,
    operation: () => ({
      queryString: request.query,
      operationName: request.operationName,
      variables: request.variables,
    }),
  });

  const admitted = engine.admit(request);
  if (!admitted.ok) return { ok: false, errors: admitted.errors.map(asFault) };
  const { operation, plan, variables } = admitted;
  if (operation.operation !== 'subscription') {
    const message = unsupported(operation.operation);
    return { ok: false, errors: [{ errorType: 'UnsupportedOperation', message }] };
  }

  if (plan.fields.length > 1) return { ok: false, errors: [duplicated(id)] };
  const field = plan.fields[0]!;
  log?.asked(request);
  // Not with the log: what is delivered later is no part of this request.
  const context = { requestId, caller, headers: { ...ground.headers, ...withoutCredentials(headers) } };
  const trace = engine.trace(request, context, admitted);
  const run = engine.newRun({ ...context, log }, variables, true, trace?.observe);
  const resolving = resolveField(engine.schema, run, field, null, {
    previous: undefined,
    key: field.responseKey,
  });
  const value = isPromise(resolving)
    ? await withinTime(ground, resolving, () =>
        fail(run, field, { previous: undefined, key: field.responseKey }, timedOut),
      )
    : resolving;
  trace?.end(run.errors);
  if (value === failed) return { ok: false, errors: run.errors.map(asFault) };
  try {
    const { subscriptionFilter: filter, subscriptionInvalidationFilter: invalidation } = run;
    return {
      ok: true,
      subscription: {
        field: field.fieldName,
        request,
        engine,
        admitted,
        context,
        arguments: field.argumentsFor(variables),
        filter: filter === undefined || filter === null ? undefined : readFilter(filter),
        invalidation:
          invalidation === undefined || invalidation === null ? undefined : readFilter(invalidation),
        ...ends,
      },
    };
  } catch (error) {
    throw badRequest((error as Error).message);
  }
}

const timedOut = { errorType: 'ExecutionTimeout', message: 'Execution timed out.' };

/** A subscription has as long to start as a query has to be answered. */
function withinTime(
  { environment }: ConnectionGround,
  value: Promise<unknown>,
  giveUp: () => unknown,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const cancel = environment.clock.after(timeLimit, () => resolve(giveUp()));
    value.then(resolve, reject).finally(cancel);
  });
}

function asFault(error: WireError): { errorType: string; message: string } {
  // The error type of a document that does not validate is not established.
  const errorType = 'errorType' in error ? error.errorType : undefined;
  return { errorType: errorType ?? 'BadRequestException', message: error.message };
}

/** Additional headers of a call travel inside its authorization object; resolvers see them as request headers. */
function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  const { authorization: _, ...others } = headers;
  return others;
}
