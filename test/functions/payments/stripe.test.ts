import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  BadSignature,
  ProviderRefused,
  ProviderUnavailable,
} from '../../../functions/lib/payments/errors.ts';
import { createStripeProvider } from '../../../functions/lib/payments/stripe/index.ts';
import { fakeStripe } from './fake-stripe.ts';

let stripe: Awaited<ReturnType<typeof fakeStripe>>;
beforeAll(async () => {
  stripe = await fakeStripe();
});
afterEach(() => {
  stripe.trouble.length = 0;
});
afterAll(() => stripe.close());

const webhookSecret = 'whsec_test';
const provider = () =>
  createStripeProvider({
    secrets: async () => ({ apiKey: 'sk_test_1', webhookSecret }),
    place: stripe.place,
  });

let serial = 0;
/** An entry of a ledger that nobody asked for before. */
const entry = (kind: string, amount = 1000, currency = 'EUR') => ({
  orderId: `order${++serial}`,
  paymentId: 'payment-000001',
  entryId: `${kind}-00000${serial}`,
  amount,
  currency,
});
const authorized = async (amount = 1000, token = 'pm_card_visa') => {
  const asked = entry('authorize', amount);
  const outcome = await provider().authorize({ ...asked, token });
  return { ...asked, reference: outcome.paymentReference! };
};
const more = (kind: string, before: { orderId: string; reference: string }, amount: number) => ({
  ...entry(kind, amount),
  orderId: before.orderId,
  reference: before.reference,
});

describe('an authorisation', () => {
  test('sets money aside under the entry’s key, with what it is for', async () => {
    const asked = entry('authorize', 1999);
    const outcome = await provider().authorize({ ...asked, token: 'pm_card_visa' });
    expect(outcome).toEqual({
      result: 'SUCCEEDED',
      paymentReference: expect.stringMatching(/^pi_/),
      reference: expect.stringMatching(/^ch_/),
    });
    const { params, key } = stripe.requests.at(-1)!;
    expect(key).toBe(`${asked.orderId}.${asked.entryId}`);
    expect(params).toMatchObject({
      amount: '1999',
      currency: 'eur',
      capture_method: 'manual',
      confirm: 'true',
      payment_method: 'pm_card_visa',
      metadata: { orderId: asked.orderId, entryId: asked.entryId, paymentId: asked.paymentId },
    });
  });

  test('asked for again is the same one, also when its answer was lost', async () => {
    const asked = { ...entry('authorize'), token: 'pm_card_visa' };
    const before = stripe.intents.size;
    stripe.trouble.push('lost');
    const first = await provider().authorize(asked);
    expect(await provider().authorize(asked)).toEqual(first);
    expect(stripe.intents.size).toBe(before + 1);
  });

  test('that is declined says why, and its intent can be confirmed by nobody any more', async () => {
    const asked = { ...entry('authorize'), token: 'pm_card_visa_chargeDeclinedInsufficientFunds' };
    const outcome = await provider().authorize(asked);
    expect(outcome).toMatchObject({ result: 'FAILED', failureCode: 'insufficient_funds' });
    expect(stripe.intents.get(outcome.paymentReference!)).toMatchObject({ status: 'canceled' });
    expect(await provider().authorize(asked)).toEqual(outcome);
  });

  test('that the customer must confirm comes with what their client needs', async () => {
    const asked = entry('authorize');
    const outcome = await provider().authorize({ ...asked, token: 'pm_card_authenticationRequired' });
    const reference = outcome.paymentReference!;
    expect(outcome).toMatchObject({
      result: 'ACTION',
      action: { type: 'use_stripe_sdk', clientSecret: `${reference}_secret_1` },
    });
    const sought = { ...asked, kind: 'AUTHORIZE' as const, reference };
    expect(await provider().lookup(sought)).toMatchObject({ result: 'ACTION' });
    stripe.confirm(reference);
    expect(await provider().lookup(sought)).toMatchObject({
      result: 'SUCCEEDED',
      paymentReference: reference,
    });
  });

  test('is found by its entry when nobody was told its id', async () => {
    const asked = entry('authorize');
    expect(await provider().lookup({ ...asked, kind: 'AUTHORIZE' })).toBeUndefined();
    const { paymentReference } = await provider().authorize({ ...asked, token: 'pm_card_visa' });
    expect(await provider().lookup({ ...asked, kind: 'AUTHORIZE' })).toMatchObject({ paymentReference });
  });

  test.each([
    ['ISK', '50000'],
    ['UGX', '50000'],
    ['JPY', '500'],
  ])('of 500 in %s is %s to Stripe', async (currency, amount) => {
    await provider().authorize({ ...entry('authorize', 500, currency), token: 'pm_card_visa' });
    expect(stripe.requests.at(-1)!.params['amount']).toBe(amount);
  });
});

