import type { AwsApi } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { Iam, StateMachines } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { createActivities } from './activities.ts';
import { stepFunctionsApi } from './api.ts';
import { createCall, type RunOperation } from './call.ts';
import { createEngine } from './execution/engine.ts';
import { hasEnded } from './execution/execution.ts';
import { tokensIn } from './execution/frame.ts';
import { createExecutions } from './executions.ts';
import {
  inspectExecution,
  inspectMachine,
  inspectStates,
  type InspectedExecution,
  type InspectedState,
  type Inspection,
} from './inspect.ts';
import type { Integrations } from './integrations/integration.ts';
import { principalsOf } from './integrations/principal.ts';
import { createResources, type Ports } from './integrations/resources.ts';
import { createMachines } from './machines.ts';
import { keepMade, restoreMade } from './made.ts';
import { describeExecution } from './operations/executions.ts';
import { stepFunctionsProviders } from './providers.ts';
import { openStore } from './store.ts';
import { createTokens } from './tokens.ts';

/** Step Functions: state machines, and the executions that run them. */
export interface StepFunctionsService extends StateMachines {
  /** Runs one operation of the API, e.g. `call('DescribeExecution', { executionArn })`. */
  call: RunOperation;
  readonly resources: ResourceProvider[];
  readonly api: AwsApi;
  /**
   * Machines and executions, secrets masked.
   * @param latest - how many executions at most; absent: all
   */
  inspect(latest?: number): Inspection;
  /** One execution; undefined for one that is not known. */
  inspectExecution(executionArn: string): InspectedExecution | undefined;
  /** What every state of one execution did; undefined for one that is not known. */
  inspectStates(executionArn: string): InspectedState[] | undefined;
  close(): Promise<void>;
}

export interface StepFunctionsOptions {
  readonly environment: Environment;
  readonly iam: Iam;
  /** The services that tasks can ask; those that are made later may be added. */
  readonly ports: Ports;
}

/**
 * An interpreter of the Amazon States Language in both its query languages. With a data directory executions of
 * STANDARD machines outlive the process and go on where they were.
 *
 * @example
 * const stepFunctions = createStepFunctions({ environment, iam, ports: { lambda, sqs, dynamodb } });
 * const { executionArn } = await stepFunctions.start(stateMachineArn, '{"orderId":"O-1"}');
 */
export function createStepFunctions(options: StepFunctionsOptions): StepFunctionsService {
  const { environment, iam, ports } = options;
  const store = openStore(environment);
  const changed = () => store.keepMade(() => keepMade(machines, activities));
  const activities = createActivities(environment, changed);
  const own: RunOperation = (operation, input, principal) => call(operation, input, principal);
  const find = createResources({
    environment,
    ports,
    activities,
    own,
    async ended(executionArn) {
      const execution = executions.require(executionArn);
      await executions.ended(execution);
      return describeExecution(execution);
    },
  });
  const machines = createMachines(environment, (resource) => faultOf(() => find(resource)), changed);
  const tokens = createTokens(environment.ids, (arn) => executions.find(arn) !== undefined);
  const integrations: Integrations = {
    find,
    principalOf: principalsOf(iam, environment),
    createToken: tokens.create,
    openToken: tokens.open,
  };
  const engine = createEngine({
    environment,
    integrations,
    changed: (execution) => executions.changed(execution),
    kept: store.flush,
    ended(execution) {
      tokens.forget(execution.header.arn);
      executions.didEnd(execution);
    },
  });
  const executions = createExecutions(environment, store, () => engine);
  // Executions go on one after another, and whoever has a token of one may be quicker.
  for (const execution of executions.all()) {
    if (!hasEnded(execution)) tokensIn(execution.progress.frame).forEach(tokens.expect);
  }
  const call = createCall({ environment, machines, executions, activities, tokens, kept: store.flush }, iam);
  restoreMade(store.made, machines, activities);
  environment.crashed?.addEventListener('abort', engine.close, { once: true });

  return {
    call,
    start: (stateMachineArn, input, principal, name) =>
      call('StartExecution', { stateMachineArn, input, name }, principal),
    resources: stepFunctionsProviders({ machines, activities, resume: executions.resume }),
    api: stepFunctionsApi(call),
    inspect: (latest) => ({
      machines: machines.all().map(inspectMachine),
      executions: executions.all().reverse().slice(0, latest).map(inspectExecution),
    }),
    inspectExecution(executionArn) {
      const execution = executions.find(executionArn);
      return execution && inspectExecution(execution);
    },
    inspectStates(executionArn) {
      const execution = executions.find(executionArn);
      return execution && inspectStates(execution);
    },
    async close() {
      activities.close();
      engine.close();
      await store.flush();
    },
  };
}

/** An activity may be made later; what it is not is a fault of the definition. */
function faultOf(find: () => unknown): string | undefined {
  try {
    find();
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    return (error as Error).message;
  }
}
