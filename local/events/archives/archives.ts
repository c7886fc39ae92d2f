import type { Environment } from '../../core/environment.ts';
import { openKeptFiles } from '../../core/kept-files.ts';
import { alreadyExists, notFound } from '../errors.ts';
import type { EventEnvelope } from '../envelope.ts';
import type { Bus } from '../model.ts';
import { compilePattern, type Registry } from '../registry.ts';
import { openArchiveLog, type ArchiveLog } from './log.ts';

/** What an archive is made of. */
export interface ArchiveDefinition {
  readonly name: string;
  /** ARN of the bus. */
  readonly sourceArn: string;
  readonly description?: string;
  /** JSON text; absent: every event. */
  readonly pattern?: string;
  /** In days; 0: for ever. */
  readonly retention: number;
}

export interface Archive extends ArchiveDefinition {
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly log: ArchiveLog;
  readonly defined: boolean;
}

/** The archives of the account. */
export interface Archives {
  /** @throws AwsError ResourceAlreadyExistsException, ResourceNotFoundException of the bus. */
  create(definition: ArchiveDefinition, defined?: boolean): Archive;
  update(archive: Archive, changes: Partial<ArchiveDefinition>): Archive;
  delete(archive: Archive): void;
  /** @throws AwsError ResourceNotFoundException. */
  named(name: string): Archive;
  byArn(arn: string): Archive | undefined;
  all(): Archive[];
  /** Takes up what callers of an earlier run made, as far as its buses stand. */
  restore(): void;
  /** Keeps an event that the managed rule of an archive was given. */
  keep(ruleName: string, event: EventEnvelope, acceptedAt: number): void;
  flush(): Promise<void>;
}

type StoredArchive = ArchiveDefinition & { readonly createdAt: number };

const day = 24 * 60 * 60 * 1000;
const rulePrefix = 'Events-Archive-';
export const managedBy = 'prod.vhs.events.aws.internal';

export function createArchives(environment: Environment, registry: Registry): Archives {
  const { partition, region, accountId, clock } = environment;
  const files = openKeptFiles<StoredArchive>(environment, 'events/archives', 'archive');
  const archives = new Map<string, Archive>();
  const restored = new Set<Archive>();
  const arnOf = (name: string) => `arn:${partition}:events:${region}:${accountId}:archive/${name}`;

  const place = (archive: Archive): Archive => {
    const bus = registry.bus(archive.sourceArn);
    compilePattern(archive.pattern);
    archives.set(archive.name, archive);
    if (!archive.defined) {
      const { name, sourceArn, description, pattern, retention, createdAt } = archive;
      files.changed(name, () => ({
        name,
        sourceArn,
        retention,
        createdAt,
        ...(description !== undefined && { description }),
        ...(pattern !== undefined && { pattern }),
      }));
    }
    putManagedRule(bus, archive);
    return archive;
  };

  /** The rule by which the service feeds an archive, as ListRules shows it. */
  const putManagedRule = (bus: Bus, { name, arn, pattern }: Archive): void => {
    const rule = registry.putRule(bus, {
      Name: rulePrefix + name,
      // What was replayed is not archived again.
      EventPattern: JSON.stringify({
        ...(pattern !== undefined && JSON.parse(pattern)),
        'replay-name': [{ exists: false }],
      }),
      State: 'ENABLED',
      ManagedBy: managedBy,
    });
    rule.targets.set(rulePrefix + name, {
      Id: rulePrefix + name,
      Arn: `arn:${partition}:events:${region}:::`,
      InputTransformer: {
        InputPathsMap: {},
        InputTemplate: `{"archive-arn": "${arn}","event": <aws.events.event.json>,"ingestion-time": <aws.events.event.ingestion-time>}`,
      },
    });
  };

  const named: Archives['named'] = (name) => {
    const archive = archives.get(name);
    if (!archive) throw notFound(`Archive ${name} does not exist.`);
    forgetOld(archive);
    return archive;
  };
  const forgetOld = ({ retention, log }: Archive): void => {
    if (retention > 0) log.trim(clock.now() - retention * day);
  };

  const create: Archives['create'] = (definition, defined = false) => {
    registry.bus(definition.sourceArn);
    const there = archives.get(definition.name);
    if (there && !(defined && restored.delete(there))) throw alreadyExists(`Archive ${definition.name}`);
    return place({
      ...definition,
      arn: arnOf(definition.name),
      createdAt: clock.now(),
      log: there?.log ?? openArchiveLog(environment, definition.name),
      defined,
    });
  };

  const left = new Map(files.kept);
  const restore = (): void => {
    for (const stored of left.values()) {
      // Its bus may be one that a template has yet to define.
      if (!registry.find(stored.sourceArn)) continue;
      left.delete(stored.name);
      if (archives.has(stored.name)) continue;
      const { createdAt, ...definition } = stored;
      const log = openArchiveLog(environment, stored.name);
      restored.add(place({ ...definition, arn: arnOf(stored.name), createdAt, log, defined: false }));
    }
  };
  restore();

  return {
    create,
    update: (archive, changes) => place({ ...archive, ...changes }),
    delete(archive) {
      archives.delete(archive.name);
      files.remove(archive.name);
      archive.log.remove();
      const rule = registry.find(archive.sourceArn)?.rules.get(rulePrefix + archive.name);
      if (rule) registry.deleteRule(rule);
    },
    named,
    byArn: (arn) => [...archives.values()].find((archive) => archive.arn === arn),
    all() {
      for (const archive of archives.values()) forgetOld(archive);
      return [...archives.values()];
    },
    restore,
    keep: (ruleName, event, acceptedAt) =>
      archives.get(ruleName.slice(rulePrefix.length))?.log.add({ event, acceptedAt }),
    async flush() {
      await Promise.all([files.flush(), ...[...archives.values()].map(({ log }) => log.flush())]);
    },
  };
}
