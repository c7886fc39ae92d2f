/**
 * Starts fresh clouds in this process, as a test does, and writes the figures as JSON: `small` or `shop`; `shop once`
 * the first start alone.
 */
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

const folder = mkdtempSync(join(tmpdir(), 'fresh-cloud-'));
const small = join(folder, 'template.json');
writeFileSync(small, JSON.stringify(template));
const [app, once] = process.argv.slice(2);
const cloudAssembly = app === 'small' ? small : assembly;
const what = app === 'small' ? 'a small app' : 'the shop';
const fresh = () => start({ cloudAssembly, ports: { graphql: 0, gateway: 0 }, logLevel: 'silent' });

interface Taken {
  /** Milliseconds until it stands. */
  readonly time: number;
  /** Milliseconds of this process's processor time, all its threads. */
  readonly processor: number;
}

async function startOnce(): Promise<Taken> {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  const cloud = await fresh();
  const time = performance.now() - begun;
  const { user, system } = process.cpuUsage(before);
  await cloud.close();
  return { time, processor: (user + system) / 1000 };
}

function figure(which: string, taken: readonly Taken[]): Figure {
  const { value, note } = aim(median(taken.map(({ time }) => time)), wanted, { most: true });
  const processor = Math.round(median(taken.map((each) => each.processor)));
  return { what: `${what}, ${which}`, unit: 'ms', value, note: `${note}; ${processor} ms of processor` };
}

async function measure(): Promise<Figure[]> {
  const first = await startOnce();
  if (once) return [figure('the first on a machine', [first])];
  const later: Taken[] = [];
  for (let time = 1; time < times; time++) later.push(await startOnce());
  const begun = performance.now();
  const clouds = await Promise.all(Array.from({ length: atOnce }, fresh));
  const together = performance.now() - begun;
  for (const cloud of clouds) await cloud.close();
  return [
    { what: `${what}, import of the local cloud`, value: readable(imported), unit: 'ms' },
    figure('the first of a process', [first]),
    figure('every further one', later),
    {
      what: `${what}, ${atOnce} at once, for each`,
      value: readable(together / atOnce),
      unit: 'ms',
      note: `${Math.round(together)} ms for all`,
    },
  ];
}

const figures = await measure();
rmSync(folder, { recursive: true });
console.log(JSON.stringify(figures));
process.exit(0);
