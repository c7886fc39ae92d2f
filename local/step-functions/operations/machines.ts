import { AwsError } from '../../core/aws-error.ts';
import { constraint, machineDoesNotExist, validation } from '../errors.ts';
import type { Machine, MachineType, Revision } from '../machines.ts';
import { on, page, required, seconds, type Input, type Operations, type Service } from './operation.ts';

/** Operations on state machines. */
export function machineOperations({ machines, executions }: Service): Operations {
  const owner = (input: Input): Machine => {
    const arn = required(input, 'stateMachineArn');
    const machine = machines.find(arn);
    if (!machine) throw machineDoesNotExist(arn);
    return machine;
  };
  const published = (machine: Machine, { publish, versionDescription }: Input) =>
    publish === true ? { stateMachineVersionArn: machines.publish(machine, versionDescription) } : {};

  return {
    CreateStateMachine: {
      resource: () => '*',
      run(input) {
        if (input.publish !== true && input.versionDescription !== undefined)
          throw validation('Version description can only be set when publish is true');
        const machine = machines.create({
          name: required(input, 'name'),
          definition: required(input, 'definition'),
          roleArn: required(input, 'roleArn'),
          type: typeOf(input),
          logging: input.loggingConfiguration,
          tracing: input.tracingConfiguration,
          tags: Object.fromEntries((input.tags ?? []).map(({ key, value }: Input) => [key, value])),
        });
        return {
          stateMachineArn: machine.arn,
          creationDate: seconds(machine.createdAt),
          ...published(machine, input),
        };
      },
    },
    UpdateStateMachine: {
      resource: on('stateMachineArn'),
      run(input) {
        const machine = owner(input);
        const { definition, roleArn, loggingConfiguration: logging, tracingConfiguration: tracing } = input;
        if ([definition, roleArn, logging, tracing].every((one) => one === undefined)) {
          throw new AwsError(
            'MissingRequiredParameter',
            'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
          );
        }
        const { at, revisionId } = machines.revise(machine, { definition, roleArn });
        if (logging) machine.logging = logging;
        if (tracing) machine.tracing = tracing;
        return { updateDate: seconds(at), revisionId, ...published(machine, input) };
      },
    },
    // One that is not there is no fault.
    DeleteStateMachine: {
      resource: on('stateMachineArn'),
      run(input) {
        const machine = machines.find(required(input, 'stateMachineArn'));
        if (machine) machines.remove(machine);
        return {};
      },
    },
    DescribeStateMachine: {
      resource: on('stateMachineArn'),
      run(input) {
        const { machine, revision, versionArn } = machines.resolve(required(input, 'stateMachineArn'));
        return { ...describe(machine, revision), stateMachineArn: versionArn ?? machine.arn };
      },
    },
    DescribeStateMachineForExecution: {
      resource: on('executionArn'),
      run(input) {
        const { header } = executions.require(required(input, 'executionArn'));
        return {
          stateMachineArn: header.stateMachineArn,
          name: header.stateMachineName,
          definition: header.definition,
          roleArn: header.roleArn,
          updateDate: seconds(header.startedAt),
        };
      },
    },
    ListStateMachines: {
      resource: () => '*',
      run(input) {
        const sorted = machines.all().sort((a, b) => (a.name < b.name ? -1 : 1));
        const { items, nextToken } = page(sorted, input);
        return {
          stateMachines: items.map(({ arn, name, type, createdAt }) => ({
            stateMachineArn: arn,
            name,
            type,
            creationDate: seconds(createdAt),
          })),
          nextToken,
        };
      },
    },
    ValidateStateMachineDefinition: {
      resource: () => '*',
      run(input) {
        const { diagnostics } = machines.check(String(input.definition ?? ''), typeOf(input));
        const most = input.maxResults || 100;
        return {
          result: diagnostics.length > 0 ? 'FAIL' : 'OK',
          diagnostics: diagnostics.slice(0, most),
          truncated: diagnostics.length > most,
        };
      },
    },
  };
}

function typeOf({ type = 'STANDARD' }: Input): MachineType {
  if (type === 'STANDARD' || type === 'EXPRESS') return type;
  throw constraint(type, 'type', 'Member must satisfy enum value set: [STANDARD, EXPRESS]');
}

const describe = (machine: Machine, { text, roleArn, revisionId, description }: Revision) => ({
  name: machine.name,
  status: 'ACTIVE',
  definition: text,
  roleArn,
  type: machine.type,
  creationDate: seconds(machine.createdAt),
  loggingConfiguration: machine.logging,
  tracingConfiguration: machine.tracing,
  ...(revisionId !== undefined && { revisionId }),
  ...(description !== undefined && { description }),
});
