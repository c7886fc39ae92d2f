import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../core/environment.ts';
import type { Execution, Header, Progress } from './execution/execution.ts';
import type { HistoryEvent } from './execution/history.ts';

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
  /** Resolves when everything said so far is on disk. @throws Error when it cannot be written. */
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
 * so that a crash between the two leaves the former moment whole.
 */
export function openStore({ dataDirectory, log }: Environment): Store {
  if (!dataDirectory) return nothing;
  const root = join(dataDirectory, 'step-functions');
  const folder = join(root, 'executions');
  mkdirSync(folder, { recursive: true });
  const written = new Map<string, number>();
  const executions = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'progress.json')))
    .map((name) => read(join(folder, name)));
  for (const { header, count } of executions) written.set(header.arn, count);

  const pending = new Map<string, () => Promise<void>>();
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    // Let what is under way finish its changes first.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      for (let [next] = pending; next; [next] = pending) {
        pending.delete(next[0]);
        await next[1]();
      }
    } finally {
      writing = undefined;
    }
  };
  const schedule = (key: string, job: () => Promise<void>): void => {
    pending.set(key, job);
    // The next change tries again; meanwhile it must not end the process.
    (writing ??= write()).catch((error: Error) =>
      log.scope('step-functions').error(`An execution is not kept: ${error.message}`),
    );
  };

  const save = async ({ header, progress, history }: Execution): Promise<void> => {
    const place = join(folder, nameOf(header.arn));
    const already = written.get(header.arn);
    if (already === undefined) {
      await mkdir(place, { recursive: true });
      await writeFile(join(place, 'header.json'), JSON.stringify(header), { mode: 0o600 });
    }
    // Both at one moment: nothing runs between these two lines.
    const fresh = history.events.slice(already ?? 0);
    const state = JSON.stringify({ ...progress, events: (already ?? 0) + fresh.length });
    if (fresh.length > 0) {
      const lines = fresh.map((event) => `${JSON.stringify(event)}\n`).join('');
      await appendFile(join(place, 'events.jsonl'), lines, { mode: 0o600 });
    }
    written.set(header.arn, (already ?? 0) + fresh.length);
    await replace(join(place, 'progress.json'), state);
  };

  return {
    executions,
    made: existsSync(join(root, 'made.json')) ? parse(join(root, 'made.json')) : undefined,
    changed: (execution) => schedule(execution.header.arn, () => save(execution)),
    remove: ({ header }) =>
      schedule(header.arn, async () => {
        written.delete(header.arn);
        await rm(join(folder, nameOf(header.arn)), { recursive: true, force: true });
      }),
    keepMade: (state) => schedule('made', () => replace(join(root, 'made.json'), JSON.stringify(state()))),
    async flush() {
      if (pending.size > 0) writing ??= write();
      await writing;
    },
  };
}

const nameOf = (arn: string) => createHash('sha256').update(arn).digest('hex').slice(0, 32);

async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

function read(place: string): KeptExecution & { readonly count: number } {
  const { events: count, ...progress } = parse(join(place, 'progress.json'));
  const path = join(place, 'events.jsonl');
  const lines = () => (count === 0 ? [] : readFileSync(path, 'utf8').split('\n', count));
  // Lines beyond these were written by a process that ended before it could say what they led to.
  if (progress.status === 'RUNNING')
    writeFileSync(
      path,
      lines()
        .map((line) => `${line}\n`)
        .join(''),
    );
  return {
    header: parse(join(place, 'header.json')),
    progress,
    count,
    events: () => lines().map((line) => JSON.parse(line)),
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
