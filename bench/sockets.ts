import { WebSocket } from 'ws';
import { aim, type Benchmark, type Figure } from './harness/benchmark.ts';
import { withCloud, type Cloud } from './harness/cloud.ts';
import { startProgram } from './harness/program.ts';
import { median, percentile, readable } from './harness/statistics.ts';
import { subscribe } from './harness/subscriber.ts';

const sockets = 1_000;
const rounds = 30;
const warmUp = 10;

/** Sockets that all wait for the same event. */
interface Audience {
  /** Publishes once. */
  publish(round: number): Promise<unknown>;
  readonly open: readonly WebSocket[];
  /** Told of each arrival. */
  hear: () => void;
}

/** Delivery to a thousand sockets, beside the same bytes sent to a thousand sockets by nothing but `ws`. */
export const delivery: Benchmark = {
  name: 'sockets',
  about: `From the sending of a mutation to its event at each of ${sockets} sockets, beside a bare broadcast of the same bytes, in turns; ${rounds} events each.`,
  run: () =>
    withCloud('bench/realtime-api/template.json', async (cloud) => {
      const bare = startProgram(process.execPath, ['--import', 'tsx', 'bench/sockets/broadcast.ts']);
      const audiences: Record<string, Audience> = {};
      try {
        const same = 'subscription($topic: String) { onTopic(topic: $topic) { topic number text } }';
        audiences.same = await subscribers(cloud, 'publishTopic', same, () => ({ topic }));
        const own = 'subscription($least: Int!) { onNumber(least: $least) { topic number text } }';
        audiences.own = await subscribers(cloud, 'publishNumber', own, (index) => ({ least: -index }));
        audiences.bare = await listeners(await bare.line());
        return compare(await deliver(audiences));
      } finally {
        for (const { open } of Object.values(audiences)) for (const socket of open) socket.terminate();
        await bare.stop();
      }
    }),
};

const topic = 'one topic';
const text = 'A line of text as events carry them, some eighty characters of it, to be realistic.';

async function subscribers(
  { url, apiKey }: Cloud,
  mutation: string,
  query: string,
  variables: (index: number) => object,
): Promise<Audience> {
  const audience = { hear: () => {} };
  const each = (index: number) => subscribe({ url, apiKey }, query, variables(index), () => audience.hear());
  const publication = `mutation($topic: String!, $number: Int!, $text: String) {
    ${mutation}(topic: $topic, number: $number, text: $text) { topic number text }
  }`;
  return Object.assign(audience, {
    open: await inGroups(sockets, each),
    publish: (number: number) =>
      post(url, JSON.stringify({ query: publication, variables: { topic, number, text } }), {
        'x-api-key': apiKey,
      }),
  });
}

async function listeners(url: string): Promise<Audience> {
  const audience = { hear: () => {} };
  const each = async () => {
    const socket = new WebSocket(url.replace('http', 'ws'));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return socket.on('message', (data: Buffer) => {
      if (data.toString().startsWith('{"id":"1","type":"data"')) audience.hear();
    });
  };
  return Object.assign(audience, {
    open: await inGroups(sockets, each),
    publish: (number: number) => {
      const onTopic = { topic, number, text };
      return post(url, JSON.stringify({ id: '1', type: 'data', payload: { data: { onTopic } } }));
    },
  });
}

async function post(url: string, body: string, headers: Record<string, string> = {}): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer = await response.text();
  if (!response.ok || answer.includes('"errors"')) throw new Error(answer);
}

/** A listening queue is shorter than a thousand. */
async function inGroups<T>(count: number, make: (index: number) => Promise<T>, size = 100): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count) {
    const group = Array.from({ length: size }, (_, index) => make(made.length + index));
    made.push(...(await Promise.all(group)));
  }
  return made;
}

/** Publishes to one audience after the other; milliseconds to each socket, by audience. */
async function deliver(audiences: Readonly<Record<string, Audience>>): Promise<Record<string, number[]>> {
  const delays: Record<string, number[]> = {};
  for (const name in audiences) delays[name] = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const [name, audience] of Object.entries(audiences)) {
      let missing = sockets;
      const sentAt = performance.now();
      const all = new Promise<void>((resolve) => {
        audience.hear = () => {
          if (round >= warmUp) delays[name]!.push(performance.now() - sentAt);
          if (--missing === 0) resolve();
        };
      });
      await Promise.all([audience.publish(round), all]);
    }
  }
  return delays;
}

function compare({ same = [], own = [], bare = [] }: Record<string, number[]>): Figure[] {
  const both = (what: string, delays: number[]): Figure[] => [
    { what: `${what}, p50`, value: readable(median(delays)), unit: 'ms' },
    { what: `${what}, p99`, value: readable(percentile(delays, 0.99)), unit: 'ms' },
  ];
  const ratio = (what: string, delays: number[]): Figure => ({
    what: `${what}, p99 against the bare broadcast`,
    unit: 'times',
    ...aim(percentile(delays, 0.99) / percentile(bare, 0.99), 2, { most: true }),
  });
  return [
    ...both('a bare broadcast with ws', bare),
    ...both('one argument for all', same),
    ...both('a filter of each its own', own),
    ratio('one argument for all', same),
    ratio('a filter of each its own', own),
  ];
}
