import { readFile } from 'node:fs/promises';
import type { Target } from './targets.ts';

/**
 * Names every bundle that is over its target's budget.
 *
 * @param bundles - absolute paths of the bundles, source maps excluded.
 * @returns a line for each, e.g. `build/resolvers/Query.cart.js has 40,112 characters, at most 32,000: AppSync …`.
 */
export async function overBudget(target: Target, bundles: readonly string[]): Promise<string[]> {
  const { budget } = target;
  if (!budget) return [];
  const checked = await Promise.all(
    bundles.map(async (file) => {
      const content = await readFile(file);
      const size = budget.unit === 'bytes' ? content.byteLength : content.toString('utf8').length;
      if (size <= budget.limit) return [];
      return [
        `${file} has ${count(size)} ${budget.unit}, at most ${count(budget.limit)}: ${budget.because}.`,
      ];
    }),
  );
  return checked.flat();
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
