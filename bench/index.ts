/**
 * Measures: `npm run bench` everything, `npm run bench -- product events` some of it, `--json` with the figures in
 * `build/bench.json` as well, `--list` names what there is. Each benchmark takes from a quarter of a minute to two minutes.
 * `operations` and `cost` write their pages in `docs/` as well.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { prepare } from '../scripts/start/prepare.ts';
import { checkouts } from './checkouts.ts';
import { cost } from './cost.ts';
import { events } from './events.ts';
import { flashSale } from './flash-sale.ts';
import { freshCloud } from './fresh-cloud.ts';
import { handlers } from './handlers.ts';
import type { Benchmark, Figure } from './harness/benchmark.ts';
import { memory } from './memory.ts';
import { measuredOperations } from './operations.ts';
import { peers } from './peers.ts';
import { product } from './product.ts';
import { saves } from './saves.ts';
import { soak } from './soak.ts';
import { delivery } from './sockets.ts';
import { start } from './start.ts';
import { trivial } from './trivial.ts';

// The SDK's farewell to Node 20 is no figure.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const benchmarks: readonly Benchmark[] = [
  start,
  memory,
  trivial,
  product,
  peers,
  events,
  delivery,
  checkouts,
  handlers,
  flashSale,
  measuredOperations,
  cost,
  freshCloud,
  saves,
  soak,
];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
  });
  if (values.list)
    return console.log(benchmarks.map(({ name, about }) => `${name.padEnd(10)} ${about}`).join('\n'));
  const unknown = positionals.filter((name) => !benchmarks.some((one) => one.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `No benchmark ${unknown.join(', ')}. There are: ${benchmarks.map(({ name }) => name).join(', ')}.`,
    );
  }
  const chosen = benchmarks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  // A shop that builds first would be measured with its tools still in memory.
  await prepare((line) => console.log(line));
  const machine = `${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
  console.log(machine);
  const measured: Record<string, Figure[]> = {};
  for (const { name, about, run } of chosen) {
    console.log(`\n${name}: ${about}\n  npm run bench -- ${name}`);
    console.log(table((measured[name] = await run())));
  }
  if (values.json) {
    mkdirSync('build', { recursive: true });
    writeFileSync('build/bench.json', `${JSON.stringify({ machine, figures: measured }, null, 2)}\n`);
  }
}

function table(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  return figures
    .map(({ what, value, unit, note }) => {
      const number = value.toLocaleString('en', { maximumSignificantDigits: 6 }).padStart(10);
      return `  ${what.padEnd(width)} ${number} ${unit}${note ? `  (${note})` : ''}`;
    })
    .join('\n');
}

// At its exit each server that still runs is ended.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1));

main().then(
  // Amplify's timers would keep the process for a while.
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
