/**
 * Races: `npm run races`, repeatable with `-- --seed 7 --rounds 5000 --shop 20`. First the rules, in thousands of
 * interleavings that a seed chooses step by step; then the whole local shop, with everybody at once. The last line sums
 * up; what did not hold is told with the seed that repeats it, and the exit code is 1.
 */
import { parseArgs } from 'node:util';
import { playRound } from '../test/races/model/round.ts';
import { openFloor } from '../test/races/shop/floor.ts';
import { scenarios } from '../test/races/shop/scenarios.ts';
import { startTestShop } from '../test/support/shop.ts';
import { prepare } from './start/prepare.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** Failures told in full; the rest are counted. */
const mostTold = 10;

const usage = `npm run races -- [options]

Plays the shop's rules in thousands of interleavings, and then the whole local shop with everybody at once.

  --seed NUMBER        what chooses the steps (1); the same seed plays the same interleavings of the rules
  --rounds COUNT       interleavings of the rules (5000)
  --shop COUNT         how often each race of the whole shop is played (10); 0 for none
  --help               this text

Ends with 0 when everything held, else with 1.`;

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      seed: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '5000' },
      shop: { type: 'string', default: '10' },
    },
  });
  if (values.help) {
    console.log(usage);
    return true;
  }
  const seed = Number(values.seed);
  const model = raceModel(seed, Number(values.rounds));
  const shop = Number(values.shop) > 0 ? await raceShop(seed, Number(values.shop)) : undefined;
  const wrong = [...model.wrong, ...(shop?.wrong ?? [])];
  for (const one of wrong.slice(0, mostTold)) console.log(`  ${one}`);
  const played = shop ? `, ${shop.races} races of the shop` : '';
  console.log(
    `races: seed ${seed}, ${model.rounds} interleavings of the rules in ${model.steps} steps${played}: ` +
      (wrong.length === 0 ? 'everything held' : `${wrong.length} did not hold`),
  );
  return wrong.length === 0;
}

function raceModel(seed: number, rounds: number) {
  const begun = performance.now();
  const wrong: string[] = [];
  const ended: Record<string, number> = {};
  let steps = 0;
  for (let round = 0; round < rounds; round += 1) {
    try {
      const played = playRound(seed + round);
      steps += played.steps;
      for (const [status, count] of Object.entries(played.orders)) {
        ended[status] = (ended[status] ?? 0) + count;
      }
    } catch (error) {
      wrong.push((error as Error).message);
    }
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const states = Object.entries(ended).map(([status, count]) => `${count} ${status}`);
  console.log(`rules: ${rounds} rounds in ${seconds} s; orders ended as ${states.join(', ')}`);
  return { rounds, steps, wrong };
}

async function raceShop(seed: number, rounds: number) {
  await prepare((line) => console.log(line));
  const shop = await startTestShop();
  const wrong: string[] = [];
  let races = 0;
  try {
    const floor = await openFloor(shop, seed);
    for (const [name, scenario] of Object.entries(scenarios)) {
      const begun = performance.now();
      for (let round = 0; round < rounds; round += 1, races += 1) {
        wrong.push(...(await scenario(floor)).map((one) => `${name}: ${one}`));
      }
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.log(`shop: ${name}, ${rounds} times in ${seconds} s`);
    }
    wrong.push(...(await floor.differences()).map((one) => `at rest: ${JSON.stringify(one)}`));
  } finally {
    await shop.stop();
  }
  return { races, wrong };
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
