import type { Log } from '../core/log.ts';
import {
  RestartNeededError,
  type ResourceProvider,
  type ResourceRequest,
  type ResourceUpdate,
  type Undo,
} from '../core/resource.ts';
import type { Archives } from './archives/archives.ts';
import { statementsOfBus, withStatement, withoutStatement } from './bus-policy.ts';
import { defaultBus, type Rule, type Target } from './model.ts';
import { readRule } from './operations/rules.ts';
import { tagsIn } from './operations/operation.ts';
import type { Registry } from './registry.ts';
import { checkTargets, warnOfTarget } from './targets.ts';

interface Deps {
  readonly registry: Registry;
  readonly archives: Archives;
  readonly log: Log;
  /** Takes up what an earlier run left, once everything stands. */
  readonly resume: () => void;
}

/** `AWS::Events::*`: buses with their policies, rules and archives. */
export function eventsProviders(deps: Deps): ResourceProvider[] {
  return [busProvider(deps), busPolicyProvider(deps), ruleProvider(deps), archiveProvider(deps)];
}

function busProvider({ registry }: Deps): ResourceProvider {
  return {
    type: 'AWS::Events::EventBus',
    honoured: ['Description', 'Name', 'Policy', 'Tags'],
    inert: {
      DeadLetterConfig: 'nothing is encrypted, and so nothing fails to be',
      EventSourceName: 'no partner sends events to a laptop',
      KmsKeyIdentifier: 'nothing is encrypted at rest on a laptop',
      LogConfig: 'the explorer shows what a bus does',
    },
    async create({ properties, generatedName, logicalId }) {
      const { Name = generatedName, Description, Policy, Tags } = properties;
      return saying(logicalId, () => {
        const bus = registry.createBus(Name, {
          defined: true,
          ...(Description !== undefined && { description: Description }),
        });
        if (Policy) bus.policy = Policy;
        for (const [key, value] of tagsIn(Tags)) bus.tags.set(key, value);
        return { ref: bus.name, attributes: { Arn: bus.arn, Name: bus.name, Policy } };
      });
    },
    async remove(_request, { ref }) {
      const bus = registry.bus(ref);
      registry.deleteBus(bus);
      return () => registry.restoreBus(bus);
    },
  };
}

