import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

/** A database that runs beside this process. */
export interface DatabaseProcess {
  readonly endpoint: string;
  readonly port: number;
  readonly pid: number;
  /** Ends it and waits until its files are closed. */
  stop(): Promise<void>;
  /** Kills it at once. */
  kill(): void;
  /** Settles when the process is gone, asked for or not. */
  readonly ended: Promise<{ readonly expected: boolean; readonly detail: string }>;
}

interface Options {
  readonly binary: string;
  /** The SQLite file. */
  readonly path: string;
  /** A folder to remove should this process be gone before it could. */
  readonly temporary?: string;
  /** Of the loopback; a free one when absent. */
  readonly port?: number;
}

const startAttempts = 3;
const startTimeout = 10_000;

/**
 * Starts Dynoxide on a port of the loopback and waits until it listens. It ends with this process in every
 * case: on exit here, and when this process is killed outright by the guard that holds the other end of a pipe.
 *
 * @throws Error with the binary's own words when it does not start.
 */
export async function startDynoxide(options: Options): Promise<DatabaseProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(options, options.port ?? (await freePort()));
    } catch (error) {
      // Another program may have taken the port between its choice and its use.
      if (attempt === startAttempts) throw error;
    }
  }
}

async function startOnce({ binary, path, temporary }: Options, port: number): Promise<DatabaseProcess> {
  const child = spawn(binary, ['--host', '127.0.0.1', '--port', String(port), '--db-path', path], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C of a terminal goes to the whole foreground group: the database must outlive the last request.
    detached: true,
    // One thread that answers: the database has one lock, and threads that wait for it, or for the allocator's,
    // cost half as much again as the work.
    env: { TOKIO_WORKER_THREADS: '1', ...process.env },
  });
  let output = '';
  const remember = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2_000));
  child.stdout.on('data', remember);
  child.stderr.on('data', remember);

  let expected = false;
  const ended = new Promise<{ expected: boolean; detail: string }>((resolve) => {
    child.once('error', (error) => resolve({ expected, detail: error.message }));
    child.once('exit', (code, signal) =>
      resolve({ expected, detail: `it ended with ${signal ?? `code ${code}`}: ${output.trim()}` }),
    );
  });

  const killAtExit = () => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  void ended.then(() => process.off('exit', killAtExit));

  await listening(child, ended);
  const guard = startGuard(child.pid!, temporary);
  void ended.then(() => guard.kill());
  // Neither the children nor their pipes keep this process alive.
  for (const handle of [child, guard, child.stdout, child.stderr, guard.stdin] as { unref?(): void }[]) {
    handle.unref?.();
  }
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid!,
    ended,
    kill() {
      expected = true;
      child.kill('SIGKILL');
    },
    async stop() {
      expected = true;
      child.ref();
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

function listening(child: ChildProcess, ended: DatabaseProcess['ended']): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The database did not start within ${startTimeout / 1000} s.`));
    }, startTimeout);
    void ended.then(({ detail }) => {
      clearTimeout(timer);
      reject(new Error(`The database did not start: ${detail}`));
    });
    let seen = '';
    const look = (chunk: Buffer) => {
      seen += chunk.toString();
      if (!seen.includes('listening on')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout!.on('data', look);
    child.stderr!.on('data', look);
  });
}

// A process that is killed outright runs no handler. The guard reads a pipe that nobody writes to: when this
// process goes, however it goes, the pipe closes, and the guard ends the database.
function startGuard(pid: number, temporary = ''): ChildProcess {
  const shell = 'read -r _; kill "$0" 2>/dev/null; if [ -n "$1" ]; then sleep 1; rm -rf "$1"; fi';
  const script =
    'process.stdin.resume().once("close", () => { try { process.kill(+process.argv[1]) } catch {}' +
    'if (process.argv[2]) setTimeout(() => require("fs").rmSync(process.argv[2], { recursive: true, force: true }), 1000) })';
  const [command, args] =
    process.platform === 'win32' ? [process.execPath, ['-e', script]] : ['/bin/sh', ['-c', shell]];
  return spawn(command, [...args, String(pid), temporary], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: { PATH: process.env.PATH },
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
