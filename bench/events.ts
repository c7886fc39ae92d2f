import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Benchmark, Figure } from './harness/benchmark.ts';
import { withShop, type Shop } from './harness/shop.ts';
import { median, percentile, readable } from './harness/statistics.ts';
import { subscribe } from './harness/subscriber.ts';

const subscription = `subscription Stock($productId: ID!) {
  onStockChange(productId: $productId) { productId sku available at }
}`;
const publication = `mutation Publish($input: PublishStockChangeInput!) {
  publishStockChange(input: $input) { productId sku available at }
}`;
const productId = 'bench';
const rounds = 100;
const warmUp = 10;

/** How long an event is under way, from the sending of the mutation that publishes it. */
export const events: Benchmark = {
  name: 'events',
  about: `From the sending of a publishing mutation to its event at each socket, and to the mutation's own answer; ${rounds} events.`,
  run: () =>
    withShop(async (shop) => [...(await deliver(shop, 1, rounds)), ...(await deliver(shop, 100, rounds))]),
};

async function deliver(shop: Shop, sockets: number, rounds: number): Promise<Figure[]> {
  const delays: number[] = [];
  const answers: number[] = [];
  let missing = 0;
  let sentAt = 0;
  let arrived = () => {};
  const hear = () => {
    delays.push(performance.now() - sentAt);
    if (--missing === 0) arrived();
  };
  const open = await Promise.all(
    Array.from({ length: sockets }, () => subscribe(shop, subscription, { productId }, hear)),
  );
  try {
    for (let round = 0; round < warmUp + rounds; round++) {
      if (round === warmUp) delays.length = answers.length = 0;
      const all = new Promise<void>((resolve) => (arrived = resolve));
      missing = sockets;
      const send = await publisher(shop, round);
      sentAt = performance.now();
      await send();
      answers.push(performance.now() - sentAt);
      await all;
    }
  } finally {
    for (const socket of open) socket.terminate();
  }
  const to = `to ${sockets} ${sockets === 1 ? 'socket' : 'sockets'}`;
  return [
    { what: `${to}, p50`, value: readable(median(delays)), unit: 'ms' },
    { what: `${to}, p99`, value: readable(percentile(delays, 0.99)), unit: 'ms' },
    { what: `${to}, the mutation's answer, p50`, value: readable(median(answers)), unit: 'ms' },
  ];
}

/** A signed request to publish, ready to be sent: signing is not what is measured. */
async function publisher({ url }: Shop, available: number): Promise<() => Promise<void>> {
  const input = { productId, sku: 'bench', available, at: new Date().toISOString() };
  const body = JSON.stringify({ query: publication, variables: { input } });
  const { protocol, hostname, port, host, pathname: path } = new URL(url);
  const signed = await new SignatureV4({
    service: 'appsync',
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    sha256: Sha256,
  }).sign({
    method: 'POST',
    protocol,
    hostname,
    port: Number(port),
    path,
    headers: { host, 'content-type': 'application/json' },
    body,
  });
  return async () => {
    const response = await fetch(url, { method: 'POST', headers: signed.headers, body });
    const text = await response.text();
    if (text.includes('"errors"')) throw new Error(text);
  };
}
