import Stripe from 'stripe';
import type { Outcome } from '../../../../rules/orders/settle.ts';
import { BadSignature, ProviderUnavailable } from '../errors.ts';
import {
  keyOf,
  type Authorization,
  type Capture,
  type FollowUp,
  type Letter,
  type Movement,
  type News,
  type PaymentProvider,
  type Refund,
  type Sought,
} from '../provider.ts';
import type { PaymentSecrets } from '../secrets.ts';
import { stripeAmount } from './amounts.ts';
import { lasting, refusalOf } from './failures.ts';
import { authorizationOf, refundOf } from './outcomes.ts';

export interface StripeOptions {
  readonly secrets: () => Promise<PaymentSecrets>;
  /** Where Stripe's API is; Stripe's own place when absent. */
  readonly place?: Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'>;
}

/** How old a signature may be when its webhook is received, in seconds. */
const tolerance = 300;

/**
 * Stripe as the shop's provider: a PaymentIntent a payment, authorised at once and captured as parcels leave.
 *
 * - **Captures**: Stripe takes several of one intent where multicapture is available to the account and the card
 *   (`request_multicapture`); then all but the last say `final_capture: false`. Where it is not, the first capture
 *   releases the rest: the authorisation's outcome says `singleCapture`, and the rules take all at once.
 * - **Declined intents** are cancelled, since whoever has their client secret could confirm them with another card,
 *   past the shop.
 * - **Webhooks** are taken as hints: what counts is the object as Stripe has it when the hint is read.
 */
export function createStripeProvider({ secrets, place = {} }: StripeOptions): PaymentProvider {
  let opened: { readonly key: string; readonly stripe: Stripe } | undefined;

  async function open(): Promise<Stripe> {
    const { apiKey } = await secrets();
    if (opened?.key !== apiKey) {
      if (!apiKey) throw new ProviderUnavailable('The secret of the payment provider has no apiKey.');
      // The queue repeats what fails; one repetition at once is for connections that Lambda's sleep has closed.
      const stripe = new Stripe(apiKey, {
        ...place,
        maxNetworkRetries: 1,
        timeout: 10_000,
        telemetry: false,
      });
      opened = { key: apiKey, stripe };
    }
    return opened.stripe;
  }

  async function authorize(request: Authorization): Promise<Outcome> {
    const { amount, currency, token } = request;
    const stripe = await open();
    try {
      const intent = await stripe.paymentIntents.create(
        {
          amount: stripeAmount(amount, currency),
          currency: currency.toLowerCase(),
          capture_method: 'manual',
          confirm: true,
          allowed_payment_method_types: ['card'],
          payment_method_options: { card: { request_multicapture: 'if_available' } },
          ...(token.startsWith('ctoken_') ? { confirmation_token: token } : { payment_method: token }),
          metadata: metadataOf(request),
          expand: ['latest_charge'],
        },
        { idempotencyKey: keyOf(request) },
      );
      return await concluded(stripe, intent);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.paymentReference) await letGo(stripe, refusal.paymentReference);
      return refusal;
    }
  }

  async function capture(request: Capture): Promise<Outcome> {
    const { amount, currency, entryId, reference, last } = request;
    const stripe = await open();
    try {
      const intent = await stripe.paymentIntents.capture(
        reference,
        {
          amount_to_capture: stripeAmount(amount, currency),
          ...(last ? {} : { final_capture: false }),
          // By this mark the capture is found again when its answer was lost.
          metadata: { [entryId]: String(amount) },
        },
        { idempotencyKey: keyOf(request) },
      );
      return { result: 'SUCCEEDED', reference: chargeOf(intent) };
    } catch (error) {
      const refusal = refusalOf(error);
      // An authorisation that lapsed is an intent that is cancelled; the webhook that tells of it may come later.
      const { status } = await retrieve(stripe, reference);
      return status === 'canceled' ? { ...refusal, result: 'RELEASED' } : refusal;
    }
  }

  async function refund(request: Refund): Promise<Outcome> {
    const { amount, currency, reference, reason } = request;
    const stripe = await open();
    try {
      return refundOf(
        await stripe.refunds.create(
          {
            payment_intent: reference,
            amount: stripeAmount(amount, currency),
            reason: 'requested_by_customer',
            metadata: { ...metadataOf(request), ...(reason ? { reason } : {}) },
          },
          { idempotencyKey: keyOf(request) },
        ),
      );
    } catch (error) {
      return refusalOf(error);
    }
  }

  async function free(request: FollowUp): Promise<Outcome> {
    const stripe = await open();
    try {
      const intent = await stripe.paymentIntents.cancel(
        request.reference,
        {},
        { idempotencyKey: keyOf(request) },
      );
      return { result: 'SUCCEEDED', reference: intent.id };
    } catch (error) {
      const refusal = refusalOf(error);
      return nothingHeld(await retrieve(stripe, request.reference)) ?? refusal;
    }
  }

  async function lookup(sought: Sought): Promise<Outcome | undefined> {
    const stripe = await open();
    const { kind, reference, entryId } = sought;
    try {
      if (kind === 'AUTHORIZE') {
        const intent = reference ? await retrieve(stripe, reference) : await find(stripe, sought);
        return intent && (await concluded(stripe, intent));
      }
      if (!reference) return undefined;
      if (kind === 'REFUND') {
        const refunds = await stripe.refunds.list({ payment_intent: reference, limit: 100 });
        const found = refunds.data.find(({ metadata }) => metadata?.['entryId'] === entryId);
        return found && refundOf(found);
      }
      const intent = await retrieve(stripe, reference);
      if (kind === 'VOID') return nothingHeld(intent);
      return intent.metadata[entryId] ? { result: 'SUCCEEDED', reference: chargeOf(intent) } : undefined;
    } catch (error) {
      throw lasting(error);
    }
  }

  async function readWebhook({ body, signature, receivedAt }: Letter): Promise<News | undefined> {
    const { webhookSecret } = await secrets();
    const event = verified(body, signature, webhookSecret, receivedAt);
    const stripe = await open();
    try {
      switch (event.type) {
        case 'payment_intent.amount_capturable_updated':
        case 'payment_intent.payment_failed':
        case 'payment_intent.canceled': {
          const intent = await retrieve(stripe, event.data.object.id);
          return newsOf(event, intent.metadata, () => concluded(stripe, intent));
        }
        case 'refund.updated':
        case 'refund.failed': {
          const refunded = await stripe.refunds.retrieve(event.data.object.id);
          return newsOf(event, refunded.metadata, async () => refundOf(refunded));
        }
        default:
          return undefined;
      }
    } catch (error) {
      throw lasting(error);
    }
  }

  return { authorize, capture, refund, void: free, lookup, readWebhook };
}

