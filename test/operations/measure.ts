/** What an operation takes: one request to the running shop, held against the trace that it left. */
import { masked } from '../../local/core/mask.ts';
import type { Trace, TracedCall } from '../../local/core/trace.ts';
import { startTestShop, type TestShop, type TestShopOptions } from '../support/shop.ts';
import { openMeter, type Meter, type MeteredCall } from './meter.ts';
import { callerOf, type Operation } from './operations.ts';
import { createWorld, type World } from './world.ts';

/** A shop of ordinary size on a database that tells what it was asked. */
export interface MeteredShop {
  readonly shop: TestShop;
  readonly world: World;
  readonly meter: Meter;
  stop(): Promise<void>;
}

export interface Taken {
  readonly operation: Operation;
  /** Requests of its resolvers to DynamoDB, in their order. */
  readonly calls: readonly MeteredCall[];
  /** How often its resolvers called a function. What that asks of the table is not among `calls`. */
  readonly invocations: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

export async function openMeteredShop(options: TestShopOptions = {}): Promise<MeteredShop> {
  const meter = await openMeter();
  const shop = await startTestShop({ ...options, traces: true, dynamodbEndpoint: meter.endpoint });
  return {
    shop,
    meter,
    world: await createWorld(shop),
    async stop() {
      await shop.stop();
      await meter.close();
    },
  };
}

/**
 * Sends an operation once and answers with what it took.
 *
 * @param ready - called when all that the operation needs is there, and before it is sent
 * @throws Error when it was refused: a refusal takes less, and is not what is measured.
 * @example
 * const { calls, readUnits } = await measure(metered, operation);
 */
export async function measure(
  { shop, world, meter }: MeteredShop,
  operation: Operation,
  ready: () => Promise<void> = async () => {},
): Promise<Taken> {
  const variables = (await operation.variables?.(world)) ?? {};
  await ready();
  // Traces are taken at a pace by the clock: however many requests made ready, this one gets its own.
  shop.clock.forward(1000);
  const url = shop.cloud.endpoints.graphql!;
  const body = JSON.stringify({ query: operation.document, variables });
  const headers = await shop.graphql.headersFor(callerOf(operation, world), body);
  const since = meter.calls.length;
  const response = await fetch(url, { method: 'POST', headers, body });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors) throw new Error(`${operation.name}: ${JSON.stringify(errors)}`);
  const id = response.headers.get('x-amzn-requestid')!;
  const trace = (await (await fetch(new URL(`/_local/traces/${id}`, url))).json()) as Trace;
  const made = trace.fields.flatMap(({ steps }) => steps.flatMap(({ calls = [] }) => calls));
  const invocations = made.filter(({ service }) => service === 'Lambda').length;
  const asked = made.filter(({ service }) => service === 'DynamoDB');
  const calls = ownCalls(meter.calls.slice(since), asked);
  return {
    operation,
    calls,
    invocations,
    readUnits: calls.reduce((sum, { read }) => sum + read, 0),
    writeUnits: calls.reduce((sum, { write }) => sum + write, 0),
  };
}

/** Of all requests that reached the database meanwhile, those that the operation's trace tells of, as they were sent. */
function ownCalls(meanwhile: readonly MeteredCall[], asked: readonly TracedCall[]): MeteredCall[] {
  const texts = meanwhile.map(({ request: { ReturnConsumedCapacity: _, ...request } }) =>
    JSON.stringify(masked(request, { left: Infinity })),
  );
  const own = new Set<number>();
  for (const { operation, request } of asked) {
    const text = JSON.stringify(request);
    // A trace that grew too long shows no more than the operation: the first of that name was its own.
    const isIt = (index: number) =>
      text.includes('…') ? meanwhile[index]!.operation === operation : texts[index] === text;
    const found = texts.findIndex((_, index) => !own.has(index) && isIt(index));
    if (found < 0) throw new Error(`The database did not hear of ${text}.`);
    own.add(found);
  }
  return meanwhile.filter((_, index) => own.has(index));
}
