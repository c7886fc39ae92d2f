/**
 * What the shop asks of whoever moves its money. Every request names an entry of an order's ledger, and the entry's key
 * is the request's idempotency key: asked twice, a provider does it once and answers both.
 */
import type { LedgerKind } from '../../../rules/orders/records.ts';
import type { Outcome } from '../../../rules/orders/settle.ts';

/** An entry of an order's ledger, as a provider is told of it. */
export interface Movement {
  readonly orderId: string;
  readonly paymentId: string;
  readonly entryId: string;
  /** Minor units, as ISO 4217 counts them. */
  readonly amount: number;
  /** ISO 4217, capitals. */
  readonly currency: string;
}

export interface Authorization extends Movement {
  /** What the provider's client library made of the card. */
  readonly token: string;
}

/** A movement of a payment that the provider knows by an id of its own. */
export interface FollowUp extends Movement {
  readonly reference: string;
}

export interface Capture extends FollowUp {
  /** Whether nothing of the payment is left to take afterwards. */
  readonly last: boolean;
}

export interface Refund extends FollowUp {
  readonly reason?: string;
}

/** What to look for: the entry, and the provider's id of its payment as far as it is known. */
export interface Sought extends Movement {
  readonly kind: LedgerKind;
  readonly reference?: string;
}

/** A webhook as it was received. */
export interface Letter {
  /** The body's text, to the byte. */
  readonly body: string;
  /** The header that signs it. */
  readonly signature: string;
  /** When it reached the queue, in milliseconds since 1970: work on it may begin much later. */
  readonly receivedAt: number;
}

/** What a webhook says about an entry of a ledger. */
export interface News {
  /** The provider's id of the event: an event that comes twice is one. */
  readonly eventId: string;
  readonly orderId: string;
  readonly entryId: string;
  readonly outcome: Outcome;
}

/**
 * Each method answers what became of it, a refusal by the bank being an answer, or throws `ProviderUnavailable` when
 * asking again under the same key may help, `ProviderRefused` when it cannot.
 */
export interface PaymentProvider {
  /** Sets money aside. */
  authorize(request: Authorization): Promise<Outcome>;
  /** Takes money that was set aside. */
  capture(request: Capture): Promise<Outcome>;
  /** Gives money back. */
  refund(request: Refund): Promise<Outcome>;
  /** Frees what is set aside and not taken. */
  void(request: FollowUp): Promise<Outcome>;
  /** What became of an entry, asked without doing anything; undefined when the provider knows nothing of it. */
  lookup(sought: Sought): Promise<Outcome | undefined>;
  /**
   * Checks a webhook's signature and reads it; undefined when it says nothing of an entry.
   *
   * @throws BadSignature
   */
  readWebhook(letter: Letter): Promise<News | undefined>;
}

/**
 * The idempotency key of an entry.
 *
 * @example
 * keyOf({ orderId: '01J…', entryId: 'refund-000012' }) // '01J….refund-000012'
 */
export function keyOf({ orderId, entryId }: Pick<Movement, 'orderId' | 'entryId'>): string {
  return `${orderId}.${entryId}`;
}

/** The entry that a key stands for; undefined when it is none of ours. */
export function entryOf(key: string): { orderId: string; entryId: string } | undefined {
  const [orderId, entryId, ...rest] = key.split('.');
  return orderId && entryId && rest.length === 0 ? { orderId, entryId } : undefined;
}
