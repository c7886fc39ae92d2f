/** What the commands that look at a shop have in common: where they print, and how they end. */
import { reasonOf } from './place.ts';

/** What a command reads and writes beside the shop. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** How one command differs from another. */
export interface CommandParts<Command> {
  readonly usage: string;
  /** @throws Error that says what is wrong with the arguments. */
  readonly parse: (args: string[]) => Command;
  /** @returns whether all is as it should be. */
  readonly act: (command: Command, terminal: Terminal) => Promise<boolean>;
}

/**
 * Runs a command, or prints how it is used.
 *
 * @returns its exit code: 0 when all is as it should be, 1 when it is not, 2 when it could not look.
 * @example
 * await run(['--apply'], { env: process.env, print: console.log, complain: console.error }, { usage, parse, act });
 */
export async function run<Command extends { readonly help: boolean }>(
  args: string[],
  terminal: Terminal,
  { usage, parse, act }: CommandParts<Command>,
): Promise<0 | 1 | 2> {
  try {
    const command = parse(args);
    if (!command.help) return (await act(command, terminal)) ? 0 : 1;
    terminal.print(usage);
    return 0;
  } catch (error) {
    terminal.complain(reasonOf(error));
    return 2;
  }
}
