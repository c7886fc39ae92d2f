import { run, type Terminal } from '../command.ts';
import { placeOf } from '../place.ts';
import { discard, list, replay } from './actions.ts';
import { openClients } from './clients.ts';
import { parseCommand, usage, type Command } from './command.ts';
import { deadQueuesOf } from './queues.ts';

/**
 * Runs the command.
 *
 * @returns its exit code: 0 without dead letters, 1 with some, 2 when it could not look.
 * @example
 * await runCommand(['--replay', 'all'], { env: process.env, print: console.log, complain: console.error });
 */
export function runCommand(args: string[], terminal: Terminal): Promise<0 | 1 | 2> {
  return run(args, terminal, { usage, parse: parseCommand, act });
}

/** @returns whether no dead letters are left. */
async function act(command: Command, { env, print }: Terminal): Promise<boolean> {
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
    if (command.replay !== undefined) return (await replay(command.replay, work)) === 0;
    if (command.discard !== undefined) return (await discard(command.discard, work)) === 0;
    return (await list(work)) === 0;
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}
