import { describe, expect, test } from 'vitest';
import { textedTypes, textOf } from '../../functions/lib/events/texts.ts';
import { toldTypes } from '../../functions/lib/events/letters.ts';
import type { OrderHappened } from '../../functions/lib/events/registry.ts';
import type { OrderRecord } from '../../rules/orders/records.ts';
import { maxAmount } from '../../rules/limits.ts';

/** The default alphabet and its extension, whose characters count twice. Source: 3GPP TS 23.038. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€';

/** Septets that a text takes; NaN when it needs another alphabet, in which a message has 70 characters. */
const septets = (text: string) =>
  [...text].reduce(
    (sum, one) => sum + (basic.includes(one) ? 1 : extended.includes(one) ? 2 : Number.NaN),
    0,
  );

/** As long as each part can be, and with what people type in every alphabet. */
const order = {
  orderId: '01KAZZZZZZ8ZQ2M4XKWWWWWWWW',
  customerId: 'c1',
  currency: 'KWD',
  reservedUntil: '2026-11-25T14:05:06.789Z',
  shippingAddress: { name: '山田 太郎 😀', line1: 'Straße', city: 'Łódź', postalCode: '1', country: 'JP' },
  lines: [{ productTitle: '“Ünïcode” mug’s', variantTitle: '€ {red}' }],
} as unknown as OrderRecord;
const happened: OrderHappened = {
  version: 1,
  orderId: order.orderId,
  customerId: 'c1',
  sequence: 7,
  status: 'CANCELLED',
  at: '2026-11-25T14:00:00.000Z',
  actor: 'staff',
  amount: maxAmount,
  note: 'Wir haben „alles“ verkauft… 🙈'.repeat(20),
};
/** The longest that a sender may be called. */
const shop = 'WWWWWWWWWWW';

describe('a text message', () => {
  test.each(textedTypes)('about %s is one message, whatever the order holds', (type) => {
    const text = textOf(type, order, happened, shop)!;
    expect(septets(text)).toBeLessThanOrEqual(160);
    expect(text.startsWith(`${shop}: `)).toBe(true);
    expect(text).toContain('WWWWWWWW');
  });

  test('says what is asked of the customer until when, and how much goes back', () => {
    expect(textOf('PAYMENT_DECLINED', order, happened, 'Bodega')).toBe(
      'Bodega: The payment of order WWWWWWWW was declined. Please pay in another way until 2026-11-25 14:05 UTC.',
    );
    expect(textOf('REFUND_SUCCEEDED', order, { ...happened, amount: 12_500 }, 'Bodega')).toBe(
      'Bodega: 12.500 KWD of your order WWWWWWWW are on their way back to you.',
    );
  });

  test('is about nothing that there is no mail about', () => {
    expect(toldTypes).toEqual(expect.arrayContaining(textedTypes));
    expect(textOf('CONFIRMED', order, happened, 'Bodega')).toBeUndefined();
  });
});
