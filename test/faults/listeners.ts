/** Customers who follow their orders live, as the client package does it, over AppSync's own protocol. */
import { WebSocket } from 'ws';
import { followOrder, type OrderStep } from '../../client/follow-order.ts';
import * as operations from '../../client/generated/documents.ts';
import type { AuditedPage } from '../../rules/orders/audit.ts';
import type { Client } from '../support/client.ts';
import type { Person } from '../support/people.ts';
import type { TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';

export interface ListenerOptions {
  /** The shop that runs now. */
  readonly shop: () => TestShop;
  /** Who listens, with the tokens of now. */
  readonly customer: () => Person;
  readonly client: Client;
}

const subscription = 'subscription { onMyOrderChange { orderId sequence type status at } }';
/** Before a connection that broke off is made again, in milliseconds. */
const pause = 200;
/** Orders whose missed events are read at once. */
const width = 10;
/** Pages that a customer has open at once: of the latest orders. */
const mostOpen = 10;

/** Listens for one customer, over one connection, and makes it again whenever it breaks off. */
export function listen({ shop, customer, client }: ListenerOptions) {
  const heard = new Map<string, OrderStep[]>();
  const live = new Map<string, (step: OrderStep) => void>();
  const ready = new Map<string, () => void>();
  const open: string[] = [];
  const left = new Set<string>();
  const missed = new Set<string>();
  let reading = 0;
  let closed = false;
  let taken = false;
  let repeated = 0;
  let told = 0;
  let socket: WebSocket | undefined;

  function connect(): void {
    if (closed) return;
    const { cloud, ca } = shop();
    const { host } = new URL(cloud.endpoints.graphql!);
    const authorization = { host, Authorization: customer().accessToken };
    const encoded = Buffer.from(JSON.stringify(authorization)).toString('base64url');
    const own = new WebSocket(`wss://${host}/graphql/realtime`, ['graphql-ws', `header-${encoded}`], { ca });
    socket = own;
    const again = () => {
      if (socket !== own) return;
      socket = undefined;
      taken = false;
      setTimeout(connect, pause);
    };
    own.on('error', () => own.terminate());
    own.on('close', again);
    own.on('open', () => own.send('{"type":"connection_init"}'));
    own.on('message', (text) => {
      const { type, payload } = JSON.parse(String(text));
      if (type === 'connection_ack') {
        const data = JSON.stringify({ query: subscription, variables: {} });
        const start = { id: 'one', type: 'start', payload: { data, extensions: { authorization } } };
        own.send(JSON.stringify(start));
      } else if (type === 'start_ack') {
        taken = true;
        for (const [orderId, tell] of ready) {
          if (left.has(orderId)) missed.add(orderId);
          else tell();
        }
      } else if (type === 'data') {
        const step = payload.data.onMyOrderChange as OrderStep & { orderId: string };
        if (heard.get(step.orderId)?.some(({ sequence }) => sequence === step.sequence)) repeated += 1;
        live.get(step.orderId)?.(step);
      } else if (type === 'error' || type === 'connection_error') own.terminate();
    });
  }
  connect();

  return {
    /** What was heard of each order, in the order in which it was heard. */
    heard: heard as ReadonlyMap<string, readonly OrderStep[]>,
    /** Events that came more than once, and that the client package kept from its user. */
    repeated: () => repeated,
    /** Orders followed of which anything was heard. */
    told: () => told,
    /** Follows an order from its first event on. */
    follow(orderId: string): void {
      const steps: OrderStep[] = [];
      heard.set(orderId, steps);
      open.push(orderId);
      if (open.length > mostOpen) left.add(open.shift()!);
      followOrder(
        {
          live: (next) => (live.set(orderId, next), () => live.delete(orderId)),
          ready(listener) {
            ready.set(orderId, listener);
            if (taken) listener();
            return () => ready.delete(orderId);
          },
          async after(afterSequence, nextToken) {
            const variables = { id: orderId, afterSequence, nextToken };
            reading += 1;
            try {
              return (await client.value(customer(), operations.getOrderEvents, variables)).events;
            } finally {
              reading -= 1;
            }
          },
        },
        0,
        (step) => {
          if (steps.push(step) === 1) told += 1;
        },
        () => {},
      );
    },
    /**
     * Leaves an order's page. Its live events are still heard; what a broken connection let pass is read when the page
     * is opened again, and not at each reconnect: a customer of many orders does not look at them all.
     */
    leave: (orderId: string) => void left.add(orderId),
    /** Opens the pages again of orders of which something may have been missed, and reads it. */
    async catchUp(): Promise<void> {
      await until(() => taken);
      for (const orderId of missed) {
        missed.delete(orderId);
        await until(() => reading < width);
        ready.get(orderId)?.();
      }
      await until(() => reading === 0);
    },
    /** Has the connection made anew, with the tokens of now. */
    reconnect: () => socket?.terminate(),
    close(): void {
      closed = true;
      socket?.terminate();
    },
  };
}

export type Listener = ReturnType<typeof listen>;

/** Whether each event of an order that somebody followed was told once, and in order. */
export function checkTold(
  pages: readonly Pick<AuditedPage, 'order' | 'events'>[],
  heard: ReadonlyMap<string, readonly OrderStep[]>,
): string[] {
  return pages.flatMap(({ order, events }) => {
    const steps = heard.get(order.orderId);
    if (!steps) return [];
    const expected = events.map(({ sequence, type }) => `${sequence} ${type}`).join(', ');
    const found = steps.map(({ sequence, type }) => `${sequence} ${type}`).join(', ');
    return found === expected ? [] : [`${order.orderId} was told ${found}, not ${expected}`];
  });
}
