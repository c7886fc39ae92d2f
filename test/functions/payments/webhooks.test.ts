import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { BadSignature } from '../../../functions/lib/payments/errors.ts';
import { newsOf, sign } from '../../../functions/lib/payments/test-provider/webhooks.ts';

const at = Date.parse('2026-02-03T04:05:06Z');
const body = JSON.stringify({ id: 'evt_1', key: 'order1.refund-000012', outcome: { result: 'SUCCEEDED' } });

describe('signatures of the test provider', () => {
  test('are made as Stripe makes its own', () => {
    const timestamp = Math.floor(at / 1000);
    const theirs = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: 's', timestamp });
    expect(sign(body, 's', at)).toBe(theirs);
  });

  test('open what they sign', () => {
    expect(newsOf({ body, signature: sign(body, 's', at), receivedAt: at }, 's')).toEqual({
      eventId: 'evt_1',
      orderId: 'order1',
      entryId: 'refund-000012',
      outcome: { result: 'SUCCEEDED' },
    });
  });

  test.each([
    ['of another secret', sign(body, 'other', at), at],
    ['of another body', sign(`${body} `, 's', at), at],
    ['of another time', sign(body, 's', at), at + 301_000],
    ['of a time to come', sign(body, 's', at), at - 301_000],
    ['that are none', 't=1,v1=', at],
    ['that are absent', '', at],
  ])('%s are refused', (_name, signature, receivedAt) => {
    expect(() => newsOf({ body, signature, receivedAt }, 's')).toThrow(BadSignature);
  });

  test('of what is no entry of the shop’s are passed over', () => {
    const other = JSON.stringify({ id: 'evt_1', key: 'nonsense', outcome: { result: 'SUCCEEDED' } });
    expect(newsOf({ body: other, signature: sign(other, 's', at), receivedAt: at }, 's')).toBeUndefined();
  });
});
