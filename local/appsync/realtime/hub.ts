import { executeOperation } from '../execution/execute.ts';
import { isPromise } from '../execution/promises.ts';
import { subscribedMutations } from '../schema/build.ts';
import type { Engine, Publish, RequestContext, Admitted } from '../engine.ts';
import { standing } from '../authorization/caller.ts';
import type { ApiMetrics } from '../metrics/api-metrics.ts';
import type { ApiRates } from '../quotas.ts';
import { matchesArguments, passes, type EventFilter } from './filters.ts';
import type { GraphQLSchema } from 'graphql';

/** A subscription that was started and accepted. */
export interface Subscription {
  readonly field: string;
  readonly request: { readonly query: string };
  /** The engine that admitted it: it stays with the schema it was started on. */
  readonly engine: Engine;
  readonly admitted: Extract<Admitted, { ok: true }>;
  readonly context: RequestContext;
  readonly arguments: Record<string, unknown>;
  readonly filter?: EventFilter;
  readonly invalidation?: EventFilter;
  /** Sends one event; `payload` is JSON text. */
  deliver(payload: string): void;
  /** Ends the subscription and its socket: a mutation invalidated it. */
  invalidate(): void;
}

export interface Hub {
  /** Takes over which subscriptions listen to which mutations. */
  follow(schema: GraphQLSchema): void;
  add(subscription: Subscription): () => void;
  readonly publish: Publish;
  listened(mutation: string): boolean;
  /** Subscriptions alive. */
  count(): number;
}

/** Larger payloads are dropped without a word (General Reference, "AWS AppSync endpoints and quotas"). */
const largestPayload = 240 * 1024;

/** One message is metered for each 5 KB (Developer Guide, "Using CloudWatch to monitor and log GraphQL API data"). */
const messagesIn = (bytes: number): number => Math.ceil(bytes / (5 * 1024));

/** An event as a subscriber gets it. */
interface Written {
  readonly payload: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * Carries the results of mutations to those who listen. Equal selections of equally placed callers are written once. What goes
 * beyond a rate is dropped, as the guide has it.
 */
export function createHub(
  {
    inboundMessages,
    outboundMessages,
    invalidations: invalidationRate,
  }: Pick<ApiRates, 'inboundMessages' | 'outboundMessages' | 'invalidations'>,
  metrics: Pick<ApiMetrics, 'add'>,
): Hub {
  const subscriptions = new Map<string, Set<Subscription>>();
  const listeners = new Map<string, string[]>();

  const deliver = (field: string, event: unknown): void => {
    const known = new Map<string, Written | undefined>();
    for (const subscription of subscriptions.get(field) ?? []) {
      if (!wants(subscription, event)) continue;
      const key = selectionKey(subscription);
      if (!known.has(key)) known.set(key, writeOrDrop(subscription, event));
      const written = known.get(key);
      if (written === undefined) {
        metrics.add('PublishDataMessageClientError');
        continue;
      }
      const messages = messagesIn(written.size);
      if (!outboundMessages.take(messages)) {
        metrics.add('InboundMessageDropped');
        continue;
      }
      subscription.deliver(written.payload);
      metrics.add('PublishDataMessageSuccess');
      metrics.add('PublishDataMessageSize', written.size);
      metrics.add('OutboundMessages', messages);
    }
  };

  return {
    follow(schema) {
      listeners.clear();
      for (const [field, mutations] of subscribedMutations(schema)) {
        for (const mutation of mutations)
          listeners.set(mutation, [...(listeners.get(mutation) ?? []), field]);
      }
    },
    add(subscription) {
      const { field } = subscription;
      let set = subscriptions.get(field);
      if (!set) subscriptions.set(field, (set = new Set()));
      set.add(subscription);
      return () => set.delete(subscription);
    },
    listened: (mutation) => listeners.get(mutation)?.some((field) => subscriptions.get(field)?.size) ?? false,
    count: () => [...subscriptions.values()].reduce((sum, { size }) => sum + size, 0),
    publish(mutation, event, invalidations) {
      for (const field of listeners.get(mutation) ?? []) {
        const taken = inboundMessages.take();
        metrics.add(taken ? 'InboundMessageSuccess' : 'InboundMessageDropped');
        if (taken) deliver(field, event);
      }
      for (const { subscriptionField, payload } of invalidations) {
        const taken = invalidationRate.take();
        metrics.add(taken ? 'InvalidationRequestSuccess' : 'InvalidationRequestDropped');
        if (!taken) continue;
        for (const subscription of [...(subscriptions.get(subscriptionField) ?? [])]) {
          if (!subscription.invalidation || !passes(subscription.invalidation, payload)) continue;
          subscription.invalidate();
          metrics.add('InvalidationSuccess');
        }
      }
    },
  };
}

function wants({ filter, arguments: given }: Subscription, event: unknown): boolean {
  return filter ? passes(filter, event) : matchesArguments(given, event);
}

const selectionKeys = new WeakMap<Subscription, string>();

function selectionKey(subscription: Subscription): string {
  let key = selectionKeys.get(subscription);
  if (!key) {
    const { document, operation, variables } = subscription.admitted;
    key = [
      operation.name?.value ?? '',
      document.conditions(variables),
      standing(subscription.context.caller),
      subscription.request.query,
    ].join('\n');
    selectionKeys.set(subscription, key);
  }
  return key;
}

/** What one subscriber's selection makes impossible is that subscriber's loss, not the mutation's. */
function writeOrDrop(subscription: Subscription, event: unknown): Written | undefined {
  try {
    return write(subscription, event);
  } catch {
    return undefined;
  }
}

function write(subscription: Subscription, event: unknown): Written | undefined {
  const { engine } = subscription;
  const { plan, variables } = subscription.admitted;
  const run = engine.newRun(subscription.context, variables, false);
  const data = executeOperation(engine.schema, plan, run, { [subscription.field]: event });
  // Nothing is resolved here, so everything is there already.
  if (isPromise(data)) return undefined;
  const payload = JSON.stringify(run.errors.length > 0 ? { data, errors: run.errors } : { data });
  const size = Buffer.byteLength(payload);
  return size > largestPayload ? undefined : { payload, size };
}
