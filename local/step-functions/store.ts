import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../core/environment.ts';
import type { Execution, Header, Progress } from './execution/execution.ts';
import type { HistoryEvent } from './execution/history.ts';
import { createWriteQueue } from './write-queue.ts';

/** An execution as an earlier process left it. */
export interface KeptExecution {
  readonly header: Header;
  readonly progress: Progress;
  /** Reads the events, in order. */
  events(): HistoryEvent[];
}

/** Keeps executions, and what callers made, where the cloud keeps what outlives the process. */
export interface Store {
  readonly executions: readonly KeptExecution[];
  /** State machines and activities that callers made. */
  readonly made: unknown;
  /** Says that an execution changed. Changes close together are written once. */
  changed(execution: Execution): void;
  remove(execution: Execution): void;
  /** Says that what callers made changed. */
  keepMade(state: () => unknown): void;
  /** Resolves when all said so far is on disk. @throws Error when it cannot be written; AwsError after a crash. */
  flush(): Promise<void>;
}

const nothing: Store = {
  executions: [],
  made: undefined,
  changed: () => {},
  remove: () => {},
  keepMade: () => {},
  flush: async () => {},
};

/**
 * A folder for each execution in `<dataDirectory>/step-functions/executions`: `header.json` is written once, `events.jsonl`
 * only grows, and `progress.json` is written beside itself and renamed. The progress says how many events belong to it,
 * so that a crash between the two leaves the former moment whole. Each is written in one go: files as small as these take
 * three to ten times the processor by promises, and were a seventh of a busy cloud's work.
 */
export function openStore(environment: Environment): Store {
  const { dataDirectory } = environment;
  if (!dataDirectory) return nothing;
  const root = join(dataDirectory, 'step-functions');
  const folder = join(root, 'executions');
  mkdirSync(folder, { recursive: true });
  const written = new Map<string, number>();
  const places = readdirSync(folder).map((name) => join(folder, name));
  const isWhole = (place: string) => existsSync(join(place, 'progress.json'));
  // Nobody was told of an execution whose first progress was not written.
  for (const place of places.filter((one) => !isWhole(one))) rmSync(place, { recursive: true });
  const executions = places.filter(isWhole).map(read);
  for (const { header, count } of executions) written.set(header.arn, count);

  const queue = createWriteQueue(environment);
  const save = ({ header, progress, history }: Execution): void => {
    const place = join(folder, nameOf(header.arn));
    const already = written.get(header.arn);
    if (already === undefined) {
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'header.json'), JSON.stringify(header), { mode: 0o600 });
    }
    const fresh = history.events.slice(already ?? 0);
    const state = JSON.stringify({ ...progress, events: (already ?? 0) + fresh.length });
    if (fresh.length > 0) {
      const lines = fresh.map((event) => `${JSON.stringify(event)}\n`).join('');
      appendFileSync(join(place, 'events.jsonl'), lines, { mode: 0o600 });
    }
    written.set(header.arn, (already ?? 0) + fresh.length);
    replace(join(place, 'progress.json'), state);
  };

  return {
    executions,
    made: existsSync(join(root, 'made.json')) ? parse(join(root, 'made.json')) : undefined,
    changed: (execution) => queue.put(execution.header.arn, () => save(execution)),
    remove: ({ header }) =>
      queue.put(header.arn, () => {
        written.delete(header.arn);
        rmSync(join(folder, nameOf(header.arn)), { recursive: true, force: true });
      }),
    keepMade: (state) => queue.put('made', () => replace(join(root, 'made.json'), JSON.stringify(state()))),
    flush: queue.flush,
  };
}

const nameOf = (arn: string) => createHash('sha256').update(arn).digest('hex').slice(0, 32);

function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function read(place: string): KeptExecution & { readonly count: number } {
  const { events: count, ...progress } = parse(join(place, 'progress.json'));
  const path = join(place, 'events.jsonl');
  return {
    header: parse(join(place, 'header.json')),
    progress,
    count,
    events() {
      const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
      const own = lines.slice(0, count);
      // Lines beyond these were written by a process that ended before it could say what they led to.
      if (lines.length > count + 1) writeFileSync(path, own.map((line) => `${line}\n`).join(''));
      return own.map((line) => JSON.parse(line));
    },
  };
}

function parse(path: string): any {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} cannot be read. Repair the file, or remove its folder to start afresh.`, {
      cause: error,
    });
  }
}
