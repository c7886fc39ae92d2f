import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An object of Stripe's API, of the parts that the shop reads. */
type Thing = Record<string, any>;
interface Reply {
  readonly status: number;
  readonly body: Thing;
}

/** Stripe's test cards, by what becomes of them. */
const cards: Record<string, { status: string; decline?: string; multicapture?: string }> = {
  pm_card_visa: { status: 'requires_capture', multicapture: 'available' },
  pm_card_mastercard_prepaid: { status: 'requires_capture', multicapture: 'unavailable' },
  pm_card_authenticationRequired: { status: 'requires_action', multicapture: 'available' },
  pm_card_visa_chargeDeclinedInsufficientFunds: {
    status: 'requires_payment_method',
    decline: 'insufficient_funds',
  },
};

/**
 * The part of Stripe's HTTP API that the shop uses, in the shapes that its package publishes: form-encoded requests,
 * objects and errors as JSON, answers kept by idempotency key (errors too, once a request began).
 */
export async function fakeStripe() {
  const intents = new Map<string, Thing>();
  const refunds = new Map<string, Thing>();
  const kept = new Map<string, { request: string; reply: Reply }>();
  const requests: { method: string; path: string; params: Thing; key?: string }[] = [];
  const trouble: (Reply | 'reset' | 'lost')[] = [];
  let serial = 0;

  const server = createServer((request, response) => {
    void (async () => {
      const text = await textOf(request);
      const url = new URL(request.url ?? '/', 'http://localhost');
      const params = parse(text === '' ? url.search.slice(1) : text);
      const method = request.method ?? 'GET';
      const key = request.headers['idempotency-key'] as string | undefined;
      requests.push({ method, path: url.pathname, params, ...(key ? { key } : {}) });
      const next = trouble.shift();
      if (next === 'reset') return void request.socket.destroy();
      const reply = typeof next === 'object' ? next : once(method, url.pathname, params, text, key);
      if (next === 'lost') return void request.socket.destroy();
      response.writeHead(reply.status, {
        'content-type': 'application/json',
        'request-id': `req_${++serial}`,
        'stripe-should-retry': 'false',
      });
      response.end(JSON.stringify(reply.body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  /** Answers a key that was used before as it was answered then. */
  function once(method: string, path: string, params: Thing, text: string, key?: string): Reply {
    if (method !== 'POST' || !key) return answer(method, path, params);
    const before = kept.get(key);
    if (before) {
      if (before.request === `${path} ${text}`) return before.reply;
      return failure(400, {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters: ${key}`,
      });
    }
    const reply = answer(method, path, params);
    kept.set(key, { request: `${path} ${text}`, reply: structuredClone(reply) });
    return reply;
  }

  function answer(method: string, path: string, params: Thing): Reply {
    const [, , kind, id, action] = path.split('/');
    if (kind === 'refunds') return method === 'POST' ? refund(params) : readRefunds(params, id);
    if (method === 'POST' && !id) return create(params);
    if (id === 'search') {
      const wanted = [...String(params['query']).matchAll(/metadata\['(\w+)'\]:'([^']+)'/g)];
      const data = [...intents.values()].filter(({ metadata }) =>
        wanted.every(([, name, value]) => metadata[name!] === value),
      );
      return ok({ object: 'search_result', data: data.map(expanded), has_more: false });
    }
    const intent = intents.get(id ?? '');
    if (!intent) return failure(404, { type: 'invalid_request_error', code: 'resource_missing' });
    if (action === 'capture') return capture(intent, params);
    if (action === 'cancel') return cancel(intent);
    return ok(expanded(intent));
  }

  function create(params: Thing): Reply {
    const card = cards[params['payment_method']];
    if (!card) return failure(400, { type: 'invalid_request_error', code: 'resource_missing' });
    const id = `pi_${++serial}`;
    const amount = Number(params['amount']);
    const intent: Thing = {
      id,
      object: 'payment_intent',
      amount,
      amount_capturable: card.status === 'requires_capture' ? amount : 0,
      amount_received: 0,
      capture_method: params['capture_method'],
      client_secret: `${id}_secret_1`,
      currency: params['currency'],
      last_payment_error: null,
      latest_charge: null,
      metadata: params['metadata'] ?? {},
      next_action: null,
      status: card.status,
    };
    intents.set(id, intent);
    if (card.status === 'requires_capture') charge(intent, card.multicapture);
    if (card.status === 'requires_action') {
      intent.next_action = { type: 'use_stripe_sdk', use_stripe_sdk: {} };
    }
    if (!card.decline) return ok(expanded(intent));
    const error = { type: 'card_error', code: 'card_declined', decline_code: card.decline };
    intent.last_payment_error = error;
    return failure(402, { ...error, message: 'Your card was declined.', payment_intent: { ...intent } });
  }

  function charge(intent: Thing, status: string | undefined): void {
    intent.latest_charge = {
      id: `ch_${++serial}`,
      object: 'charge',
      payment_method_details: { type: 'card', card: { multicapture: { status } } },
    };
  }

  function capture(intent: Thing, params: Thing): Reply {
    const amount = Number(params['amount_to_capture']);
    if (intent.status !== 'requires_capture') return unexpected(intent);
    if (amount > intent.amount_capturable) {
      return failure(400, { type: 'invalid_request_error', code: 'amount_too_large' });
    }
    const many = intent.latest_charge.payment_method_details.card.multicapture.status === 'available';
    if (params['final_capture'] === 'false' && !many) {
      return failure(400, { type: 'invalid_request_error', code: 'parameter_invalid' });
    }
    intent.amount_received += amount;
    intent.amount_capturable = params['final_capture'] === 'false' ? intent.amount_capturable - amount : 0;
    if (intent.amount_capturable === 0) intent.status = 'succeeded';
    Object.assign(intent.metadata, params['metadata']);
    return ok(collapsed(intent));
  }

  function cancel(intent: Thing): Reply {
    if (intent.status === 'canceled' || intent.status === 'succeeded') return unexpected(intent);
    intent.status = 'canceled';
    intent.amount_capturable = 0;
    return ok(collapsed(intent));
  }

  function refund(params: Thing): Reply {
    const intent = intents.get(params['payment_intent'])!;
    const back = [...refunds.values()].filter((one) => one.payment_intent === intent.id);
    const amount = Number(params['amount']);
    const left = intent.amount_received - back.reduce((sum, one) => sum + one.amount, 0);
    if (amount > left)
      return failure(400, { type: 'invalid_request_error', code: 'charge_already_refunded' });
    const made = {
      id: `re_${++serial}`,
      object: 'refund',
      amount,
      currency: intent.currency,
      metadata: params['metadata'] ?? {},
      payment_intent: intent.id,
      reason: params['reason'],
      status: 'succeeded',
    };
    refunds.set(made.id, made);
    return ok(made);
  }

  function readRefunds(params: Thing, id?: string): Reply {
    if (id) return ok(refunds.get(id)!);
    const data = [...refunds.values()].filter((one) => one.payment_intent === params['payment_intent']);
    return ok({ object: 'list', data, has_more: false, url: '/v1/refunds' });
  }

  return {
    place: { host: '127.0.0.1', port: (server.address() as AddressInfo).port, protocol: 'http' as const },
    intents,
    refunds,
    /** Every request as it came, the oldest first. */
    requests,
    /** What goes wrong with the next requests: an answer, or a connection that breaks before or after the effect. */
    trouble,
    /** The customer confirms an intent with the bank. */
    confirm(id: string): void {
      const intent = intents.get(id)!;
      Object.assign(intent, {
        status: 'requires_capture',
        amount_capturable: intent.amount,
        next_action: null,
      });
      charge(intent, 'available');
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const ok = (body: Thing): Reply => ({ status: 200, body: structuredClone(body) });
const failure = (status: number, error: Thing): Reply => ({ status, body: { error } });
const unexpected = (intent: Thing) =>
  failure(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    payment_intent: { ...intent },
  });
const expanded = (intent: Thing): Thing => ({ ...intent });
const collapsed = (intent: Thing): Thing => ({ ...intent, latest_charge: intent.latest_charge?.id ?? null });

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** `a[b][c]=1&d[0]=2` as an object of objects. */
function parse(form: string): Thing {
  const result: Thing = {};
  for (const [name, value] of new URLSearchParams(form)) {
    const path = name.replaceAll(']', '').split('[');
    let at = result;
    for (const part of path.slice(0, -1)) at = at[part] ??= {};
    at[path.at(-1)!] = value;
  }
  return result;
}
