import type { Benchmark } from './harness/benchmark.ts';
import { connections, underLoad } from './harness/load.ts';
import { freePort, startProgram } from './harness/program.ts';

/** The least that a request can be: no resolver, and a resolver with a NONE data source. */
export const trivial: Benchmark = {
  name: 'trivial',
  about: `Requests a second at ${connections} connections: __typename, and a field with a NONE resolver.`,
  async run() {
    const [port, gatewayPort] = [String(await freePort()), String(await freePort())];
    const program = startProgram(process.execPath, [
      ...['build/local/cli.js', '--assembly', 'bench/none-api/template.json'],
      ...['--port', port, '--gateway-port', gatewayPort],
    ]);
    try {
      await program.said('Ctrl-C');
      const key = /ApiKey = (\S+)/.exec(program.output())![1]!;
      const common = {
        url: `http://127.0.0.1:${port}/graphql`,
        headers: { 'x-api-key': key, 'content-type': 'application/json' },
        pid: program.pid,
      };
      return [
        ...(await underLoad('{ __typename }', { ...common, query: '{ __typename }' })),
        ...(await underLoad('NONE resolver', { ...common, query: '{ hello }' })),
      ];
    } finally {
      await program.stop();
    }
  },
};
