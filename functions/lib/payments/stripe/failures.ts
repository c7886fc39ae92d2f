import Stripe from 'stripe';
import type { Outcome } from '../../../../rules/orders/settle.ts';
import { ProviderRefused, ProviderUnavailable } from '../errors.ts';

const { errors } = Stripe;

/**
 * What an error of Stripe's means for the entry it was about: a refusal that will stay one.
 *
 * @throws ProviderUnavailable, ProviderRefused
 */
export function refusalOf(error: unknown): Outcome {
  if (error instanceof errors.StripeCardError || error instanceof errors.StripeInvalidRequestError) {
    const { code, decline_code: declineCode, payment_intent: intent } = error;
    return {
      result: 'FAILED',
      failureCode: declineCode ?? code ?? 'invalid_request',
      ...(intent ? { paymentReference: intent.id } : {}),
    };
  }
  throw lasting(error);
}

/** An error of Stripe's that is no answer, as the shop's own: whether asking again may help. */
export function lasting(cause: unknown): Error {
  if (cause instanceof errors.StripeIdempotencyError) {
    return new ProviderRefused('The key was used for another request.', { cause });
  }
  if (cause instanceof errors.StripeError) {
    // Too many requests, no connection, their fault; a key of ours that is wrong will be mended meanwhile.
    return new ProviderUnavailable(`Stripe did not answer: ${cause.type}.`, { cause });
  }
  return cause as Error;
}
