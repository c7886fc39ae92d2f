import type { Archive } from '../archives/archives.ts';
import type { Replay } from '../archives/replays.ts';
import { constraint, invalid, required } from '../errors.ts';
import { nameIn, pageOf, seconds, type Input, type Operations, type Service } from './operation.ts';

/** Operations on archives and replays. */
export function archiveOperations({ registry, archives, replays, environment }: Service): Operations {
  const { partition, region, accountId } = environment;
  const arn = (rest: string) => `arn:${partition}:events:${region}:${accountId}:${rest}`;
  const archiveName = (input: Input) => nameIn(input, 'ArchiveName', 48);
  const replayName = (input: Input) => nameIn(input, 'ReplayName');
  const onArchive = (input: Input) => [arn(`archive/${archiveName(input)}`)];
  const onReplay = (input: Input) => [arn(`replay/${replayName(input)}`)];

  return {
    CreateArchive: {
      asks: onArchive,
      run(input) {
        const archive = archives.create({
          name: archiveName(input),
          sourceArn: required(input, 'EventSourceArn'),
          retention: input['RetentionDays'] ?? 0,
          ...(input['Description'] !== undefined && { description: input['Description'] }),
          ...(input['EventPattern'] !== undefined && { pattern: input['EventPattern'] }),
        });
        return summary(archive);
      },
    },
    UpdateArchive: {
      asks: onArchive,
      run(input) {
        const { EventPattern, RetentionDays, Description } = input;
        if (EventPattern === undefined && RetentionDays === undefined && Description === undefined) {
          throw invalid('At least one of EventPattern, RetentionDays or Description must be provided.');
        }
        const archive = archives.update(archives.named(archiveName(input)), {
          ...(EventPattern !== undefined && { pattern: EventPattern }),
          ...(RetentionDays !== undefined && { retention: RetentionDays }),
          ...(Description !== undefined && { description: Description }),
        });
        return summary(archive);
      },
    },
    DeleteArchive: {
      asks: onArchive,
      run(input) {
        archives.delete(archives.named(archiveName(input)));
        return {};
      },
    },
    DescribeArchive: {
      asks: onArchive,
      run(input) {
        const archive = archives.named(archiveName(input));
        return {
          ArchiveArn: archive.arn,
          ...describeArchive(archive),
          ...(archive.description !== undefined && { Description: archive.description }),
          ...(archive.pattern !== undefined && { EventPattern: archive.pattern }),
        };
      },
    },
    ListArchives: {
      asks: () => ['*'],
      run(input) {
        const { NamePrefix = '', EventSourceArn, State } = input;
        if (EventSourceArn !== undefined) registry.bus(EventSourceArn);
        const wanted = archives
          .all()
          .filter(({ name }) => name.startsWith(NamePrefix))
          .filter(({ sourceArn }) => EventSourceArn === undefined || sourceArn === EventSourceArn)
          .filter(() => State === undefined || State === 'ENABLED')
          .sort(byName);
        const { page, token } = pageOf(wanted, input);
        return { Archives: page.map(describeArchive), ...token };
      },
    },
    StartReplay: {
      asks: onReplay,
      run(input) {
        const { Destination = {}, Description } = input;
        const replay = replays.start({
          name: replayName(input),
          archiveArn: required(input, 'EventSourceArn'),
          busArn: required(Destination, 'Arn'),
          from: momentIn(input, 'EventStartTime'),
          to: momentIn(input, 'EventEndTime'),
          ...(Destination.FilterArns?.length > 0 && { filterArns: Destination.FilterArns }),
          ...(Description !== undefined && { description: Description }),
        });
        return { ReplayArn: replay.arn, State: replay.state, ReplayStartTime: seconds(replay.startedAt) };
      },
    },
    CancelReplay: {
      asks: onReplay,
      run(input) {
        const { arn: ReplayArn, state: State } = replays.cancel(replayName(input));
        return { ReplayArn, State };
      },
    },
    DescribeReplay: {
      asks: onReplay,
      run(input) {
        const replay = replays.named(replayName(input));
        return {
          ReplayArn: replay.arn,
          ...describeReplay(replay),
          Destination: { Arn: replay.busArn, ...(replay.filterArns && { FilterArns: replay.filterArns }) },
          ...(replay.description !== undefined && { Description: replay.description }),
        };
      },
    },
    ListReplays: {
      asks: () => ['*'],
      run(input) {
        const { NamePrefix = '', EventSourceArn, State } = input;
        const wanted = replays
          .all()
          .filter(({ name }) => name.startsWith(NamePrefix))
          .filter(({ archiveArn }) => EventSourceArn === undefined || archiveArn === EventSourceArn)
          .filter(({ state }) => State === undefined || state === State)
          .sort(byName);
        const { page, token } = pageOf(wanted, input);
        return { Replays: page.map(describeReplay), ...token };
      },
    },
  };
}

function momentIn(input: Input, member: string): number {
  const value = input[member];
  if (typeof value === 'number') return value * 1000;
  throw constraint(undefined, member.charAt(0).toLowerCase() + member.slice(1), 'not be null');
}

const summary = ({ arn, createdAt }: Archive) => ({
  ArchiveArn: arn,
  CreationTime: seconds(createdAt),
  State: 'ENABLED',
});

const describeArchive = ({ name, sourceArn, retention, createdAt, log }: Archive) => ({
  ArchiveName: name,
  EventSourceArn: sourceArn,
  State: 'ENABLED',
  RetentionDays: retention,
  EventCount: log.all().length,
  SizeBytes: log.all().reduce((sum, { event }) => sum + Buffer.byteLength(JSON.stringify(event)), 0),
  CreationTime: seconds(createdAt),
});

const describeReplay = (replay: Replay) => ({
  ReplayName: replay.name,
  EventSourceArn: replay.archiveArn,
  State: replay.state,
  EventStartTime: seconds(replay.from),
  EventEndTime: seconds(replay.to),
  ReplayStartTime: seconds(replay.startedAt),
  ...(replay.endedAt !== undefined && { ReplayEndTime: seconds(replay.endedAt) }),
  ...(replay.lastReplayed !== undefined && { EventLastReplayedTime: seconds(replay.lastReplayed) }),
});

const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
