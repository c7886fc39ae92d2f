import { AwsError } from '../../core/aws-error.ts';
import type { Environment } from '../../core/environment.ts';
import { openKeptFiles } from '../../core/kept-files.ts';
import { notFound } from '../errors.ts';
import { defaultGroup, type Schedule, type ScheduleDefinition, type ScheduleGroup } from './model.ts';

/** A schedule as it is kept on disk. One that a template defines has the definition of the template. */
interface StoredSchedule {
  readonly name: string;
  readonly group: string;
  readonly made?: ScheduleDefinition;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly lastRun?: number;
}

interface StoredGroup {
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** The schedules of the account with their groups. */
export interface Schedules {
  groups(): ScheduleGroup[];
  /** @throws AwsError ResourceNotFoundException. */
  group(name: string): ScheduleGroup;
  groupByArn(arn: string): ScheduleGroup;
  /** @throws AwsError ConflictException. */
  createGroup(name: string, defined?: boolean): ScheduleGroup;
  /** Deletes its schedules as well. */
  deleteGroup(group: ScheduleGroup): void;
  groupChanged(group: ScheduleGroup): void;
  all(): Schedule[];
  /** @throws AwsError ResourceNotFoundException. */
  named(group: string, name: string): Schedule;
  /** @throws AwsError ConflictException, ResourceNotFoundException of the group. */
  create(definition: ScheduleDefinition, defined?: boolean): Schedule;
  update(schedule: Schedule, definition: ScheduleDefinition): Schedule;
  delete(schedule: Schedule): void;
  /** Says that a schedule has run. */
  changed(schedule: Schedule): void;
  arnOf(group: string, name: string): string;
  groupArnOf(name: string): string;
  /** Begins with those of templates, and takes up what callers of an earlier run made. */
  settle(): void;
  flush(): Promise<void>;
}

interface Watcher {
  readonly watch: (schedule: Schedule) => void;
  readonly forget: (schedule: Schedule) => void;
}

export function createSchedules(environment: Environment, watcher: Watcher): Schedules {
  const { partition, region, accountId, clock } = environment;
  const files = openKeptFiles<StoredSchedule>(environment, 'events/schedules', 'schedule');
  const groupFiles = openKeptFiles<StoredGroup>(environment, 'events/schedule-groups', 'schedule group');
  const groups = new Map<string, ScheduleGroup>();
  const schedules = new Map<string, Schedule>();
  // Made by callers of an earlier run; a template that defines one of them now takes it over.
  const restored = new Set<Schedule | ScheduleGroup>();
  const left = new Map(files.kept);
  const arn = (rest: string) => `arn:${partition}:scheduler:${region}:${accountId}:${rest}`;
  const keyOf = (group: string, name: string) => `${group}/${name}`;
  const key = ({ definition: { group, name } }: Schedule) => keyOf(group, name);

  const newGroup = (name: string, defined: boolean, createdAt = clock.now(), modifiedAt = createdAt) => {
    const group: ScheduleGroup = {
      name,
      arn: arn(`schedule-group/${name}`),
      createdAt,
      modifiedAt,
      tags: new Map(),
      defined,
    };
    groups.set(name, group);
    return group;
  };

  // Those of templates begin when everything stands, their roles' policies among it.
  const waiting = new Set<Schedule>();

  const place = (schedule: Schedule): Schedule => {
    schedules.set(key(schedule), schedule);
    changed(schedule);
    if (schedule.defined) waiting.add(schedule);
    else watcher.watch(schedule);
    return schedule;
  };
  const takeAway = (schedule: Schedule): void => {
    waiting.delete(schedule);
    watcher.forget(schedule);
    schedules.delete(key(schedule));
  };

  const changed = (schedule: Schedule): void => {
    const { definition, defined } = schedule;
    if (schedules.get(key(schedule)) !== schedule) return;
    files.changed(key(schedule), () => ({
      name: definition.name,
      group: definition.group,
      createdAt: schedule.createdAt,
      modifiedAt: schedule.modifiedAt,
      ...(!defined && { made: definition }),
      ...(schedule.lastRun !== undefined && { lastRun: schedule.lastRun }),
    }));
  };

  const scheduleOf = (
    definition: ScheduleDefinition,
    defined: boolean,
    times: Pick<Schedule, 'createdAt' | 'modifiedAt' | 'lastRun'>,
  ): Schedule => ({
    definition,
    arn: arn(`schedule/${definition.group}/${definition.name}`),
    counts: { started: 0, delivered: 0, failed: 0 },
    defined,
    ...times,
  });

  newGroup(defaultGroup, true);
  for (const { name, createdAt, modifiedAt, tags } of groupFiles.kept.values()) {
    const group = newGroup(name, false, createdAt, modifiedAt);
    for (const [tag, value] of Object.entries(tags)) group.tags.set(tag, value);
    restored.add(group);
  }

  const group: Schedules['group'] = (name) => {
    const found = groups.get(name);
    if (!found) throw notFoundAs404(`Schedule group ${name} does not exist.`);
    return found;
  };

  return {
    groups: () => [...groups.values()],
    group,
    groupByArn: (searched) => group(searched.slice(searched.lastIndexOf('/') + 1)),
    createGroup(name, defined = false) {
      const there = groups.get(name);
      if (there && !(defined && restored.delete(there)))
        throw conflict(`Schedule group ${name} already exists.`);
      const made = newGroup(name, defined);
      if (defined) groupFiles.remove(name);
      else this.groupChanged(made);
      return made;
    },
    deleteGroup(one) {
      for (const schedule of [...schedules.values()]) {
        if (schedule.definition.group !== one.name) continue;
        takeAway(schedule);
        files.remove(key(schedule));
      }
      groups.delete(one.name);
      groupFiles.remove(one.name);
    },
    groupChanged({ name, createdAt, modifiedAt, tags, defined }) {
      if (defined) return;
      groupFiles.changed(name, () => ({ name, createdAt, modifiedAt, tags: Object.fromEntries(tags) }));
    },
    all: () => [...schedules.values()],
    named(groupName, name) {
      const schedule = schedules.get(keyOf(groupName, name));
      if (!schedule) throw notFoundAs404(`Schedule ${name} does not exist.`);
      return schedule;
    },
    create(definition, defined = false) {
      group(definition.group);
      const at = keyOf(definition.group, definition.name);
      const there = schedules.get(at);
      if (there && !(defined && restored.delete(there))) {
        throw conflict(`Schedule ${definition.name} already exists.`);
      }
      if (there) takeAway(there);
      const now = clock.now();
      // One that a template defines goes on from where an earlier run was.
      const kept = defined ? left.get(at) : undefined;
      left.delete(at);
      return place(
        scheduleOf(definition, defined, {
          createdAt: kept?.createdAt ?? now,
          modifiedAt: kept?.modifiedAt ?? now,
          ...(kept?.lastRun !== undefined && { lastRun: kept.lastRun }),
        }),
      );
    },
    update(former, definition) {
      takeAway(former);
      const { createdAt, defined, counts } = former;
      return place({ ...scheduleOf(definition, defined, { createdAt, modifiedAt: clock.now() }), counts });
    },
    delete(schedule) {
      takeAway(schedule);
      files.remove(key(schedule));
    },
    changed,
    arnOf: (groupName, name) => arn(`schedule/${groupName}/${name}`),
    groupArnOf: (name) => arn(`schedule-group/${name}`),
    settle() {
      for (const [at, { made, createdAt, modifiedAt, lastRun }] of left) {
        if (!made || !groups.has(made.group)) continue;
        left.delete(at);
        if (schedules.has(at)) continue;
        const times = { createdAt, modifiedAt, ...(lastRun !== undefined && { lastRun }) };
        restored.add(place(scheduleOf(made, false, times)));
      }
      for (const schedule of waiting) watcher.watch(schedule);
      waiting.clear();
    },
    async flush() {
      await Promise.all([files.flush(), groupFiles.flush()]);
    },
  };
}

const conflict = (message: string) => new AwsError('ConflictException', message, 409);
const notFoundAs404 = (message: string) => new AwsError(notFound('').name, message, 404);
