import { placeOf, reasonOf } from '../place.ts';
import { discard, list, replay } from './actions.ts';
import { openClients } from './clients.ts';
import { parseCommand, usage, type Command } from './command.ts';
import { deadQueuesOf } from './queues.ts';

/** What the command reads and writes beside the shop. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * Runs the command.
 *
 * @returns its exit code: 0 without dead letters, 1 with some, 2 when it could not look.
 * @example
 * await runCommand(['--replay', 'all'], { env: process.env, print: console.log, complain: console.error });
 */
export async function runCommand(args: string[], terminal: Terminal): Promise<0 | 1 | 2> {
  try {
    const command = parseCommand(args);
    if (!command.help) return (await act(command, terminal)) > 0 ? 1 : 0;
    terminal.print(usage);
    return 0;
  } catch (error) {
    terminal.complain(reasonOf(error));
    return 2;
  }
}

/** @returns how many dead letters are left. */
async function act(command: Command, { env, print }: Terminal): Promise<number> {
  const clients = openClients(placeOf(command, env));
  try {
    const all = await deadQueuesOf(command.stack, clients);
    const named = ({ name }: { name: string }) => name.toLowerCase().includes(command.queue.toLowerCase());
    const queues = all.filter(named);
    if (queues.length === 0) {
      const names = all.map(({ name }) => name).join(', ');
      throw new Error(`No queue of dead letters is named ${command.queue}. There are: ${names}.`);
    }
    const work = { queues, clients, dryRun: command.dryRun, print };
    if (command.replay !== undefined) return await replay(command.replay, work);
    if (command.discard !== undefined) return await discard(command.discard, work);
    return await list(work);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}
