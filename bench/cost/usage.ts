/** Measures what orders take of every service, on the whole shop in this process. */
import { subscribe as subscribeTo } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import * as operations from '../../client/generated/documents.ts';
import type { Log } from '../../local/core/log.ts';
import { openMeter } from '../../test/operations/meter.ts';
import { createWorld, keyed, type World } from '../../test/operations/world.ts';
import type { Person } from '../../test/support/people.ts';
import { startTestShop, type TestShop } from '../../test/support/shop.ts';
import { until } from '../../test/support/until.ts';
import { subscribe } from '../harness/subscriber.ts';
import type { FunctionUsage, Usage } from './model.ts';

/** The test provider's own functions and books stand where a real shop has a provider that AWS does not bill. */
const isProviders = /TestProvider/;
const ofProvider = /\$test_(charge|movement)_1/;
/** Functions that read a queue, by a part of their names; those that tell customers read the ones that keep the order. */
const readsFifo = /Notify/;
const readsStandard = /driveFulfilment|Settle|Receive/;

/** One order in so many comes back, in part. */
const returnedOneIn = 10;

/** Has so many orders placed, paid, shipped and delivered, one after the other, and counts. */
export async function measureUsage(orders: number): Promise<Usage> {
  const counts = counter();
  const meter = await openMeter();
  const shop = await startTestShop({ dynamodbEndpoint: meter.endpoint, log: counts.log });
  try {
    const world = await createWorld(shop, { past: false });
    const heard = await listen(shop, world);
    counts.begin(shop);
    const begun = meter.calls.length;
    const delivered = deliveriesOf(shop);
    for (let number = 0; number < orders; number += 1) {
      await story(shop, world, heard, number % returnedOneIn === 0);
    }
    await atRest(shop, heard, orders);
    const { functions, calls, requests, logBytes } = counts.end();
    const own = meter.calls.slice(begun).filter((call) => !ofProvider.test(JSON.stringify(call.request)));
    const taken = (pattern: RegExp) =>
      functions
        .filter(({ name }) => pattern.test(name))
        .reduce((sum, { invocations }) => sum + invocations, 0);
    const put = deliveriesOf(shop);
    const { executions } = shop.cloud.services.stepFunctions.inspect();
    const { outbox } = shop.cloud.services;
    const events = heard.events.length;
    heard.stop();
    return {
      orders,
      clientRequests: requests.client,
      ownRequests: requests.own,
      updates: heard.messages,
      readUnits: own.reduce((sum, { read }) => sum + read, 0),
      writeUnits: own.reduce((sum, { write }) => sum + write, 0),
      functions,
      calls: calls.all,
      events,
      eventBytes: averageEvent(shop) * events,
      transitions: executions
        .flatMap(({ arn }) => shop.cloud.services.stepFunctions.inspectStates(arn) ?? [])
        .reduce((sum, { retries }) => sum + 1 + retries, 0),
      mails: outbox.list().filter(({ service }) => service === 'ses').length,
      notifications: outbox.list().filter(({ service, medium }) => service === 'sns' && medium !== 'SMS')
        .length,
      texts: put.texts - delivered.texts,
      httpRequests: requests.http,
      secretRequests: calls.secrets,
      queueRequests: {
        // Put in by rules, functions and the HTTP API; taken and deleted by who reads them.
        standard: put.standard - delivered.standard + calls.queues + requests.http + 2 * taken(readsStandard),
        fifo: put.fifo - delivered.fifo + 2 * taken(readsFifo),
      },
      logBytes,
    };
  } finally {
    await shop.stop();
    await meter.close();
  }
}

/** A visit that ends in an order, and what staff does for it. */
async function story(shop: TestShop, world: World, heard: Heard, comesBack: boolean): Promise<void> {
  const { answer } = shop.goods;
  const { customer, staff, products, skus } = world;
  const staffDoes = (query: string, input: object) => answer(staff, query, keyed(input));
  await answer('guest' as never, operations.listProducts, {});
  await answer('guest' as never, operations.getCategory, { id: 'category-00' });
  for (const { handle } of products.slice(0, 5)) {
    await answer('guest' as never, operations.getProductByHandle, { handle });
  }
  await answer(customer, operations.getMe, {});
  for (const sku of skus) await answer(customer, operations.addToCart, { input: { sku, quantity: 1 } });
  await answer(customer, operations.getCart, {});
  const input = await world.checkoutInput('pm_success');
  const { id: orderId } = await answer(customer, operations.placeOrder, keyed(input));
  const lookAtIt = () => answer(customer, operations.getOrder, { id: orderId });
  await heard.of(orderId, 'CONFIRMED');
  await lookAtIt();

  await answer(staff, operations.listOrders, { status: 'CONFIRMED' });
  await answer(staff, operations.getOrder, { id: orderId });
  const { shipments } = await staffDoes(operations.packShipment, { orderId, carrier: 'DHL' });
  const parcel = { orderId, shipmentId: shipments[0].id };
  await staffDoes(operations.shipShipment, { ...parcel, trackingNumber: '00340434161094015902' });
  await heard.of(orderId, 'CAPTURE_SUCCEEDED');
  await lookAtIt();
  for (const to of ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED']) {
    await staffDoes(operations.moveShipment, { ...parcel, to });
  }
  await lookAtIt();
  if (!comesBack) return;

  const lines = world.returned.map((line) => ({ ...line, reason: 'Too large' }));
  const { returns } = await answer(customer, operations.requestReturn, keyed({ orderId, lines }));
  const back = { orderId, returnId: returns[0].id };
  await staffDoes(operations.decideReturn, { ...back, approve: true });
  const received = world.returned.map(({ sku }) => ({ sku, received: 1, restocked: 1 }));
  await staffDoes(operations.receiveReturn, { ...back, lines: received });
  await heard.of(orderId, 'RETURN_REFUNDED');
}

