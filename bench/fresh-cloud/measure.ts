/** Starts fresh clouds in this process, as a test does, and writes the figures as JSON. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembly } from '../../scripts/start/prepare.ts';
import { loadLocal } from '../../scripts/start/shop.ts';
import { aim, type Figure } from '../harness/benchmark.ts';
import { median, readable } from '../harness/statistics.ts';
import { template } from '../peers/template.ts';

const times = 5;
const atOnce = 4;
const wanted = 500;

const beforeImport = performance.now();
const { start } = await loadLocal();
const imported = performance.now() - beforeImport;

/** Milliseconds until a cloud stands, and until each of several does that are started together. */
async function measure(what: string, cloudAssembly: string): Promise<Figure[]> {
  const fresh = () => start({ cloudAssembly, ports: { graphql: 0, gateway: 0 }, logLevel: 'silent' });
  const alone: number[] = [];
  for (let time = 0; time < times; time++) {
    const begun = performance.now();
    const cloud = await fresh();
    alone.push(performance.now() - begun);
    await cloud.close();
  }
  const begun = performance.now();
  const clouds = await Promise.all(Array.from({ length: atOnce }, fresh));
  const together = performance.now() - begun;
  for (const cloud of clouds) await cloud.close();
  const [first, ...later] = alone;
  return [
    { what: `${what}, the first of a process`, unit: 'ms', ...aim(first!, wanted, { most: true }) },
    {
      what: `${what}, every further one`,
      unit: 'ms',
      ...aim(median(later), wanted, { most: true }),
    },
    {
      what: `${what}, ${atOnce} at once, for each`,
      value: readable(together / atOnce),
      unit: 'ms',
      note: `${Math.round(together)} ms for all`,
    },
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'fresh-cloud-'));
const small = join(folder, 'template.json');
writeFileSync(small, JSON.stringify(template));
const figures = [
  { what: 'import of the local cloud', value: readable(imported), unit: 'ms' },
  ...(await measure('a small app', small)),
  ...(await measure('the shop', assembly)),
];
rmSync(folder, { recursive: true });
console.log(JSON.stringify(figures));
process.exit(0);
