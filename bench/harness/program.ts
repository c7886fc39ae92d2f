import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { root } from '../../scripts/root.ts';

/** A server under measurement, in a process of its own. */
export interface Program {
  readonly pid: number;
  /** What it has written so far. */
  output(): string;
  /** Waits until `text` was written. @throws Error with what was written instead, after `seconds` or at its end. */
  said(text: string, seconds?: number): Promise<void>;
  /** Its first line. @throws Error as `said` does. */
  line(): Promise<string>;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a program. It heads a process group, so that all it starts can be ended with it.
 * @param options.environment - variables beside those of this process.
 * @param options.cwd - where it runs. @defaultValue the project's folder
 */
export function startProgram(
  command: string,
  args: readonly string[],
  { environment = {}, cwd = root }: { environment?: object; cwd?: string } = {},
): Program {
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...environment },
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (written += chunk.toString()));
  }
  const gone = new Promise<void>((resolve) =>
    child.once('exit', () => resolve()).once('error', () => resolve()),
  );
  const killAtExit = () => signal(child, 'SIGKILL');
  process.once('exit', killAtExit);
  void gone.then(() => process.off('exit', killAtExit));
  const said = async (text: string, seconds = 60) => {
    const until = performance.now() + seconds * 1000;
    while (!written.includes(text)) {
      if (performance.now() > until || child.exitCode !== null) {
        throw new Error(`${[command, ...args].join(' ')} did not say "${text}":\n${written}`);
      }
      await pause(5);
    }
  };
  return {
    pid: child.pid!,
    output: () => written,
    said,
    async line() {
      await said('\n');
      return written.slice(0, written.indexOf('\n'));
    },
    async stop() {
      signal(child, 'SIGTERM');
      const forced = setTimeout(() => signal(child, 'SIGKILL'), 5_000);
      await gone;
      clearTimeout(forced);
    },
  };
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.exitCode !== null || child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch {
    // It has ended by itself in the meantime.
  }
}

export const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** A port of the loopback that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Milliseconds of processor time that a process has used; undefined where the system does not tell. */
export function processorTime(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    // User and system time in ticks, of which Linux counts a hundred a second.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

/** Resident memory of a process and of what it started, in bytes by command. */
export function residentMemory(pid: number): { readonly command: string; readonly bytes: number }[] {
  const rows = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,rss=,comm='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((row) =>
      row ? [{ pid: +row[1]!, parent: +row[2]!, bytes: +row[3]! * 1024, command: row[4]! }] : [],
    );
  const family = new Set([pid]);
  for (const row of rows) if (family.has(row.parent)) family.add(row.pid);
  return rows.filter((row) => family.has(row.pid)).map(({ command, bytes }) => ({ command, bytes }));
}
