/** What Stripe's objects say of an entry. */
import type Stripe from 'stripe';
import type { Outcome } from '../../../../rules/orders/settle.ts';

/** What of an intent a client needs to have its customer confirm it. */
type Action = NonNullable<Outcome['action']>;

/**
 * What an intent says of the authorisation that made it. One that waits for another card counts as failed: the shop
 * makes a new payment for another attempt.
 */
export function authorizationOf(intent: Stripe.PaymentIntent): Outcome {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : undefined;
  const known = {
    paymentReference: intent.id,
    reference: charge?.id ?? (typeof intent.latest_charge === 'string' ? intent.latest_charge : intent.id),
  };
  const failure = intent.last_payment_error;
  const failureCode = failure?.decline_code ?? failure?.code;
  switch (intent.status) {
    case 'requires_capture':
    case 'succeeded': {
      const many = charge?.payment_method_details?.card?.multicapture?.status === 'available';
      return { result: 'SUCCEEDED', ...known, ...(many ? {} : { singleCapture: true }) };
    }
    case 'requires_action':
      return { result: 'ACTION', ...known, action: actionOf(intent) };
    case 'processing':
      return { result: 'PENDING', ...known };
    case 'canceled':
      return { result: 'RELEASED', ...known, ...(failureCode ? { failureCode } : {}) };
    default:
      return { result: 'FAILED', ...known, failureCode: failureCode ?? intent.status };
  }
}

/** What a refund came to. Some are decided by banks, days later. */
export function refundOf(refund: Stripe.Refund): Outcome {
  if (refund.status === 'succeeded') return { result: 'SUCCEEDED', reference: refund.id };
  if (refund.status === 'failed' || refund.status === 'canceled') {
    return { result: 'FAILED', reference: refund.id, failureCode: refund.failure_reason ?? refund.status };
  }
  return { result: 'PENDING', reference: refund.id };
}

function actionOf({ next_action: next, client_secret: clientSecret }: Stripe.PaymentIntent): Action {
  const action: Action = { type: next?.type ?? 'use_stripe_sdk' };
  if (next?.redirect_to_url?.url) action.url = next.redirect_to_url.url;
  if (clientSecret) action.clientSecret = clientSecret;
  return action;
}
