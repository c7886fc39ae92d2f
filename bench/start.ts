import type { Benchmark } from './harness/benchmark.ts';
import { freePort, pause, startProgram } from './harness/program.ts';
import { ready, withShop } from './harness/shop.ts';
import { median, readable } from './harness/statistics.ts';

const runs = 5;

/** From `npm start` on built sources until a query is answered; seeding goes on behind it. */
export const start: Benchmark = {
  name: 'start',
  about: `From "npm start" on built sources to the first answered query; the median of ${runs} starts.`,
  async run() {
    // The API's key is the same at every start.
    const apiKey = await withShop(async (shop) => shop.apiKey);
    const answered: number[] = [];
    for (let run = 0; run < runs; run++) answered.push(await startOnce(apiKey, false));
    const seeded = await startOnce(apiKey, true);
    return [
      {
        what: 'first answered query',
        value: readable(median(answered)),
        unit: 'ms',
        note: `${Math.round(Math.min(...answered))} to ${Math.round(Math.max(...answered))}`,
      },
      { what: 'seeded, all told', value: readable(seeded), unit: 'ms', note: 'one start' },
    ];
  },
};

/** Milliseconds until the first answer, or until the shop has its goods. */
async function startOnce(apiKey: string, seed: boolean): Promise<number> {
  const [port, gatewayPort] = [String(await freePort()), String(await freePort())];
  const begun = performance.now();
  const options = ['--port', port, '--gateway-port', gatewayPort, ...(seed ? [] : ['--no-seed'])];
  const program = startProgram('npm', ['start', '--silent', '--', ...options]);
  try {
    if (seed) await program.said(ready);
    else await answer(`http://127.0.0.1:${port}/graphql`, apiKey);
    return performance.now() - begun;
  } finally {
    await program.stop();
  }
}

async function answer(url: string, apiKey: string): Promise<void> {
  const body = JSON.stringify({ query: '{ products { items { id } } }' });
  for (let attempt = 0; attempt < 6_000; attempt++) {
    const response = await fetch(url, { method: 'POST', headers: { 'x-api-key': apiKey }, body }).catch(
      () => undefined,
    );
    if (response?.ok) return;
    await pause(5);
  }
  throw new Error('The shop did not answer within half a minute.');
}
