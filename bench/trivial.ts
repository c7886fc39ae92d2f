import type { Benchmark } from './harness/benchmark.ts';
import { withCloud } from './harness/cloud.ts';
import { connections, underLoad } from './harness/load.ts';

/** The least that a request can be: no resolver, and a resolver with a NONE data source. */
export const trivial: Benchmark = {
  name: 'trivial',
  about: `Requests a second at ${connections} connections: __typename, and a field with a NONE resolver.`,
  run: () =>
    withCloud('bench/none-api/template.json', async ({ program, url, apiKey }) => {
      const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' };
      const common = { url, headers, pid: program.pid };
      return [
        ...(await underLoad('{ __typename }', { ...common, query: '{ __typename }' })),
        ...(await underLoad('NONE resolver', { ...common, query: '{ hello }' })),
      ];
    }),
};
