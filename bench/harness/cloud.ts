import { freePort, startProgram, type Program } from './program.ts';

/** A local cloud of one template, as the command line runs it. */
export interface Cloud {
  readonly program: Program;
  readonly url: string;
  /** Of the output `ApiKey`. */
  readonly apiKey: string;
}

/** Runs `work` with a local cloud, and stops it afterwards. */
export async function withCloud<T>(
  template: string,
  work: (cloud: Cloud) => Promise<T>,
  nodeOptions: readonly string[] = [],
): Promise<T> {
  const [port, gatewayPort] = [String(await freePort()), String(await freePort())];
  const program = startProgram(process.execPath, [
    ...nodeOptions,
    ...['build/local/cli.js', '--assembly', template],
    ...['--port', port, '--gateway-port', gatewayPort],
  ]);
  try {
    await program.said('Ctrl-C');
    const apiKey = /ApiKey = (\S+)/.exec(program.output())![1]!;
    return await work({ program, url: `http://127.0.0.1:${port}/graphql`, apiKey });
  } finally {
    await program.stop();
  }
}
