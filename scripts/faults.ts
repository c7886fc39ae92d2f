/**
 * Faults: `npm run faults`, repeatable with `-- --seed 7 --orders 10000 --crashes 3`. Orders are placed, paid, sent,
 * called off and sent back while the local cloud injects everything it can; then it is calm, everything comes to rest,
 * and every account is held beside every other. `--minutes` ends it early: no more orders are placed then. The last lines
 * tell what was injected and what each check found; the exit code is 1 on any difference.
 */
import { parseArgs } from 'node:util';
import { usualRates } from '../local/faults/rates.ts';
import { playStorm } from '../test/faults/storm.ts';
import { prepare } from './start/prepare.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** Differences of one check that are told in full. */
const mostTold = 10;

const usage = `npm run faults -- [options]

Places orders while the local cloud injects every fault it can; then it is calm, and the books must agree.

  --seed NUMBER        what chooses stories and faults (1)
  --orders COUNT       orders (10000)
  --crashes COUNT      how often the whole cloud is killed and started again (10)
  --minutes COUNT      no more orders are placed after so many minutes
  --lanes COUNT        customers who act at once (24)
  --help               this text

Ends with 0 when every check holds, else with 1.`;

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      seed: { type: 'string', default: '1' },
      orders: { type: 'string', default: '10000' },
      crashes: { type: 'string', default: '10' },
      minutes: { type: 'string', default: 'Infinity' },
      lanes: { type: 'string', default: '24' },
    },
  });
  if (values.help) {
    console.log(usage);
    return true;
  }
  await prepare((line) => console.log(line));
  const begun = performance.now();
  const { placed, crashed, injected, repeated, mails, texts, verdicts } = await playStorm({
    seed: Number(values.seed),
    orders: Number(values.orders),
    crashes: Number(values.crashes),
    lanes: Number(values.lanes),
    until: Number(values.minutes) * 60_000,
    rates: usualRates,
    tell: (line) => console.log(`${Math.round((performance.now() - begun) / 1000)} s: ${line}`),
  });
  const kinds = Object.entries(injected).sort(([one], [other]) => (one < other ? -1 : 1));
  console.log('\ninjected');
  for (const [kind, count] of kinds) console.log(`  ${kind.padEnd(24)} ${String(count).padStart(7)}`);
  console.log(`  ${'crashes of the cloud'.padEnd(24)} ${String(crashed).padStart(7)}`);
  console.log(`\n${repeated} events came to customers' pages again, and were known there`);
  console.log(`${mails} mails and ${texts} text messages came to customers`);
  console.log('\nchecks');
  let wrong = 0;
  for (const [check, differences] of Object.entries(verdicts)) {
    wrong += differences.length;
    console.log(`  ${differences.length === 0 ? 'holds ' : 'BROKEN'}  ${check}`);
    for (const one of differences.slice(0, mostTold)) console.log(`          ${JSON.stringify(one)}`);
  }
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  const faults = kinds.reduce((sum, [, count]) => sum + count, 0);
  console.log(
    `\nfaults: seed ${values.seed}, ${placed} orders under ${faults} faults in ${minutes} minutes: ` +
      (wrong === 0 ? 'everything held' : `${wrong} differences`),
  );
  return wrong === 0;
}

main().then(
  (held) => process.exit(held ? 0 : 1),
  (error: unknown) => {
    const { code = '', message } = error as Error & { code?: string };
    // A mistake on the command line is told as such.
    console.error(code.startsWith('ERR_PARSE_ARGS') ? `${message} See --help.` : error);
    process.exit(1);
  },
);
