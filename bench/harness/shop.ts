import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AmplifyOutputs } from '../../client/index.ts';
import { root } from '../../scripts/root.ts';
import { freePort, startProgram, type Program } from './program.ts';

/** The shop as `npm start` runs it, on ports of its own, seeded. */
export interface Shop {
  readonly program: Program;
  readonly url: string;
  readonly apiKey: string;
  readonly gatewayUrl: string;
  readonly outputs: AmplifyOutputs;
  /** Answers `data`. @throws Error with the errors of the answer. */
  ask(query: string, variables?: object, headers?: Record<string, string>): Promise<any>;
}

const outputsFile = join(root, 'amplify_outputs.json');
/** What `npm start` runs, without npm between the measurement and the process. */
const command = ['--import', 'tsx', 'scripts/start.ts'];
/** Written when everything stands. */
export const ready = 'Ctrl-C stops everything.';

/** Runs `work` with a shop, and stops it afterwards. The `amplify_outputs.json` of another shop is put back. */
export async function withShop<T>(work: (shop: Shop) => Promise<T>): Promise<T> {
  const kept = existsSync(outputsFile) ? readFileSync(outputsFile) : undefined;
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const ports = ['--port', String(port), '--gateway-port', String(gatewayPort)];
  const program = startProgram(process.execPath, [...command, ...ports]);
  try {
    await program.said(ready);
    const outputs = JSON.parse(readFileSync(outputsFile, 'utf8')) as { API: { GraphQL: { apiKey: string } } };
    const url = `http://127.0.0.1:${port}/graphql`;
    const { apiKey } = outputs.API.GraphQL;
    return await work({
      program,
      url,
      apiKey,
      gatewayUrl: `http://127.0.0.1:${gatewayPort}`,
      outputs,
      ask: (query, variables, headers = { 'x-api-key': apiKey }) => ask(url, query, variables, headers),
    });
  } finally {
    await program.stop();
    if (kept) writeFileSync(outputsFile, kept);
  }
}

async function ask(
  url: string,
  query: string,
  variables: object | undefined,
  headers: Record<string, string>,
) {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
