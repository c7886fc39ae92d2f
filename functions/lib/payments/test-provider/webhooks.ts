/** The webhooks of the test provider: signed as Stripe signs its own, by time and HMAC-SHA256 over time and body. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Outcome } from '../../../../rules/orders/settle.ts';
import { BadSignature } from '../errors.ts';
import { entryOf, type Letter, type News } from '../provider.ts';

/** The header that carries the signature. */
export const signatureHeader = 'test-signature';

/** How old a signature may be when its webhook is received, and how far ahead its clock, in seconds. */
const tolerance = 300;

/** What a webhook's body holds. */
export interface TestEvent {
  readonly id: string;
  /** The key of the entry that it is about. */
  readonly key: string;
  readonly outcome: Outcome;
}

/**
 * The signature of a body.
 *
 * @param at - milliseconds since 1970.
 * @example
 * sign('{}', 'secret', 1_700_000_000_000) // 't=1700000000,v1=…'
 */
export function sign(body: string, secret: string, at: number): string {
  const seconds = Math.floor(at / 1000);
  return `t=${seconds},v1=${digest(`${seconds}.${body}`, secret)}`;
}

/**
 * Reads a webhook; undefined when it is of no entry.
 *
 * @throws BadSignature when the secret's owner did not sign it, or not within five minutes of its receipt.
 */
export function newsOf({ body, signature, receivedAt }: Letter, secret: string): News | undefined {
  const [, time = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  const expected = digest(`${time}.${body}`, secret);
  if (given === '' || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) {
    throw new BadSignature('The signature is not of this body.');
  }
  if (Math.abs(receivedAt / 1000 - Number(time)) > tolerance) {
    throw new BadSignature('The signature is not of this time.');
  }
  const { id, key, outcome } = JSON.parse(body) as Partial<TestEvent>;
  const entry = key === undefined ? undefined : entryOf(key);
  if (!id || !entry || !outcome) return undefined;
  return { eventId: id, ...entry, outcome };
}

function digest(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}
