import { parseArgs } from 'node:util';
import { placeOptions, placeUsage, type PlaceArguments } from '../place.ts';

export const usage = `npm run dead-letters -- [options]

Shows what the shop could not do and put aside: every dead letter, what it is and what a replay would do.
Without --aws it asks the shop that runs on this machine.

  --replay ID|all      do it again, one or all in their order; gone from the dead letters once it is done
  --discard ID         print it in full and take it from the dead letters, for what can or need not be done any more
  --dry-run            say what --replay or --discard would do, and do nothing
  --queue NAME         only queues whose name contains this
${placeUsage}
  --help               this text

Ends with 0 when there are no dead letters left, with 1 when there are, with 2 when it could not look.`;

export interface Command extends PlaceArguments {
  readonly replay?: string;
  readonly discard?: string;
  readonly dryRun: boolean;
  readonly queue: string;
  readonly help: boolean;
}

/**
 * Reads the command's arguments.
 *
 * @throws Error that says what is wrong with them.
 */
export function parseCommand(args: string[]): Command {
  const { values } = parseArgs({
    args,
    options: {
      replay: { type: 'string' },
      discard: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      queue: { type: 'string', default: '' },
      ...placeOptions,
      help: { type: 'boolean', default: false },
    },
  });
  const { replay, discard, 'dry-run': dryRun, queue, stack, aws, region, help } = values;
  if (replay !== undefined && discard !== undefined)
    throw new Error('--replay or --discard: one at a time. See --help.');
  if (discard === 'all') throw new Error('--discard takes one id: nothing is thrown away unseen.');
  return {
    ...(replay === undefined ? {} : { replay }),
    ...(discard === undefined ? {} : { discard }),
    ...(region === undefined ? {} : { region }),
    dryRun,
    queue,
    stack,
    aws,
    help,
  };
}