describe('captures', () => {
  test('come in parts where Stripe takes several, and only the last is final', async () => {
    const payment = await authorized(1000);
    const first = more('capture', payment, 300);
    expect(await provider().capture({ ...first, last: false })).toMatchObject({ result: 'SUCCEEDED' });
    expect(stripe.requests.at(-1)!.params).toMatchObject({
      amount_to_capture: '300',
      final_capture: 'false',
    });
    await provider().capture({ ...first, last: false });
    expect(stripe.intents.get(payment.reference)).toMatchObject({ amount_received: 300 });
    await provider().capture({ ...more('capture', payment, 700), last: true });
    expect(stripe.requests.at(-1)!.params['final_capture']).toBeUndefined();
    expect(stripe.intents.get(payment.reference)).toMatchObject({
      amount_received: 1000,
      status: 'succeeded',
    });
    expect(await provider().lookup({ ...first, kind: 'CAPTURE' })).toMatchObject({ result: 'SUCCEEDED' });
  });

  test('come once where Stripe takes one', async () => {
    const asked = entry('authorize');
    const outcome = await provider().authorize({ ...asked, token: 'pm_card_mastercard_prepaid' });
    expect(outcome).toMatchObject({ result: 'SUCCEEDED', singleCapture: true });
  });

  test('of more than is held, or of what was let go, fail and say so', async () => {
    const payment = await authorized(1000);
    expect(await provider().capture({ ...more('capture', payment, 1001), last: true })).toMatchObject({
      result: 'FAILED',
      failureCode: 'amount_too_large',
    });
    await provider().void(more('void', payment, 1000));
    expect(await provider().capture({ ...more('capture', payment, 500), last: true })).toMatchObject({
      result: 'RELEASED',
      failureCode: 'payment_intent_unexpected_state',
    });
  });
});

describe('what goes back', () => {
  test('is refunded in parts, each once, never more than was taken', async () => {
    const payment = await authorized(1000);
    await provider().capture({ ...more('capture', payment, 1000), last: true });
    const part = { ...more('refund', payment, 400), reason: 'A scratch.' };
    const first = await provider().refund(part);
    expect(first).toEqual({ result: 'SUCCEEDED', reference: expect.stringMatching(/^re_/) });
    expect(await provider().refund(part)).toEqual(first);
    expect(stripe.requests.at(-1)!.params).toMatchObject({
      amount: '400',
      payment_intent: payment.reference,
      reason: 'requested_by_customer',
      metadata: { entryId: part.entryId, reason: 'A scratch.' },
    });
    expect(await provider().lookup({ ...part, kind: 'REFUND' })).toEqual(first);
    expect(await provider().refund(more('refund', payment, 601))).toMatchObject({ result: 'FAILED' });
  });

  test('is freed, and freed is what was freed before', async () => {
    const payment = await authorized(1000);
    const asked = more('void', payment, 1000);
    expect(await provider().lookup({ ...asked, kind: 'VOID' })).toBeUndefined();
    expect(await provider().void(asked)).toMatchObject({ result: 'SUCCEEDED' });
    expect(await provider().void(more('void', payment, 1000))).toMatchObject({ result: 'SUCCEEDED' });
    expect(await provider().lookup({ ...asked, kind: 'VOID' })).toMatchObject({ result: 'SUCCEEDED' });
  });
});

