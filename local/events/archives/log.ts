import { mkdirSync, readFileSync } from 'node:fs';
import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../core/environment.ts';
import type { EventEnvelope } from '../envelope.ts';

/** An event in an archive. */
export interface ArchivedEvent {
  readonly event: EventEnvelope;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
}

/** The events of one archive, oldest first. */
export interface ArchiveLog {
  add(archived: ArchivedEvent): void;
  /** Forgets what is older than a moment. */
  trim(before: number): void;
  all(): readonly ArchivedEvent[];
  /** Forgets everything. */
  remove(): void;
  flush(): Promise<void>;
}

/** A file of lines in `<dataDirectory>/events/archived`, to which events are appended; without a place only a list. */
export function openArchiveLog(environment: Environment, name: string): ArchiveLog {
  const { dataDirectory, log } = environment;
  const path =
    dataDirectory && join(dataDirectory, 'events', 'archived', `${encodeURIComponent(name)}.jsonl`);
  let events: ArchivedEvent[] = path ? read(path) : [];
  let writing = Promise.resolve();
  const write = (work: (to: string) => Promise<void>) => {
    if (!path) return;
    writing = writing
      .then(() => (environment.crashed?.aborted ? undefined : work(path)))
      .catch((error: Error) =>
        log.scope('events').error(`The archive ${name} is not kept: ${error.message}`),
      );
  };
  const lines = (some: readonly ArchivedEvent[]) => some.map((one) => `${JSON.stringify(one)}\n`).join('');
  return {
    add(archived) {
      events.push(archived);
      write((to) => appendFile(to, lines([archived]), { mode: 0o600 }));
    },
    trim(before) {
      const young = events.filter(({ acceptedAt }) => acceptedAt >= before);
      if (young.length === events.length) return;
      events = young;
      write((to) => writeFile(to, lines(young), { mode: 0o600 }));
    },
    all: () => events,
    remove() {
      events = [];
      write((to) => rm(to, { force: true }));
    },
    flush: () => writing,
  };
}

function read(path: string): ArchivedEvent[] {
  mkdirSync(join(path, '..'), { recursive: true });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as ArchivedEvent];
    } catch {
      // The last line of a process that was killed while it wrote.
      return [];
    }
  });
}
