import type { Benchmark, Figure } from './harness/benchmark.ts';
import { startProgram } from './harness/program.ts';

/** What one call of an APPSYNC_JS handler costs beside the same function with nothing checked, copied or counted. */
export const handlers: Benchmark = {
  name: 'handlers',
  about:
    'One call of an APPSYNC_JS handler, values copied in and out, beside the same function called directly in a bare context with nothing copied; processor time, in turns.',
  async run() {
    const program = startProgram(process.execPath, ['--import', 'tsx', 'bench/handlers/measure.ts']);
    return JSON.parse(await program.line()) as Figure[];
  },
};
