import { constraint, invalidArn, notSupportedByType } from '../errors.ts';
import { hasEnded, type Execution } from '../execution/execution.ts';
import type { Resolved } from '../machines.ts';
import { on, page, required, seconds, type Input, type Operations, type Service } from './operation.ts';

const statuses = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'];

/** The execution of `executionArn`. @throws AwsError InvalidArn for one of an EXPRESS machine, ExecutionDoesNotExist. */
export function executionOf({ executions }: Service, input: Input): Execution {
  const arn = required(input, 'executionArn');
  if (arn.split(':')[5] === 'express') throw invalidArn('Resource type not valid in this context: express');
  return executions.require(arn);
}

/** Operations on executions. */
export function executionOperations(service: Service): Operations {
  const { machines, executions, kept } = service;
  const start = (input: Input, express: boolean): Execution => {
    const target = machines.resolve(required(input, 'stateMachineArn'));
    if (express && target.machine.type !== 'EXPRESS') throw notSupportedByType();
    return executions.start(target, input.input ?? '{}', input.name);
  };

  return {
    StartExecution: {
      resource: on('stateMachineArn'),
      async run(input) {
        const { header } = start(input, false);
        await kept();
        return { executionArn: header.arn, startDate: seconds(header.startedAt) };
      },
    },
    StartSyncExecution: {
      resource: on('stateMachineArn'),
      async run(input) {
        const execution = start(input, true);
        await executions.ended(execution);
        return syncAnswer(execution);
      },
    },
    StopExecution: {
      resource: on('executionArn'),
      async run(input) {
        const execution = executionOf(service, input);
        executions.stop(execution, { status: 'ABORTED', error: input.error, cause: input.cause });
        await kept();
        return { stopDate: seconds(execution.progress.stoppedAt!) };
      },
    },
    DescribeExecution: {
      resource: on('executionArn'),
      run: (input) => describeExecution(executionOf(service, input)),
    },
    ListExecutions: {
      resource: on('stateMachineArn'),
      run(input) {
        const { statusFilter: status } = input;
        if (status !== undefined && !statuses.includes(status)) {
          const rule = `Member must satisfy enum value set: [${statuses.join(', ')}]`;
          throw constraint(status, 'statusFilter', rule);
        }
        const target = machines.resolve(required(input, 'stateMachineArn'));
        if (target.machine.type === 'EXPRESS') throw notSupportedByType();
        const found = executions.all().filter((execution) => isListed(execution, target, input));
        const { items, nextToken } = page(found.reverse(), input);
        return { executions: items.map(summaryOf), nextToken };
      },
    },
    RedriveExecution: {
      resource: on('executionArn'),
      async run(input) {
        const execution = executionOf(service, input);
        executions.redrive(execution);
        await kept();
        return { redriveDate: seconds(execution.progress.redrivenAt!) };
      },
    },
  };
}

function isListed(
  { header, progress }: Execution,
  { machine, versionArn, aliasArn }: Resolved,
  { statusFilter, redriveFilter }: Input,
): boolean {
  if (header.stateMachineArn !== machine.arn) return false;
  if (aliasArn !== undefined && header.aliasArn !== aliasArn) return false;
  if (aliasArn === undefined && versionArn !== undefined && header.versionArn !== versionArn) return false;
  if (redriveFilter === 'REDRIVEN' && progress.redriveCount === 0) return false;
  if (redriveFilter === 'NOT_REDRIVEN' && progress.redriveCount > 0) return false;
  return statusFilter === undefined || progress.status === statusFilter;
}

/** An execution as `DescribeExecution` shows it. */
export function describeExecution(execution: Execution): Record<string, any> {
  const { header, progress } = execution;
  const { status, output, error, cause } = progress;
  const redrivable = hasEnded(execution) && status !== 'SUCCEEDED';
  return {
    ...summaryOf(execution),
    input: header.input,
    inputDetails: { included: true },
    ...(output !== undefined && { output, outputDetails: { included: true } }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    redriveStatus: redrivable ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    ...(!redrivable && { redriveStatusReason: `Execution is ${status} and cannot be redriven` }),
  };
}

const summaryOf = ({ header, progress }: Execution) => ({
  executionArn: header.arn,
  stateMachineArn: header.stateMachineArn,
  name: header.name,
  status: progress.status,
  startDate: seconds(header.startedAt),
  ...(progress.stoppedAt !== undefined && { stopDate: seconds(progress.stoppedAt) }),
  ...(header.versionArn !== undefined && { stateMachineVersionArn: header.versionArn }),
  ...(header.aliasArn !== undefined && { stateMachineAliasArn: header.aliasArn }),
  redriveCount: progress.redriveCount,
  ...(progress.redrivenAt !== undefined && { redriveDate: seconds(progress.redrivenAt) }),
});

function syncAnswer({ header, progress }: Execution): object {
  const { status, output, error, cause, stoppedAt } = progress;
  // Billed by the tenth of a second, and by 64 MB.
  const billed = Math.max(100, Math.ceil((stoppedAt! - header.startedAt) / 100) * 100);
  return {
    executionArn: header.arn,
    stateMachineArn: header.stateMachineArn,
    name: header.name,
    startDate: seconds(header.startedAt),
    stopDate: seconds(stoppedAt!),
    status,
    error,
    cause,
    input: header.input,
    inputDetails: { included: true },
    output,
    outputDetails: { included: true },
    billingDetails: { billedDurationInMilliseconds: billed, billedMemoryUsedInMB: 64 },
  };
}
