import { runtimeFault, StateError } from '../../language/errors.ts';
import { sizeOf, type Json } from '../../language/json.ts';
import { evaluateAs, evaluateJsonata } from '../../language/jsonata.ts';
import { fillTemplate } from '../../language/template.ts';
import type { Integration } from '../../integrations/integration.ts';
import type { TaskProgress } from '../frame.ts';
import { leaveWithResult, tooLarge, type Leaving } from '../leaving.ts';
import { numberOf } from '../settings.ts';
import { linked, orStopped } from '../timers.ts';
import { effectiveScope, largestPayload, record, type Visiting } from '../thread.ts';
import { expiry } from './task-expiry.ts';

/** Has a service do something. */
export async function task(visiting: Visiting): Promise<Leaving> {
  const { visit } = visiting;
  const integration = find(visiting);
  visit.task ??= await schedule(visiting, integration);
  const result = await perform(visiting, integration, visit.task);
  return leaveWithResult(visiting, result);
}

/** @throws Fault States.Runtime for an activity that is not there any more */
function find({ state, thread }: Visiting): Integration {
  try {
    return thread.run.integrations.find(state.Resource!);
  } catch (error) {
    throw runtimeFault((error as Error).message);
  }
}

async function schedule(visiting: Visiting, integration: Integration): Promise<TaskProgress> {
  const { visit, thread } = visiting;
  const { run } = thread;
  const now = run.environment.clock.now();
  // Parameters may name the token.
  if (integration.pattern === 'token') visit.token = run.integrations.createToken(run.executionArn);
  const parameters = await parametersOf(visiting);
  const timeout = await positive(visiting, 'TimeoutSeconds');
  const heartbeat = await positive(visiting, 'HeartbeatSeconds');
  if (sizeOf(parameters) > largestPayload) throw tooLarge(visiting.name);
  recordScheduled(visiting, integration, parameters, timeout, heartbeat);
  if (integration.kind !== 'Activity') record(visiting, `${integration.kind}Started`, serviceOf(integration));
  return {
    parameters,
    deadline: timeout === undefined ? undefined : now + timeout * 1000,
    heartbeat: heartbeat === undefined ? undefined : heartbeat * 1000,
    lastHeartbeat: now,
    submitted: false,
  };
}

async function parametersOf(visiting: Visiting): Promise<Json> {
  const { state, jsonata } = visiting;
  const scope = effectiveScope(visiting);
  if (jsonata)
    return state.Arguments === undefined ? scope.input : evaluateJsonata(state.Arguments, 'Arguments', scope);
  return state.Parameters === undefined ? scope.input : fillTemplate(state.Parameters, scope);
}

async function positive(visiting: Visiting, name: string): Promise<number | undefined> {
  const seconds = await numberOf(visiting, name);
  if (seconds !== undefined && seconds <= 0)
    throw runtimeFault(`${name} must be a positive integer: ${seconds}`);
  return seconds;
}

function recordScheduled(
  visiting: Visiting,
  integration: Integration,
  parameters: Json,
  timeoutInSeconds: number | undefined,
  heartbeatInSeconds: number | undefined,
): void {
  const { kind, resource } = integration;
  const text = JSON.stringify(parameters);
  record(visiting, `${kind}Scheduled`, {
    resource,
    ...(kind === 'Task'
      ? {
          resourceType: integration.resourceType,
          region: visiting.thread.run.environment.region,
          parameters: text,
        }
      : { input: text, inputDetails: { truncated: false } }),
    ...(timeoutInSeconds !== undefined && { timeoutInSeconds }),
    ...(heartbeatInSeconds !== undefined && kind !== 'LambdaFunction' && { heartbeatInSeconds }),
  });
}

/** Members that the events of a service's task have in common. */
const serviceOf = ({ kind, resource, resourceType }: Integration) =>
  kind === 'Task' ? { resource, resourceType } : undefined;

const outputOf = (output: Json) => ({
  output: JSON.stringify(output),
  outputDetails: { truncated: false },
});

/** Waits for the outcome, or for the time that it may take. */
async function perform(visiting: Visiting, integration: Integration, progress: TaskProgress): Promise<Json> {
  const { thread, name } = visiting;
  const { clock } = thread.run.environment;
  const { controller, release } = linked(thread.signal);
  const end = expiry(clock, progress);
  try {
    const work = outcome(visiting, integration, progress, controller.signal);
    const result = await orStopped(Promise.race([work, end.expired]), thread.signal);
    if (sizeOf(result) > largestPayload) {
      throw tooLarge(integration.kind === 'Task' ? integration.resourceType : integration.resource || name);
    }
    record(visiting, `${integration.kind}Succeeded`, { ...outputOf(result), ...serviceOf(integration) });
    return result;
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    const type = error.error === 'States.Timeout' ? 'TimedOut' : 'Failed';
    record(visiting, `${integration.kind}${type}`, {
      error: error.error,
      cause: error.cause,
      ...serviceOf(integration),
    });
    throw error;
  } finally {
    end.cancel();
    controller.abort();
    release();
  }
}

/**
 * Makes the call and waits as its pattern says. A call that was under way when an earlier process ended is made again,
 * as the service does when one of its workers is lost: a task is begun at least once.
 */
async function outcome(
  visiting: Visiting,
  integration: Integration,
  progress: TaskProgress,
  signal: AbortSignal,
): Promise<Json> {
  const { run } = visiting.thread;
  const { token } = visiting.visit;
  const told = token === undefined ? undefined : tokenOutcome(visiting, token, progress, signal);
  if (!progress.submitted) {
    // Whoever is asked may answer later than this process lives.
    await run.kept();
    const credentials = await credentialsOf(visiting);
    const answer = await integration.call(progress.parameters, {
      principal: run.integrations.principalOf(run.roleArn, run.stateMachineArn, credentials),
      executionArn: run.executionArn,
      stateMachineArn: run.stateMachineArn,
      token,
      started: (workerName) => {
        progress.lastHeartbeat = run.environment.clock.now();
        record(visiting, 'ActivityStarted', { workerName });
      },
      signal,
    });
    if (signal.aborted) return answer;
    if (integration.pattern === 'request') return answer;
    progress.submitted = true;
    if (integration.jobOf) progress.waitsFor = integration.jobOf(answer);
    if (integration.kind === 'Task')
      record(visiting, 'TaskSubmitted', { ...outputOf(answer), ...serviceOf(integration) });
    run.changed();
  }
  return told ?? integration.completion!(progress.waitsFor!);
}

/** What the holder of a token tells. */
function tokenOutcome(
  { thread }: Visiting,
  token: string,
  progress: TaskProgress,
  signal: AbortSignal,
): Promise<Json> {
  const { run } = thread;
  const outcome = new Promise<Json>((resolve, reject) => {
    const close = run.integrations.openToken(token, {
      succeed: resolve,
      fail: (error, cause) => reject(new StateError(error, cause)),
      heartbeat() {
        progress.lastHeartbeat = run.environment.clock.now();
        run.changed();
      },
    });
    signal.addEventListener('abort', close, { once: true });
  });
  // A failure may be told before anybody waits for it.
  outcome.catch(() => {});
  return outcome;
}

async function credentialsOf(visiting: Visiting): Promise<string | undefined> {
  const { state, jsonata } = visiting;
  if (!state.Credentials) return undefined;
  const scope = effectiveScope(visiting);
  if (jsonata) return evaluateAs<string>('string', state.Credentials.RoleArn!, 'Credentials/RoleArn', scope);
  return String((fillTemplate(state.Credentials, scope) as { RoleArn?: string }).RoleArn);
}
