import type { Benchmark, Figure } from './harness/benchmark.ts';
import { pause, startProgram } from './harness/program.ts';
import { median } from './harness/statistics.ts';
import type { Realtime } from './harness/subscriber.ts';
import type { Memory } from './soak/server.ts';
import { megabytes, slowConsumers } from './soak/slow-consumers.ts';
import { visitors } from './soak/visitors.ts';

const cycles = 12;
/** Visitors of each kind in a cycle, so many at once. */
const visits = 40;
const atOnce = 4;
/** Cycles until everything is compiled and every cache is full. */
const warmUp = 4;
/** Growth from the first half of the cycles to the second that is no leak, in bytes. */
const mostGrowth = 2 ** 20;

/** Thousands of visits of every kind, and what they leave behind. */
export const soak: Benchmark = {
  name: 'soak',
  about: `Memory of the local cloud after garbage collection, over ${cycles} cycles of ${visits * visitors.length} connections and requests each, most of them ill-behaved; fails when it grows.`,
  async run() {
    const program = startProgram(process.execPath, [
      ...['--expose-gc', '--import', 'tsx', 'bench/soak/server.ts'],
    ]);
    try {
      const api = JSON.parse(await program.line()) as Realtime;
      const memory = async () => (await (await fetch(new URL('/memory', api.url))).json()) as Memory;
      const taken: Memory[] = [];
      for (let cycle = 0; cycle < cycles; cycle++) {
        await visit(api);
        taken.push(await settled(memory));
      }
      return [...compare(taken), ...(await slowConsumers(api, memory))];
    } finally {
      await program.stop();
    }
  },
};

async function visit(api: Realtime): Promise<void> {
  for (let round = 0; round < visits / atOnce; round++) {
    // A visitor that the server turns away has been served as well.
    await Promise.allSettled(visitors.flatMap((come) => Array.from({ length: atOnce }, () => come(api))));
  }
}

/** Memory once the server has seen that everyone is gone. @throws Error when it never does. */
async function settled(memory: () => Promise<Memory>): Promise<Memory> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const now = await memory();
    if (now.subscriptions === 0) return now;
    await pause(100);
  }
  throw new Error('Subscriptions are left whose sockets are gone.');
}

function compare(taken: readonly Memory[]): Figure[] {
  const heaps = taken.map(({ heapUsed, external }) => heapUsed + external);
  const late = heaps.slice(warmUp);
  const half = late.length / 2;
  const growth = median(late.slice(half)) - median(late.slice(0, half));
  const course = heaps.map((bytes) => megabytes(bytes).value).join(', ');
  if (growth > mostGrowth) throw new Error(`Memory grows: ${course} MB after the cycles.`);
  const connections = `${(visits * visitors.length * cycles).toLocaleString('en')} visits`;
  return [
    { what: 'heap and buffers after the warm-up', ...megabytes(late[0]!) },
    { what: 'heap and buffers at the end', ...megabytes(heaps.at(-1)!), note: `${connections}: ${course}` },
    { what: 'resident memory after the warm-up', ...megabytes(taken[warmUp]!.rss) },
    { what: 'resident memory at the end', ...megabytes(taken.at(-1)!.rss) },
  ];
}