function metadataOf({ orderId, entryId, paymentId }: Movement): Record<string, string> {
  return { orderId, entryId, paymentId };
}

function retrieve(stripe: Stripe, id: string): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
}

/** The intent of an entry whose id nobody was told; the search lags by up to a minute. */
async function find(
  stripe: Stripe,
  { orderId, entryId }: Movement,
): Promise<Stripe.PaymentIntent | undefined> {
  const query = `metadata['orderId']:'${orderId}' AND metadata['entryId']:'${entryId}'`;
  const { data } = await stripe.paymentIntents.search({ query, expand: ['data.latest_charge'] });
  return data[0];
}

/** What an intent says; one that waits for another card is let go first, so that its failure is for good. */
async function concluded(stripe: Stripe, intent: Stripe.PaymentIntent): Promise<Outcome> {
  const outcome = authorizationOf(intent);
  if (outcome.result === 'FAILED') await letGo(stripe, intent.id);
  return outcome;
}

/** Cancels an intent that nothing will come of; one that is cancelled already stays so. */
async function letGo(stripe: Stripe, id: string): Promise<void> {
  try {
    await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw lasting(error);
  }
}

/** The outcome of freeing an intent of which nothing is set aside; undefined while something is, or may be. */
function nothingHeld(intent: Stripe.PaymentIntent): Outcome | undefined {
  const free = intent.status === 'canceled' || intent.status === 'succeeded';
  return free ? { result: 'SUCCEEDED', reference: intent.id } : undefined;
}

function chargeOf({ id, latest_charge: charge }: Stripe.PaymentIntent): string {
  return typeof charge === 'string' ? charge : (charge?.id ?? id);
}

function verified(body: string, signature: string, secret: string, receivedAt: number): Stripe.Event {
  try {
    return Stripe.webhooks.constructEvent(body, signature, secret, tolerance, undefined, receivedAt);
  } catch (cause) {
    if (!(cause instanceof Stripe.errors.StripeSignatureVerificationError)) throw cause;
    throw new BadSignature('Stripe did not sign this, or not lately.', { cause });
  }
}

/** Undefined for what the account does beside the shop. */
async function newsOf(
  { id }: Stripe.Event,
  metadata: Stripe.Metadata | null,
  outcomeOf: () => Promise<Outcome>,
): Promise<News | undefined> {
  const { orderId, entryId } = metadata ?? {};
  if (!orderId || !entryId) return undefined;
  return { eventId: id, orderId, entryId, outcome: await outcomeOf() };
}
