import { parseArgs } from 'node:util';
import { placeOptions, placeUsage, type PlaceArguments } from '../place.ts';

const stack = placeOptions.stack.default.replace('Stateless', 'Stateful');

export const usage = `npm run reindex -- [options]

Finds items whose keys in the indexes are not those that the entities give them now, and puts them right: what is left
behind when a key changes on a table that is in use. Deploy first, so that all that is written from then on is right.
Without --apply it counts and changes nothing. Without --aws it asks the shop that runs on this machine.

  --apply              write
  --segments N         parts of the table that are read at once (4)
  --rate N             items written a second, at most (100)
  --state FILE         keeps how far --apply came; with the same file it goes on there
${placeUsage.replace(placeOptions.stack.default, stack)}
  --help               this text

Ends with 0 when every key is right, with 1 when some are not, with 2 when it could not look.`;

export interface Command extends PlaceArguments {
  readonly apply: boolean;
  readonly segments: number;
  readonly rate: number;
  readonly state?: string;
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
      apply: { type: 'boolean', default: false },
      segments: { type: 'string', default: '4' },
      rate: { type: 'string', default: '100' },
      state: { type: 'string' },
      ...placeOptions,
      stack: { ...placeOptions.stack, default: stack },
      help: { type: 'boolean', default: false },
    },
  });
  const { segments, rate, state, region, ...rest } = values;
  return {
    ...rest,
    // Scan, TotalSegments: 1 to 1,000,000; more than a hundred at once are no use to one reader.
    segments: numberOf('--segments', segments, 100),
    rate: numberOf('--rate', rate, 100_000),
    ...(state === undefined ? {} : { state }),
    ...(region === undefined ? {} : { region }),
  };
}

function numberOf(option: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new Error(`${option} takes a number from 1 to ${most}. See --help.`);
}
