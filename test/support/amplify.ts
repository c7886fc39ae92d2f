import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Person } from './people.ts';

export type ToClient =
  | {
      kind: 'start';
      outputs: Record<string, unknown>;
      ca: string;
      credentials: { username: string; password: string };
    }
  | { kind: 'listen'; id: number; field: string; query: string; variables?: Record<string, unknown> };

export type FromClient =
  | { kind: 'started' }
  | { kind: 'listening'; id: number }
  | { kind: 'event'; id: number; event: unknown }
  | { kind: 'failed'; reason: string };

/** A person with an unmodified Amplify client of their own, in a process of its own. */
export interface Listener {
  /** Subscribes, and resolves once the service has taken it up; the array grows as events come. */
  listen(field: string, query: string, variables?: Record<string, unknown>): Promise<any[]>;
  stop(): void;
}

/** @throws Error as soon as the client reports a failure of the sign-in or of a subscription. */
export async function startListener(
  shop: { outputs: Record<string, unknown>; ca: string },
  { username, password }: Person,
): Promise<Listener> {
  const child = fork(fileURLToPath(new URL('amplify-process.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', '--no-warnings'],
  });
  const received: any[][] = [];
  const awaited = new Map<string, () => void>();
  let fail: (reason: Error) => void = () => {};
  const failure = new Promise<never>((_, reject) => (fail = reject));
  failure.catch(() => {});
  child.on('message', (message: FromClient) => {
    if (message.kind === 'failed') fail(new Error(`${username}: ${message.reason}`));
    else if (message.kind === 'event') received[message.id]!.push(message.event);
    else awaited.get(message.kind === 'started' ? 'started' : `listening ${message.id}`)?.();
  });
  child.on('exit', (code) => fail(new Error(`${username}'s client ended with ${code}.`)));

  const ask = (message: ToClient, answer: string) => {
    const answered = new Promise<void>((resolve) => awaited.set(answer, resolve));
    child.send(message);
    return Promise.race([answered, failure]);
  };
  await ask(
    { kind: 'start', outputs: shop.outputs, ca: shop.ca, credentials: { username, password } },
    'started',
  );
  return {
    async listen(field, query, variables) {
      const id = received.push([]) - 1;
      await ask({ kind: 'listen', id, field, query, variables }, `listening ${id}`);
      return received[id]!;
    },
    stop: () => void child.kill(),
  };
}
