import type { Benchmark, Figure } from './harness/benchmark.ts';
import { startProgram } from './harness/program.ts';

/** What a test waits for before it can ask anything. */
export const freshCloud: Benchmark = {
  name: 'fresh',
  about:
    'From start({ cloudAssembly }) to a fresh cloud that stands, in one process: a small app, and the shop.',
  async run() {
    const program = startProgram(process.execPath, ['--import', 'tsx', 'bench/fresh-cloud/measure.ts']);
    return JSON.parse(await program.line()) as Figure[];
  },
};
