import { Sha256 } from '@aws-crypto/sha256-js';
import { cbor, dateToTag } from '@smithy/core/cbor';
import { SignatureV4 } from '@smithy/signature-v4';
import { XMLParser } from 'fast-xml-parser';
import { deliveryTo, type Destinations } from '../../../local/cloud/delivery.ts';
import { createCloudWatch } from '../../../local/cloudwatch/index.ts';
import { ManualClock } from '../../../local/core/clock.ts';
import { createLog } from '../../../local/core/log.ts';
import { createEvents } from '../../../local/events/index.ts';
import { createGateway } from '../../../local/gateway/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { createOutbox } from '../../../local/outbox/index.ts';
import { createSns } from '../../../local/sns/index.ts';
import { createSqs } from '../../../local/sqs/index.ts';
import { create, remove, testEnvironment, update } from '../support.ts';

export const minute = 60_000;
/** When a test begins. */
export const noon = Date.UTC(2026, 0, 1, 12);
const target = 'GraniteServiceVersion20100801';

/** How AWS's clients write requests to CloudWatch, each its own. */
export type Protocol = 'query' | 'json' | 'cbor';

export interface Answer {
  readonly status: number;
  readonly body: any;
}

/** CloudWatch with queues, topics and buses behind a gateway, and a clock that a test moves. */
export async function startCloudWatch() {
  const clock = new ManualClock(noon);
  const lines: string[] = [];
  const silent = testEnvironment();
  const environment = testEnvironment({ clock, log: createLog('info', (line) => void lines.push(line)) });
  // Signatures are compared with the machine's time.
  const iam = createIam({ environment: silent });
  const gateway = await createGateway({ environment: silent, iam, port: 0 });
  const cloudWatch = createCloudWatch({ environment, iam, deliver: (...told) => deliver(...told) });
  const sqs = createSqs({ environment, iam, gatewayUrl: gateway.url, metrics: cloudWatch.metrics });
  const reachable: { -readonly [Name in keyof Destinations]: Destinations[Name] } = { sqs };
  const deliver = deliveryTo(reachable);
  const outbox = createOutbox(environment);
  const lambda = { invoke: () => Promise.reject(new Error('There are no functions in this test.')) };
  const sns = createSns({ environment, iam, sqs, lambda, outbox, gatewayUrl: gateway.url });
  reachable.sns = sns;
  const sdk = { call: () => Promise.reject(new Error('not used')), refusal: () => undefined };
  const events = createEvents({ environment, iam, deliver, sdk });
  reachable.events = events;
  gateway.serve(iam.api, sqs.api, ...cloudWatch.apis);
  const made = [
    ...iam.resources,
    ...sqs.resources,
    ...sns.resources,
    ...events.resources,
    ...cloudWatch.resources,
  ];

  /** Signs a request and sends it. */
  async function send(
    request: {
      readonly path: string;
      readonly headers: Record<string, string>;
      readonly body: string | Uint8Array;
    },
    credentials = iam.root(),
  ): Promise<Response> {
    const signer = new SignatureV4({
      credentials,
      region: environment.region,
      service: 'monitoring',
      sha256: Sha256,
    });
    const { host, hostname, protocol } = new URL(gateway.url);
    const headers = { host, ...request.headers };
    const signed = await signer.sign({ method: 'POST', protocol, hostname, query: {}, ...request, headers });
    const { host: _, ...sent } = signed.headers;
    return fetch(gateway.url + request.path, { method: 'POST', headers: sent, body: request.body as string });
  }

  return {
    clock,
    iam,
    sqs,
    cloudWatch,
    lines,
    send,
    stand: (type: string, properties: Record<string, any>, logicalId = 'Resource') =>
      create(made, type, properties, { logicalId, generatedName: `Stack-${logicalId}-1A2B3C4D5E6F` }),
    update: update.bind(undefined, made),
    remove: remove.bind(undefined, made),
    async settle() {
      for (const { settle } of made) await settle?.();
    },
    /** Asks as a client does that speaks `protocol`. */
    async ask(
      operation: string,
      input: object = {},
      protocol: Protocol = 'json',
      credentials?: Parameters<typeof send>[1],
    ): Promise<Answer> {
      const response = await send(writers[protocol](operation, input), credentials);
      return { status: response.status, body: await readers[protocol](response, operation) };
    },
    /** The bodies of the messages in a queue, parsed, which are taken out of it. */
    async messages(queueUrl: string): Promise<any[]> {
      const { Messages = [] } = await sqs.call('ReceiveMessage', {
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
      });
      for (const { ReceiptHandle } of Messages)
        await sqs.call('DeleteMessage', { QueueUrl: queueUrl, ReceiptHandle });
      return Messages.map(({ Body }: { Body: string }) => JSON.parse(Body));
    },
    async close() {
      cloudWatch.close();
      await events.close();
      await sns.close();
      await sqs.close();
      await gateway.close();
    },
  };
}

export type CloudWatch = Awaited<ReturnType<typeof startCloudWatch>>;

const writers: Readonly<
  Record<
    Protocol,
    (
      operation: string,
      input: object,
    ) => { path: string; headers: Record<string, string>; body: string | Uint8Array }
  >
> = {
  query: (operation, input) => ({
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams([
      ['Action', operation],
      ['Version', '2010-08-01'],
      ...pairsOf('', input),
    ]).toString(),
  }),
  json: (operation, input) => ({
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `${target}.${operation}` },
    body: JSON.stringify(input, function (this: Record<string, unknown>, key, text: unknown) {
      const member = this[key];
      return member instanceof Date ? member.getTime() / 1000 : text;
    }),
  }),
  cbor: (operation, input) => ({
    path: `/service/${target}/operation/${operation}`,
    headers: {
      'content-type': 'application/cbor',
      accept: 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
    },
    body: cbor.serialize(withTags(input)),
  }),
};

const readers: Readonly<Record<Protocol, (response: Response, operation: string) => Promise<any>>> = {
  async query(response, operation) {
    const list = new Set(['member', 'entry']);
    const tree = new XMLParser({ isArray: (name) => list.has(name) }).parse(await response.text());
    return plain(tree[`${operation}Response`]?.[`${operation}Result`] ?? tree);
  },
  json: (response) => response.json(),
  cbor: async (response) => plain(cbor.deserialize(new Uint8Array(await response.arrayBuffer()))),
};

function pairsOf(path: string, value: unknown): [string, string][] {
  if (value === undefined) return [];
  if (value instanceof Date) return [[path, value.toISOString()]];
  if (Array.isArray(value))
    return value.flatMap((each, index) => pairsOf(`${path}.member.${index + 1}`, each));
  if (typeof value !== 'object' || value === null) return [[path, String(value as string)]];
  return Object.entries(value).flatMap(([name, each]) =>
    pairsOf(path === '' ? name : `${path}.${name}`, each),
  );
}

/** Moments as AWS's own codec writes them. */
function withTags(value: unknown): unknown {
  if (value instanceof Date) return dateToTag(value);
  if (Array.isArray(value)) return value.map(withTags);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withTags(each)]));
}

/** Lists without their `member`, maps without their `entry`, moments without their tag. */
function plain(value: any): any {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (value.tag === 1) return value.value;
  if (value.member) return value.member.map(plain);
  if (value.entry) return Object.fromEntries(value.entry.map((pair: any) => [pair.key, plain(pair.value)]));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}