function busPolicyProvider({ registry }: Deps): ResourceProvider {
  const put = ({ properties, logicalId }: ResourceRequest): Undo =>
    saying(logicalId, () => {
      const { EventBusName, StatementId, Statement, Action, Principal, Condition } = properties;
      const bus = registry.bus(EventBusName ?? defaultBus);
      const former = bus.policy;
      bus.policy = withStatement(former, {
        ...(Statement ?? {
          Effect: 'Allow',
          Principal: Principal === '*' ? '*' : { AWS: Principal },
          Action,
          Resource: bus.arn,
          ...(Condition && { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
        }),
        Sid: StatementId,
      });
      return () => {
        if (former) bus.policy = former;
        else delete bus.policy;
      };
    });
  const takeAway = ({ EventBusName, StatementId }: Record<string, any>): void => {
    const bus = registry.find(EventBusName ?? defaultBus);
    if (!bus || !statementsOfBus(bus.policy).some(({ Sid }) => Sid === StatementId)) return;
    const rest = withoutStatement(bus.policy, StatementId);
    if (rest) bus.policy = rest;
    else delete bus.policy;
  };
  return {
    type: 'AWS::Events::EventBusPolicy',
    honoured: ['Action', 'Condition', 'EventBusName', 'Principal', 'Statement', 'StatementId'],
    async create(request) {
      put(request);
      return { ref: request.properties['StatementId'] };
    },
    async update(request) {
      const { former, created } = request;
      takeAway(former);
      put(request);
      return {
        created: { ...created, ref: request.properties['StatementId'] },
        undo() {
          takeAway(request.properties);
          put({ ...request, properties: former });
        },
      };
    },
    async remove(request) {
      takeAway(request.properties);
      return () => void put(request);
    },
  };
}

function ruleProvider({ registry, log, resume }: Deps): ResourceProvider {
  const put = ({ properties, generatedName, logicalId }: ResourceRequest): Rule =>
    saying(logicalId, () => {
      const bus = registry.bus(properties['EventBusName'] ?? defaultBus);
      const targets: Target[] = (properties['Targets'] ?? []).map(readTarget);
      checkTargets(targets, new Map());
      const definition = readRule(
        {
          ...properties,
          Name: properties['Name'] ?? generatedName,
          ...(properties['EventPattern'] !== undefined && {
            EventPattern: textOf(properties['EventPattern']),
          }),
        },
        bus,
      );
      const rule = registry.putRule(bus, definition, true);
      rule.targets.clear();
      for (const target of targets) {
        rule.targets.set(target.Id, target);
        warnOfTarget(target, logicalId, log);
      }
      for (const [key, value] of tagsIn(properties['Tags'])) rule.tags.set(key, value);
      return rule;
    });
  const find = ({ EventBusName }: Record<string, any>, name: string) =>
    registry.rule(registry.bus(EventBusName ?? defaultBus), name);

  return {
    type: 'AWS::Events::Rule',
    honoured: [
      'Description',
      'EventBusName',
      'EventPattern',
      'Name',
      'RoleArn',
      'ScheduleExpression',
      'State',
      'Tags',
      ...[
        'Arn',
        'Id',
        'Input',
        'InputPath',
        'InputTransformer',
        'RoleArn',
        'RetryPolicy',
        'DeadLetterConfig',
      ].map((member) => `Targets.*.${member}`),
      'Targets.*.SqsParameters.MessageGroupId',
    ],
    inert: Object.fromEntries(
      [
        'AppSyncParameters',
        'BatchParameters',
        'EcsParameters',
        'HttpParameters',
        'KinesisParameters',
        'RedshiftDataParameters',
        'RunCommandParameters',
        'SageMakerPipelineParameters',
      ].map((member) => [`Targets.*.${member}`, 'the local cloud does not deliver to such a target']),
    ),
    async create(request) {
      const { definition, arn } = put(request);
      return { ref: definition.Name, attributes: { Arn: arn, RuleName: definition.Name } };
    },
    async update(request: ResourceUpdate) {
      const { properties, former, created, logicalId } = request;
      if (properties['Name'] !== former['Name'] || properties['EventBusName'] !== former['EventBusName']) {
        throw new RestartNeededError(`${logicalId}: a change of its name or bus needs a restart`);
      }
      put(request);
      return { created, undo: () => void put({ ...request, properties: former }) };
    },
    async remove({ properties }, { ref }) {
      const rule = find(properties, ref);
      registry.deleteRule(rule);
      return () => registry.restoreRule(rule);
    },
    settle: async () => resume(),
  };
}

function archiveProvider({ archives }: Deps): ResourceProvider {
  const definitionOf = ({ properties, generatedName }: ResourceRequest) => ({
    name: properties['ArchiveName'] ?? generatedName,
    sourceArn: properties['SourceArn'],
    retention: Number(properties['RetentionDays'] ?? 0),
    ...(properties['Description'] !== undefined && { description: properties['Description'] }),
    ...(properties['EventPattern'] !== undefined && { pattern: textOf(properties['EventPattern']) }),
  });
  return {
    type: 'AWS::Events::Archive',
    honoured: ['ArchiveName', 'Description', 'EventPattern', 'RetentionDays', 'SourceArn'],
    inert: { KmsKeyIdentifier: 'nothing is encrypted at rest on a laptop' },
    async create(request) {
      const archive = saying(request.logicalId, () => archives.create(definitionOf(request), true));
      return { ref: archive.name, attributes: { Arn: archive.arn } };
    },
    async update(request) {
      const { properties, former, created, logicalId } = request;
      if (
        properties['ArchiveName'] !== former['ArchiveName'] ||
        properties['SourceArn'] !== former['SourceArn']
      ) {
        throw new RestartNeededError(`${logicalId}: a change of its name or bus needs a restart`);
      }
      const put = (one: ResourceRequest) => {
        const { name: _, ...changes } = definitionOf(one);
        archives.update(archives.named(created.ref), {
          description: undefined,
          pattern: undefined,
          ...changes,
        });
      };
      saying(logicalId, () => put(request));
      return { created, undo: () => put({ ...request, properties: former }) };
    },
  };
}

/** A target of a template, whose numbers may be texts. */
function readTarget(given: Record<string, any>): Target {
  const policy = given['RetryPolicy'];
  return {
    ...(given as Target),
    ...(policy && {
      RetryPolicy: Object.fromEntries(Object.entries(policy).map(([name, value]) => [name, Number(value)])),
    }),
  };
}

const textOf = (pattern: unknown): string =>
  typeof pattern === 'string' ? pattern : JSON.stringify(pattern);

/** Names the resource in what goes wrong with it. */
function saying<Result>(logicalId: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RestartNeededError) throw error;
    throw new Error(`${logicalId}: ${(error as Error).message}`, { cause: error });
  }
}
