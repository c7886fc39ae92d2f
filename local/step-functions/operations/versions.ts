import { AwsError } from '../../core/aws-error.ts';
import { machineDoesNotExist, validation } from '../errors.ts';
import type { Alias, Machine, Route } from '../machines.ts';
import { on, page, required, seconds, type Input, type Operations, type Service } from './operation.ts';

/** Operations on the versions of state machines. */
export function versionOperations({ machines, environment }: Service): Operations {
  const owner = (input: Input): Machine => {
    const arn = required(input, 'stateMachineArn');
    const machine = machines.find(arn);
    if (!machine) throw machineDoesNotExist(arn);
    return machine;
  };
  return {
    PublishStateMachineVersion: {
      resource: on('stateMachineArn'),
      run(input) {
        const machine = owner(input);
        const current = machine.current.revisionId ?? 'INITIAL';
        if (input.revisionId !== undefined && input.revisionId !== current) {
          throw new AwsError(
            'ConflictException',
            `Failed to publish the State Machine version for revision ${input.revisionId}. The current State Machine revision is ${current}.`,
          );
        }
        const stateMachineVersionArn = machines.publish(machine, input.description);
        return { stateMachineVersionArn, creationDate: seconds(environment.clock.now()) };
      },
    },
    DeleteStateMachineVersion: {
      resource: on('stateMachineVersionArn'),
      run(input) {
        const arn = required(input, 'stateMachineVersionArn');
        const [, machineArn = '', version = ''] = /^(.+):(\d+)$/.exec(arn) ?? [];
        const machine = machines.find(machineArn);
        const users = [...(machine?.aliases.values() ?? [])].filter(({ routes }) =>
          routes.some(({ stateMachineVersionArn }) => stateMachineVersionArn === arn),
        );
        if (users.length > 0) {
          throw new AwsError(
            'ConflictException',
            `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${users.map(({ name }) => name).join(', ')}]`,
          );
        }
        machine?.versions.delete(Number(version));
        machines.changed();
        return {};
      },
    },
    ListStateMachineVersions: {
      resource: on('stateMachineArn'),
      run(input) {
        const machine = owner(input);
        const { items, nextToken } = page([...machine.versions].reverse(), input);
        return {
          stateMachineVersions: items.map(([version, { at }]) => ({
            stateMachineVersionArn: `${machine.arn}:${version}`,
            creationDate: seconds(at),
          })),
          nextToken,
        };
      },
    },
  };
}

/** Operations on aliases, which lead to one version or divide executions between two. */
export function aliasOperations({ machines, environment }: Service): Operations {
  const { clock } = environment;
  const aliasOf = (input: Input): { machine: Machine; alias: Alias } => {
    const arn = required(input, 'stateMachineAliasArn');
    const [, machineArn = '', name = ''] = /^(.+):([^:]+)$/.exec(arn) ?? [];
    const machine = machines.find(machineArn);
    const alias = machine?.aliases.get(name);
    if (machine && alias) return { machine, alias };
    throw new AwsError('ResourceNotFound', `Request references a resource that does not exist: '${arn}'`);
  };
  return {
    CreateStateMachineAlias: {
      resource: ({ routingConfiguration }) =>
        String(routingConfiguration?.[0]?.stateMachineVersionArn ?? '*').replace(/:\d+$/, ''),
      run(input) {
        const routes = routesOf(input);
        const { machine } = machines.resolve(routes[0]!.stateMachineVersionArn);
        const name = required(input, 'name');
        if (machine.aliases.has(name)) {
          throw new AwsError(
            'ConflictException',
            'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
          );
        }
        const now = clock.now();
        machines.setAlias(machine, {
          name,
          description: input.description,
          routes,
          createdAt: now,
          updatedAt: now,
        });
        return { stateMachineAliasArn: `${machine.arn}:${name}`, creationDate: seconds(now) };
      },
    },
    UpdateStateMachineAlias: {
      resource: on('stateMachineAliasArn'),
      run(input) {
        const { machine, alias } = aliasOf(input);
        const updatedAt = clock.now();
        machines.setAlias(machine, {
          ...alias,
          ...(input.description !== undefined && { description: input.description }),
          ...(input.routingConfiguration && { routes: routesOf(input) }),
          updatedAt,
        });
        return { updateDate: seconds(updatedAt) };
      },
    },
    DeleteStateMachineAlias: {
      resource: on('stateMachineAliasArn'),
      run(input) {
        const { machine, alias } = aliasOf(input);
        machine.aliases.delete(alias.name);
        machines.changed();
        return {};
      },
    },
    DescribeStateMachineAlias: {
      resource: on('stateMachineAliasArn'),
      run(input) {
        const { machine, alias } = aliasOf(input);
        return {
          stateMachineAliasArn: `${machine.arn}:${alias.name}`,
          name: alias.name,
          description: alias.description,
          routingConfiguration: alias.routes,
          creationDate: seconds(alias.createdAt),
          updateDate: seconds(alias.updatedAt),
        };
      },
    },
    ListStateMachineAliases: {
      resource: on('stateMachineArn'),
      run(input) {
        const arn = required(input, 'stateMachineArn').replace(/:\d+$/, '');
        const machine = machines.find(arn);
        if (!machine) throw machineDoesNotExist(arn);
        const { items, nextToken } = page([...machine.aliases.values()], input);
        return {
          stateMachineAliases: items.map(({ name, createdAt }) => ({
            stateMachineAliasArn: `${machine.arn}:${name}`,
            creationDate: seconds(createdAt),
          })),
          nextToken,
        };
      },
    },
  };
}

/** One or two routes whose weights add up to 100. @throws AwsError ValidationException. */
export function routesOf({ routingConfiguration: routes = [] }: Input): Route[] {
  const sum = routes.reduce((total: number, { weight }: Route) => total + weight, 0);
  if (routes.length < 1 || routes.length > 2 || sum !== 100)
    throw validation('The weights of one or two routes must add up to 100.');
  return routes;
}
