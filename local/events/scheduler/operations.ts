import { constraint, invalid, required } from '../errors.ts';
import { pageOf, seconds, tagsIn, type Input } from '../operations/operation.ts';
import { defaultGroup, type Schedule, type ScheduleDefinition, type ScheduleGroup } from './model.ts';
import type { Schedules } from './schedules.ts';

/** One operation: on what policies must allow it, and what it does. */
interface SchedulerOperation {
  readonly asks: (input: Input) => string;
  readonly run: (input: Input) => object;
}

export interface SchedulerService {
  readonly schedules: Schedules;
  /** @throws AwsError ValidationException. */
  readonly check: (definition: ScheduleDefinition) => void;
  readonly now: () => number;
  /** Resolves when all that was done so far outlives a crash. */
  readonly flush: () => Promise<void>;
}

/** The operations of EventBridge Scheduler by name. */
export function schedulerOperations({
  schedules,
  check,
  now,
}: SchedulerService): Readonly<Record<string, SchedulerOperation>> {
  const onSchedule = (input: Input) => schedules.arnOf(input['GroupName'] ?? defaultGroup, nameOf(input));
  const onGroup = (input: Input) => schedules.groupArnOf(nameOf(input));
  const find = (input: Input) => schedules.named(input['GroupName'] ?? defaultGroup, nameOf(input));
  const onTagged = (input: Input) => required(input, 'ResourceArn');

  return {
    CreateSchedule: {
      asks: onSchedule,
      run(input) {
        const definition = readSchedule(input);
        schedules.group(definition.group);
        check(definition);
        return { ScheduleArn: schedules.create(definition).arn };
      },
    },
    UpdateSchedule: {
      asks: onSchedule,
      run(input) {
        const former = find(input);
        const definition = readSchedule(input);
        check(definition);
        return { ScheduleArn: schedules.update(former, definition).arn };
      },
    },
    GetSchedule: { asks: onSchedule, run: (input) => describeSchedule(find(input)) },
    DeleteSchedule: {
      asks: onSchedule,
      run(input) {
        schedules.delete(find(input));
        return {};
      },
    },
    ListSchedules: {
      asks: () => '*',
      run(input) {
        const { ScheduleGroup: group, NamePrefix = '', State } = input;
        if (group !== undefined) schedules.group(group);
        const wanted = schedules
          .all()
          .filter(({ definition }) => group === undefined || definition.group === group)
          .filter(({ definition }) => definition.name.startsWith(NamePrefix))
          .filter(({ definition }) => State === undefined || definition.state === State)
          .sort((one, other) => (one.arn < other.arn ? -1 : 1));
        const { page, token } = pageOf(wanted, { ...input, Limit: Number(input['MaxResults'] ?? 100) });
        return { Schedules: page.map(summarize), ...token };
      },
    },
    CreateScheduleGroup: {
      asks: onGroup,
      run(input) {
        const group = schedules.createGroup(nameOf(input));
        for (const [key, value] of tagsIn(input['Tags'])) group.tags.set(key, value);
        schedules.groupChanged(group);
        return { ScheduleGroupArn: group.arn };
      },
    },
    GetScheduleGroup: { asks: onGroup, run: (input) => describeGroup(schedules.group(nameOf(input))) },
    DeleteScheduleGroup: {
      asks: onGroup,
      run(input) {
        const name = nameOf(input);
        // The wording is not established.
        if (name === defaultGroup) throw invalid('The default schedule group cannot be deleted.');
        schedules.deleteGroup(schedules.group(name));
        return {};
      },
    },
    ListScheduleGroups: {
      asks: () => '*',
      run(input) {
        const wanted = schedules
          .groups()
          .filter(({ name }) => name.startsWith(input['NamePrefix'] ?? ''))
          .sort((one, other) => (one.name < other.name ? -1 : 1));
        const { page, token } = pageOf(wanted, { ...input, Limit: Number(input['MaxResults'] ?? 100) });
        return { ScheduleGroups: page.map(describeGroup), ...token };
      },
    },
    ListTagsForResource: {
      asks: onTagged,
      run: (input) => ({
        Tags: [...schedules.groupByArn(onTagged(input)).tags].map(([Key, Value]) => ({ Key, Value })),
      }),
    },
    TagResource: {
      asks: onTagged,
      run(input) {
        const group = schedules.groupByArn(onTagged(input));
        for (const [key, value] of tagsIn(input['Tags'])) group.tags.set(key, value);
        touch(group);
        return {};
      },
    },
    UntagResource: {
      asks: onTagged,
      run(input) {
        const group = schedules.groupByArn(onTagged(input));
        for (const key of [input['TagKeys'] ?? []].flat()) group.tags.delete(key);
        touch(group);
        return {};
      },
    },
  };

  function touch(group: ScheduleGroup): void {
    group.modifiedAt = now();
    schedules.groupChanged(group);
  }
}

