import { once } from 'node:events';
import type { Figure } from '../harness/benchmark.ts';
import { pause } from '../harness/program.ts';
import { readable } from '../harness/statistics.ts';
import { subscribe, type Realtime } from '../harness/subscriber.ts';
import type { Memory } from './server.ts';

const slowSockets = 10;
const events = 80;
/** Together well over what the service keeps for one socket. */
const text = 'x'.repeat(200_000);
/** The service keeps 8 MB for a socket, and what was written last may lie beyond. */
const mostEach = 9 * 2 ** 20;

/**
 * Publishes to sockets that read nothing, and to one that does.
 * @throws Error when an event does not reach the one that reads, or memory is held beyond the bound.
 */
export async function slowConsumers(api: Realtime, memory: () => Promise<Memory>): Promise<Figure[]> {
  const query = 'subscription { onTopic { topic text } }';
  const before = await memory();
  let heard = 0;
  const reading = await subscribe(api, query, {}, () => heard++);
  const slow = await Promise.all(
    Array.from({ length: slowSockets }, () => subscribe(api, query, {}, () => {})),
  );
  for (const socket of slow) socket.pause();

  const held = ({ heapUsed, external }: Memory) => heapUsed + external;
  const mutation = `mutation($text: String) { publishTopic(topic: "slow", number: 1, text: $text) { topic text } }`;
  const body = JSON.stringify({ query: mutation, variables: { text } });
  let most = 0;
  let longest = 0;
  for (let event = 0; event < events; event++) {
    const sentAt = performance.now();
    const response = await fetch(api.url, { method: 'POST', headers: { 'x-api-key': api.apiKey }, body });
    await response.text();
    while (heard <= event) await Promise.race([once(reading, 'message'), pause(5)]);
    longest = Math.max(longest, performance.now() - sentAt);
    if (event % 10 === 9) most = Math.max(most, held(await memory()) - held(before));
  }
  const { subscriptions } = await memory();
  for (const socket of [reading, ...slow]) socket.terminate();
  const each = most / slowSockets;
  if (subscriptions !== 1) throw new Error(`${subscriptions - 1} sockets that read nothing were kept.`);
  if (each > mostEach) throw new Error(`A socket that reads nothing holds ${each} bytes.`);
  return [
    { what: `most memory for each of ${slowSockets} sockets that read nothing`, ...megabytes(each) },
    { what: 'longest way of an event to the socket beside them', value: readable(longest), unit: 'ms' },
  ];
}

export const megabytes = (bytes: number): Pick<Figure, 'value' | 'unit'> => ({
  value: readable(bytes / 2 ** 20),
  unit: 'MB',
});
