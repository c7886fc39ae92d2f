import { RestartNeededError, type ResourceProvider, type ResourceRequest } from '../../core/resource.ts';
import { defaultGroup } from './model.ts';
import { readSchedule, type SchedulerService } from './operations.ts';

/** `AWS::Scheduler::*`: schedules and their groups. */
export function schedulerProviders({ schedules, check }: SchedulerService): ResourceProvider[] {
  const read = ({ properties, generatedName, logicalId }: ResourceRequest) => {
    try {
      const definition = readSchedule({
        ...properties,
        Name: properties['Name'] ?? generatedName,
      });
      schedules.group(definition.group);
      check(definition);
      return definition;
    } catch (error) {
      throw new Error(`${logicalId}: ${(error as Error).message}`, { cause: error });
    }
  };
  const find = ({ properties }: ResourceRequest, name: string) =>
    schedules.named(properties['GroupName'] ?? defaultGroup, name);

  return [
    {
      type: 'AWS::Scheduler::ScheduleGroup',
      honoured: ['Name', 'Tags'],
      async create({ properties, generatedName }) {
        const group = schedules.createGroup(properties['Name'] ?? generatedName, true);
        for (const { Key, Value } of properties['Tags'] ?? []) group.tags.set(Key, Value);
        const date = new Date(group.createdAt).toISOString();
        return {
          ref: group.name,
          attributes: { Arn: group.arn, State: 'ACTIVE', CreationDate: date, LastModificationDate: date },
        };
      },
    },
    {
      type: 'AWS::Scheduler::Schedule',
      honoured: [
        'ActionAfterCompletion',
        'Description',
        'EndDate',
        'FlexibleTimeWindow',
        'GroupName',
        'Name',
        'ScheduleExpression',
        'ScheduleExpressionTimezone',
        'StartDate',
        'State',
        ...[
          'Arn',
          'DeadLetterConfig',
          'EventBridgeParameters',
          'Input',
          'RetryPolicy',
          'RoleArn',
          'SqsParameters',
        ].map((member) => `Target.${member}`),
      ],
      inert: {
        KmsKeyArn: 'nothing is encrypted at rest on a laptop',
        'Target.EcsParameters': 'the local cloud runs no such target',
        'Target.KinesisParameters': 'the local cloud runs no such target',
        'Target.SageMakerPipelineParameters': 'the local cloud runs no such target',
      },
      async create(request) {
        const schedule = schedules.create(read(request), true);
        return { ref: schedule.definition.name, attributes: { Arn: schedule.arn } };
      },
      async update(request) {
        const { properties, former, created, logicalId } = request;
        if (properties['Name'] !== former['Name'] || properties['GroupName'] !== former['GroupName']) {
          throw new RestartNeededError(`${logicalId}: a change of its name or group needs a restart`);
        }
        const before = find(request, created.ref);
        const after = schedules.update(before, read(request));
        return { created, undo: () => void schedules.update(after, before.definition) };
      },
      async remove(request, { ref }) {
        const schedule = find(request, ref);
        schedules.delete(schedule);
        return () => void schedules.create(schedule.definition, true);
      },
      settle: async () => schedules.settle(),
    },
  ];
}
