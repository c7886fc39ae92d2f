import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../scripts/root.ts';
import { billOf, standingBill, totalOf, type Line, type Standing } from './cost/model.ts';
import { costPage } from './cost/page.ts';
import { measureUsage } from './cost/usage.ts';
import type { Benchmark, Figure } from './harness/benchmark.ts';

const measured = 10;
const priced = 1000;

/** What stands in `infra/`; the test provider's queue is not a shop's. */
const standing: Standing = {
  alarms: 13,
  metrics: 2,
  secrets: 1,
  readQueues: { standard: 3, fifo: 2 },
  // One Query of each of the eight partitions of overdue orders, with nothing found.
  sweep: { readUnits: 8 * 0.5, memory: 512, calls: 8 },
};

/** Counts, and no speed: the same on any machine but for how events fall into batches. */
export const cost: Benchmark = {
  name: 'cost',
  about: `What ${priced.toLocaleString('en')} orders cost on AWS, from what ${measured} of them take here and public prices; writes docs/cost.md.`,
  async run() {
    const usage = await measureUsage(measured);
    const bill = billOf(usage, priced);
    const idle = standingBill(standing);
    const path = join(root, 'docs/cost.md');
    const page = await format(costPage(usage, priced, bill, idle), {
      ...(await resolveConfig(path)),
      filepath: path,
    });
    await writeFile(path, page);
    const orders = `${priced.toLocaleString('en')} orders`;
    return [
      ...bill.map(figureOf),
      { what: `${orders}, all told`, value: rounded(totalOf(bill)), unit: 'dollars' },
      { what: 'a month without orders', value: rounded(totalOf(idle)), unit: 'dollars' },
    ];
  },
};

const rounded = (dollars: number) => Number(dollars.toFixed(4));
const figureOf = ({ service, what, quantity, cost }: Line): Figure => ({
  what: `${service}: ${what}`,
  value: rounded(cost),
  unit: 'dollars',
  note: Math.round(quantity).toLocaleString('en'),
});
