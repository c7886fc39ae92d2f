import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { placeOrder } from '../client/generated/documents.ts';
import { root } from '../scripts/root.ts';
import { measure, openMeteredShop, type MeteredShop, type Taken } from '../test/operations/measure.ts';
import { operations, type Operation } from '../test/operations/operations.ts';
import { keyed, type World } from '../test/operations/world.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { openMirrors, type Mirrors } from './table-per-type/mirror.ts';
import { operationsPage, type Compared } from './table-per-type/page.ts';

const cartSizes = [1, 5, 10, 20, 49];

/** Counts, and no speed: the same on any machine. */
export const measuredOperations: Benchmark = {
  name: 'operations',
  about:
    'DynamoDB calls and capacity units of each operation, and the same with a table for each type; writes docs/operations.md.',
  async run() {
    const metered = await openMeteredShop();
    const mirrors = await openMirrors(metered.shop);
    try {
      const all: Compared[] = [];
      for (const operation of operations) all.push(await compare(metered, mirrors, operation));
      const checkouts: Compared[] = [];
      for (const lines of cartSizes) checkouts.push(await compare(metered, mirrors, checkoutOf(lines)));
      const path = join(root, 'docs/operations.md');
      const page = await format(operationsPage(all, checkouts), {
        ...(await resolveConfig(path)),
        filepath: path,
      });
      await writeFile(path, page);
      return all.flatMap(({ taken, documents, rows }) => [
        {
          what: taken.operation.name,
          value: taken.calls.length,
          unit: 'calls',
          note: `${units(taken)}; a table for each type: ${documents.calls} calls, ${units(documents)}; normalised: ${rows.calls} calls, ${units(rows)}`,
        },
      ]);
    } finally {
      await mirrors.close();
      await metered.stop();
    }
  },
};

const units = ({ readUnits, writeUnits }: Pick<Taken, 'readUnits' | 'writeUnits'>) =>
  `${readUnits} read and ${writeUnits} write units`;

async function compare(metered: MeteredShop, mirrors: Mirrors, operation: Operation): Promise<Compared> {
  const taken = await measure(metered, operation, mirrors.follow);
  return { taken, ...(await mirrors.count(taken)) };
}

/** A checkout of so many lines; the first of them are of different products. */
function checkoutOf(lines: number): Operation {
  return {
    name: String(lines),
    field: 'Mutation.placeOrder',
    as: 'customer',
    document: placeOrder,
    async variables({ products, filled, checkoutInput }: World) {
      const skus = Array.from({ length: lines }, (_, line) => {
        const { variants } = products[line % products.length];
        return variants.items[Math.floor(line / products.length)].sku as string;
      });
      await filled(1, skus);
      return keyed(await checkoutInput('pm_success'));
    },
  };
}
