/**
 * Shows what the shop could not do and put aside, and does it again: `npm run dead-letters -- [--replay ID|all]`, of the
 * shop on this machine, or with `--aws` of a deployed one. `--help` names the options.
 */
import { openClients } from './dead-letters/clients.ts';
import { parseCommand, usage } from './dead-letters/command.ts';
import { discard, list, replay } from './dead-letters/actions.ts';
import { deadQueuesOf } from './dead-letters/queues.ts';
import { placeOf, reasonOf } from './place.ts';

try {
  const command = parseCommand(process.argv.slice(2));
  if (command.help) console.log(usage);
  else process.exitCode = (await run(command)) > 0 ? 1 : 0;
} catch (error) {
  console.error(reasonOf(error));
  process.exitCode = 2;
}

/** @returns how many dead letters are left. */
async function run(command: ReturnType<typeof parseCommand>): Promise<number> {
  const clients = openClients(placeOf(command, process.env));
  const all = await deadQueuesOf(command.stack, clients);
  const queues = all.filter(({ name }) => name.toLowerCase().includes(command.queue.toLowerCase()));
  if (queues.length === 0)
    throw new Error(
      `No queue of dead letters is named ${command.queue}. There are: ${all.map(({ name }) => name).join(', ')}.`,
    );
  const work = { queues, clients, dryRun: command.dryRun, print: console.log };
  if (command.replay !== undefined) return replay(command.replay, work);
  if (command.discard !== undefined) return discard(command.discard, work);
  return list(work);
}