interface Heard {
  /** Of the customer's orders, each once. */
  readonly events: readonly { readonly orderId: string; readonly type: string }[];
  /** At all sockets. */
  readonly messages: number;
  of(orderId: string, type: string): Promise<unknown>;
  stop(): void;
}

/** The customer listens to their orders, and staff to orders as they come. */
async function listen(shop: TestShop, { customer, staff }: World): Promise<Heard> {
  const url = shop.cloud.endpoints.graphql!;
  const events: { orderId: string; type: string }[] = [];
  let messages = 0;
  const socketOf = ({ accessToken: token }: Person, query: string, hear: (change: any) => void) =>
    subscribe({ url, token }, query, {}, (frame) => {
      messages += 1;
      hear(JSON.parse(frame).payload.data);
    });
  const sockets = await Promise.all([
    socketOf(customer, operations.onMyOrderChange, ({ onMyOrderChange }) => events.push(onMyOrderChange)),
    socketOf(staff, operations.onOrderPlaced, () => {}),
  ]);
  return {
    events,
    get messages() {
      return messages;
    },
    of: (orderId, type) => until(() => events.some((one) => one.orderId === orderId && one.type === type)),
    stop: () => sockets.forEach((socket) => socket.terminate()),
  };
}

/** Waits until every event is on the bus and at its subscriber, every queue is empty and every workflow has ended. */
async function atRest(shop: TestShop, heard: Heard, orders: number): Promise<void> {
  const { sqs, events, stepFunctions } = shop.cloud.services;
  await until(() => {
    const { executions } = stepFunctions.inspect();
    return (
      archivedOf(shop) === heard.events.length &&
      events.inspect().pending === 0 &&
      sqs.inspect().every(({ visible, inFlight, delayed }) => visible + inFlight + delayed === 0) &&
      executions.length === orders &&
      executions.every(({ status }) => status !== 'RUNNING')
    );
  });
}

const rulesOf = (shop: TestShop) => shop.cloud.services.events.inspect().buses.flatMap(({ rules }) => rules);
/** Every event of an order is kept in the bus's archive. */
const archivedOf = (shop: TestShop) =>
  shop.cloud.services.events.inspect().archives.reduce((sum, { events }) => sum + events, 0);
const eventsOf = (shop: TestShop) => shop.cloud.services.events.inspect().events;

function averageEvent(shop: TestShop): number {
  const texts = eventsOf(shop).map(({ event }) => JSON.stringify(event).length);
  return texts.reduce((sum, one) => sum + one, 0) / Math.max(1, texts.length);
}

/** Events that rules have put into queues so far. */
function deliveriesOf(shop: TestShop) {
  const to = (pattern: RegExp) =>
    rulesOf(shop)
      .filter(({ name }) => pattern.test(name))
      .reduce((sum, { delivered }) => sum + delivered, 0);
  return { fifo: to(/ToCustomers|ToPhones/), standard: to(/ToFulfilment/), texts: to(/ToPhones/) };
}

/** Counts functions by what they log, and requests by what reaches the servers of this process. */
function counter() {
  const functions = new Map<string, { invocations: number; memory: number }>();
  const requests = { client: 0, own: 0, http: 0 };
  const calls = { all: 0, queues: 0, secrets: 0 };
  let logBytes = 0;
  let ports: Record<'graphql' | 'gateway' | 'http', number> | undefined;

  const logOf = (scope: string): Log => {
    const name = scope.startsWith('lambda:') ? scope.slice('lambda:'.length) : undefined;
    return {
      debug(message) {
        const memory = /^REPORT .*Memory Size: (\d+) MB/.exec(message)?.[1];
        if (!ports || !name || memory === undefined || isProviders.test(name)) return;
        const known = functions.get(name) ?? { invocations: 0, memory: Number(memory) };
        functions.set(name, { ...known, invocations: known.invocations + 1 });
      },
      info(message) {
        if (ports && name && !isProviders.test(name)) logBytes += Buffer.byteLength(message);
      },
      warn: (message) => console.error(scope, message),
      error: (message) => console.error(scope, message),
      scope: (more) => logOf(scope === '' ? more : `${scope}:${more}`),
    };
  };

  subscribeTo('http.server.request.start', (event) => {
    const { headers, method, socket } = (event as { request: IncomingMessage }).request;
    if (!ports || method !== 'POST') return;
    if (socket.localPort === ports.graphql) {
      const signed = headers.authorization?.startsWith('AWS4-') === true;
      requests[signed ? 'own' : 'client'] += 1;
      if (signed) calls.all += 1;
    } else if (socket.localPort === ports.http) {
      requests.http += 1;
    } else if (socket.localPort === ports.gateway && headers['x-amzn-trace-id'] !== undefined) {
      calls.all += 1;
      const target = String(headers['x-amz-target']);
      if (target.startsWith('AmazonSQS.Send')) calls.queues += 1;
      if (target.startsWith('secretsmanager.')) calls.secrets += 1;
    }
  });

  return {
    log: logOf(''),
    begin({ cloud: { endpoints } }: TestShop) {
      const portOf = (url: string) => Number(new URL(url).port);
      ports = {
        graphql: portOf(endpoints.graphql!),
        gateway: portOf(endpoints.gateway),
        http: portOf(endpoints.httpApis[0]!.url),
      };
    },
    end() {
      ports = undefined;
      const all: FunctionUsage[] = [...functions].map(([name, usage]) => ({ name, ...usage }));
      return { functions: all, calls, requests, logBytes };
    },
  };
}