describe('failures', () => {
  const error = (type: string) => ({ error: { type, message: 'no' } });
  test.each([
    ['too many requests', { status: 429, body: error('invalid_request_error') }],
    ['a fault of Stripe’s', { status: 500, body: error('api_error') }],
    ['the same key in use', { status: 409, body: error('idempotency_error') }],
    ['a key that is wrong', { status: 401, body: error('invalid_request_error') }],
  ])('such as %s are worth another try', async (_name, reply) => {
    stripe.trouble.push(reply, reply);
    await expect(authorized()).rejects.toBeInstanceOf(ProviderUnavailable);
  });

  test('such as no connection are worth another try', async () => {
    stripe.trouble.push('reset', 'reset');
    await expect(authorized()).rejects.toBeInstanceOf(ProviderUnavailable);
  });

  test('such as a key that was used for something else are for somebody to look at', async () => {
    const asked = { ...entry('authorize'), token: 'pm_card_visa' };
    await provider().authorize(asked);
    await expect(provider().authorize({ ...asked, amount: 1 })).rejects.toBeInstanceOf(ProviderRefused);
  });
});

describe('webhooks', () => {
  const now = Date.parse('2026-02-03T04:05:06Z');
  const letter = (event: object, { secret = webhookSecret, age = 0 } = {}) => {
    const body = JSON.stringify({ id: 'evt_1', object: 'event', ...event });
    const timestamp = Math.floor(now / 1000) - age;
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
    return { body, signature, receivedAt: now };
  };
  const about = (type: string, id: string) => ({ type, data: { object: { id } } });

  test('are hints: what counts is the intent as it stands', async () => {
    const asked = entry('authorize');
    const { paymentReference } = await provider().authorize({
      ...asked,
      token: 'pm_card_authenticationRequired',
    });
    stripe.confirm(paymentReference!);
    // An old failure that comes after the success.
    for (const type of ['payment_intent.payment_failed', 'payment_intent.amount_capturable_updated']) {
      expect(await provider().readWebhook(letter(about(type, paymentReference!)))).toEqual({
        eventId: 'evt_1',
        orderId: asked.orderId,
        entryId: asked.entryId,
        outcome: expect.objectContaining({ result: 'SUCCEEDED', paymentReference }),
      });
    }
    await provider().void(more('void', { ...asked, reference: paymentReference! }, 1000));
    expect(
      await provider().readWebhook(letter(about('payment_intent.canceled', paymentReference!))),
    ).toMatchObject({ outcome: { result: 'RELEASED' } });
  });

  test('tell of refunds', async () => {
    const payment = await authorized();
    await provider().capture({ ...more('capture', payment, 1000), last: true });
    const part = more('refund', payment, 400);
    const { reference } = await provider().refund(part);
    Object.assign(stripe.refunds.get(reference!)!, { status: 'failed', failure_reason: 'declined' });
    expect(await provider().readWebhook(letter(about('refund.failed', reference!)))).toMatchObject({
      entryId: part.entryId,
      outcome: { result: 'FAILED', failureCode: 'declined' },
    });
  });

  test('of other things, and of what is not the shop’s, are passed over', async () => {
    expect(await provider().readWebhook(letter(about('customer.created', 'cus_1')))).toBeUndefined();
    const payment = await authorized();
    stripe.intents.get(payment.reference)!['metadata'] = {};
    expect(
      await provider().readWebhook(letter(about('payment_intent.canceled', payment.reference))),
    ).toBeUndefined();
  });

  test('that nobody signed, or somebody long before they came, are refused', async () => {
    const event = about('customer.created', 'cus_1');
    const refused = [
      letter(event, { secret: 'whsec_other' }),
      letter(event, { age: 301 }),
      { ...letter(event), body: '{}' },
      { ...letter(event), signature: '' },
    ];
    for (const one of refused) {
      await expect(provider().readWebhook(one)).rejects.toBeInstanceOf(BadSignature);
    }
    // However long it lay in the queue: the age counts from when it came.
    expect(await provider().readWebhook(letter(event, { age: 299 }))).toBeUndefined();
  });
});
