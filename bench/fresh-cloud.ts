import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark, Figure } from './harness/benchmark.ts';
import { startProgram } from './harness/program.ts';

/** What a test waits for before it can ask anything. */
export const freshCloud: Benchmark = {
  name: 'fresh',
  about:
    'From start({ cloudAssembly }) to a fresh cloud that stands: the shop as the first on a machine, then it and a small app each in a process of its own.',
  async run() {
    // A home of its own: what an earlier start has left there belongs to no first one.
    const home = mkdtempSync(join(tmpdir(), 'fresh-home-'));
    const measured = async (...args: string[]) => {
      const command = ['--import', 'tsx', 'bench/fresh-cloud/measure.ts', ...args];
      const environment = { HOME: home, USERPROFILE: home };
      const program = startProgram(process.execPath, command, { environment });
      return JSON.parse(await program.line()) as Figure[];
    };
    const figures = [
      ...(await measured('shop', 'once')),
      ...(await measured('shop')),
      ...(await measured('small')),
    ];
    rmSync(home, { recursive: true, force: true });
    return figures;
  },
};