const namePattern = /^[0-9a-zA-Z-_.]+$/;

function nameOf(input: Input): string {
  const name = required(input, 'Name');
  if (!namePattern.test(name)) {
    throw constraint(name, 'name', 'satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$');
  }
  if (name.length > 64) throw constraint(name, 'name', 'have length less than or equal to 64');
  return name;
}

/** Reads what the API, or a template, says of a schedule. @throws AwsError ValidationException */
export function readSchedule(input: Input): ScheduleDefinition {
  const { StartDate, EndDate, Description, KmsKeyArn, FlexibleTimeWindow: window, Target } = input;
  if (!window) throw constraint(undefined, 'flexibleTimeWindow', 'not be null');
  if (!Target) throw constraint(undefined, 'target', 'not be null');
  const minutes = window.MaximumWindowInMinutes;
  if (window.Mode === 'FLEXIBLE' && !(Number(minutes) >= 1 && Number(minutes) <= 1440)) {
    // The wording is not established.
    throw invalid('MaximumWindowInMinutes must be from 1 to 1440 when the mode is FLEXIBLE.');
  }
  return {
    name: nameOf(input),
    group: input['GroupName'] ?? defaultGroup,
    expression: required(input, 'ScheduleExpression'),
    timeZone: input['ScheduleExpressionTimezone'] ?? 'UTC',
    state: input['State'] ?? 'ENABLED',
    window: window.Mode === 'FLEXIBLE' ? Number(minutes) * 60_000 : 0,
    target: { ...Target, Arn: required(Target, 'Arn'), RoleArn: required(Target, 'RoleArn') },
    deleteAfterCompletion: input['ActionAfterCompletion'] === 'DELETE',
    ...(StartDate !== undefined && { start: momentOf(StartDate) }),
    ...(EndDate !== undefined && { end: momentOf(EndDate) }),
    ...(Description !== undefined && { description: Description }),
    ...(KmsKeyArn !== undefined && { kmsKeyArn: KmsKeyArn }),
  };
}

/** The API has seconds since the epoch, a template a text. */
function momentOf(value: unknown): number {
  const moment = typeof value === 'number' ? value * 1000 : Date.parse(String(value));
  if (Number.isNaN(moment)) throw invalid(`${String(value)} is not a moment.`);
  return moment;
}

const describeSchedule = ({ arn, definition, createdAt, modifiedAt }: Schedule) => ({
  Arn: arn,
  Name: definition.name,
  GroupName: definition.group,
  ScheduleExpression: definition.expression,
  ScheduleExpressionTimezone: definition.timeZone,
  State: definition.state,
  Target: definition.target,
  FlexibleTimeWindow:
    definition.window > 0
      ? { Mode: 'FLEXIBLE', MaximumWindowInMinutes: definition.window / 60_000 }
      : { Mode: 'OFF' },
  ActionAfterCompletion: definition.deleteAfterCompletion ? 'DELETE' : 'NONE',
  CreationDate: seconds(createdAt),
  LastModificationDate: seconds(modifiedAt),
  ...(definition.start !== undefined && { StartDate: seconds(definition.start) }),
  ...(definition.end !== undefined && { EndDate: seconds(definition.end) }),
  ...(definition.description !== undefined && { Description: definition.description }),
  ...(definition.kmsKeyArn !== undefined && { KmsKeyArn: definition.kmsKeyArn }),
});

const summarize = ({ arn, definition, createdAt, modifiedAt }: Schedule) => ({
  Arn: arn,
  Name: definition.name,
  GroupName: definition.group,
  State: definition.state,
  CreationDate: seconds(createdAt),
  LastModificationDate: seconds(modifiedAt),
  Target: { Arn: definition.target.Arn },
});

const describeGroup = ({ arn, name, createdAt, modifiedAt }: ScheduleGroup) => ({
  Arn: arn,
  Name: name,
  State: 'ACTIVE',
  CreationDate: seconds(createdAt),
  LastModificationDate: seconds(modifiedAt),
});
