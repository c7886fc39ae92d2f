/**
 * Shows what the shop could not do and put aside, and does it again: `npm run dead-letters -- [--replay ID|all]`, of the
 * shop on this machine, or with `--aws` of a deployed one. `--help` names the options.
 */
import { runCommand } from './dead-letters/run.ts';

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  print: console.log,
  complain: console.error,
});
