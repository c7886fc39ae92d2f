import { readFileSync } from 'node:fs';
import { RestartNeededError, type ResourceProvider, type ResourceRequest } from '../core/resource.ts';
import type { Activities } from './activities.ts';
import type { Machine, Machines } from './machines.ts';
import { routesOf } from './operations/versions.ts';

interface Deps {
  readonly machines: Machines;
  readonly activities: Activities;
  /** Goes on with the executions of an earlier run, once what they ask stands. */
  readonly resume: () => void;
}

const longestName = 80;

/** `AWS::StepFunctions::*` */
export function stepFunctionsProviders({ machines, activities, resume }: Deps): ResourceProvider[] {
  const define = (request: ResourceRequest, change?: Machine): Machine => {
    const { properties, logicalId } = request;
    const name = properties.StateMachineName ?? nameFrom(request.generatedName);
    const definition = definitionOf(request);
    try {
      if (change) {
        machines.revise(change, { definition, roleArn: properties.RoleArn });
        return change;
      }
      return machines.create({
        name,
        definition,
        roleArn: properties.RoleArn,
        type: properties.StateMachineType ?? 'STANDARD',
        defined: true,
        tags: Object.fromEntries((properties.Tags ?? []).map(({ Key, Value }: any) => [Key, Value])),
      });
    } catch (error) {
      throw new Error(`${logicalId}: ${(error as Error).message}`, { cause: error });
    }
  };

  return [
    {
      type: 'AWS::StepFunctions::StateMachine',
      honoured: [
        'Definition',
        'DefinitionS3Location',
        'DefinitionString',
        'DefinitionSubstitutions',
        'RoleArn',
        'StateMachineName',
        'StateMachineType',
        'Tags',
      ],
      inert: {
        EncryptionConfiguration: 'nothing is encrypted at rest on a laptop',
        LoggingConfiguration:
          'there are no log groups; GetExecutionHistory and the explorer tell what happened',
        TracingConfiguration: 'traces are not collected',
      },
      async create(request) {
        const machine = define(request);
        return { ref: machine.arn, attributes: attributesOf(machine) };
      },
      // Executions that run keep the definition that they began with.
      async update(request) {
        const { properties, former, created, logicalId } = request;
        const machine = machines.find(created.ref);
        for (const name of ['StateMachineName', 'StateMachineType'])
          if (!machine || properties[name] !== former[name])
            throw new RestartNeededError(`${logicalId}: a change of ${name} needs a restart`);
        const before = machine!.current;
        define(request, machine);
        return {
          created: { ref: created.ref, attributes: attributesOf(machine!) },
          undo: () => void (machine!.current = before),
        };
      },
      async remove(_request, { ref }) {
        const machine = machines.find(ref)!;
        machines.remove(machine);
        return () => machines.restore(machine);
      },
      settle: async () => resume(),
    },
    {
      type: 'AWS::StepFunctions::StateMachineVersion',
      honoured: ['Description', 'StateMachineArn', 'StateMachineRevisionId'],
      async create({ properties }) {
        const { machine } = machines.resolve(properties.StateMachineArn);
        const arn = machines.publish(machine, properties.Description);
        return { ref: arn, attributes: { Arn: arn } };
      },
      // Executions may still name it.
      remove: async () => () => {},
    },
    {
      type: 'AWS::StepFunctions::StateMachineAlias',
      honoured: [
        'DeploymentPreference.StateMachineVersionArn',
        'Description',
        'Name',
        'RoutingConfiguration',
      ],
      inert: { DeploymentPreference: 'a new version takes all traffic at once' },
      async create({ properties, generatedName }) {
        return setAlias(machines, properties, properties.Name ?? nameFrom(generatedName));
      },
      async update({ properties, former, created, logicalId }) {
        if (properties.Name !== former.Name)
          throw new RestartNeededError(`${logicalId}: a change of Name needs a restart`);
        const name = created.ref.split(':').at(-1)!;
        return {
          created: setAlias(machines, properties, name),
          undo: () => void setAlias(machines, former, name),
        };
      },
    },
    {
      type: 'AWS::StepFunctions::Activity',
      honoured: ['Name'],
      inert: {
        EncryptionConfiguration: 'nothing is encrypted at rest on a laptop',
        Tags: 'for people and bills',
      },
      async create({ properties, generatedName }) {
        const { arn, name } = activities.create(properties.Name ?? nameFrom(generatedName));
        return { ref: arn, attributes: { Arn: arn, Name: name } };
      },
    },
  ];
}

const attributesOf = ({ arn, name, current }: Machine) => ({
  Arn: arn,
  Name: name,
  StateMachineRevisionId: current.revisionId ?? 'INITIAL',
});

function setAlias(machines: Machines, properties: Record<string, any>, name: string) {
  const preferred = properties.DeploymentPreference?.StateMachineVersionArn;
  const routes = routesOf({
    routingConfiguration:
      preferred === undefined
        ? (properties.RoutingConfiguration ?? []).map(({ StateMachineVersionArn, Weight }: any) => ({
            stateMachineVersionArn: StateMachineVersionArn,
            weight: Number(Weight),
          }))
        : [{ stateMachineVersionArn: preferred, weight: 100 }],
  });
  const { machine } = machines.resolve(routes[0]!.stateMachineVersionArn);
  const now = machine.current.at;
  machines.setAlias(machine, {
    name,
    description: properties.Description,
    routes,
    createdAt: now,
    updatedAt: now,
  });
  const arn = `${machine.arn}:${name}`;
  return { ref: arn, attributes: { Arn: arn } };
}

/** The definition's text, from wherever the template has it, with `${…}` put in. */
function definitionOf({ properties, logicalId, asset }: ResourceRequest): string {
  const { Definition, DefinitionString, DefinitionS3Location: location } = properties;
  let text: string;
  if (typeof DefinitionString === 'string') text = DefinitionString;
  else if (Definition !== undefined) text = JSON.stringify(Definition);
  else {
    const path = location && asset(location.Bucket, location.Key);
    if (!path)
      throw new Error(
        `${logicalId}: no DefinitionString, Definition, or DefinitionS3Location of an asset is given.`,
      );
    text = readFileSync(path, 'utf8');
  }
  return text.replace(/\$\{([\w.:-]+)\}/g, (whole, name: string) => {
    const value = properties.DefinitionSubstitutions?.[name];
    return value === undefined ? whole : String(value);
  });
}

// The end, which tells names apart, is kept.
function nameFrom(generated: string): string {
  const end = generated.slice(-13);
  return generated.length <= longestName ? generated : generated.slice(0, longestName - end.length) + end;
}
