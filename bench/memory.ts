import type { Benchmark } from './harness/benchmark.ts';
import { pause, residentMemory } from './harness/program.ts';
import { withShop } from './harness/shop.ts';

const restSeconds = 10;

/** What a shop that nobody asks anything holds in memory. */
export const memory: Benchmark = {
  name: 'memory',
  about: `Resident memory of the seeded shop and of its database, ${restSeconds} s after the seed.`,
  run: () =>
    withShop(async ({ program }) => {
      await pause(restSeconds * 1000);
      return residentMemory(program.pid)
        .filter(({ bytes }) => bytes > 2 ** 22)
        .map(({ command, bytes }) => ({ what: command, value: Math.round(bytes / 2 ** 20), unit: 'MB' }));
    }),
};
