/**
 * Puts right the keys that an index change left behind: `npm run reindex -- [--apply]`, of the shop on this machine, or
 * with `--aws` of a deployed one. `--help` names the options.
 */
import { runCommand } from './reindex/run.ts';

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  print: console.log,
  complain: console.error,
});
