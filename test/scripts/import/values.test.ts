import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handlePattern, skuPattern } from '../../../rules/limits.ts';
import { minorUnitDigits } from '../../../rules/money.ts';
import { cleanSku, handleOf, skuOf, slug } from '../../../scripts/import/names.ts';
import { plainText } from '../../../scripts/import/plain-text.ts';
import { grams, price, stock } from '../../../scripts/import/values.ts';

describe('a price', () => {
  it.each([
    ['19.99', 'EUR', 1999],
    ['19.9', 'EUR', 1990],
    ['0.29', 'EUR', 29],
    ['1200', 'JPY', 1200],
    ['1200.00', 'JPY', 1200],
    ['1.234', 'BHD', 1234],
    ['0', 'EUR', 0],
  ])('of %s %s is %i minor units', (text, currency, amount) => {
    expect(price(text, currency)).toEqual({ amount, currency });
  });

  it.each(['', 'free', '-1', '1,50', '1.', '.5', '1e3', 'NaN', '19.999', '20000000.01'])(
    'is refused when it is “%s”',
    (text) => expect(() => price(text, 'EUR')).toThrow(text || 'not a price'),
  );

  it('is exact for every amount and currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.constantFrom('EUR', 'JPY', 'BHD'),
        (amount, currency) => {
          const digits = minorUnitDigits(currency);
          const text = String(amount).padStart(digits + 1, '0');
          const written = digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
          expect(price(written, currency).amount).toBe(amount);
        },
      ),
    );
  });
});

describe('stock and weight', () => {
  it('take back-orders for nothing in stock', () => expect(stock('-3')).toBe(0));
  it('take an empty cell for 0', () => expect(stock('')).toBe(0));
  it.each(['1.5', 'many', '1000001'])('refuse “%s” units', (text) => expect(() => stock(text)).toThrow());
  it('take no weight for an unknown one', () => expect(grams('0')).toBeUndefined());
  it('refuse a weight that is none', () => expect(() => grams('heavy')).toThrow('heavy'));
});

describe('names', () => {
  it('become addresses', () => {
    expect(slug('Crème brûlée, 2 pcs')).toBe('creme-brulee-2-pcs');
    expect(slug('Große Tasse')).toBe('grosse-tasse');
    expect(handleOf('Rugged Backpack', '7977f680-2cf7')).toBe('rugged-backpack-7977f680');
  });

  it('always fit the shop’s rules, and are always the same', () => {
    const text = fc.oneof(fc.string({ minLength: 1 }), fc.lorem({ maxCount: 40 }));
    fc.assert(
      fc.property(text, fc.uuid(), fc.array(text, { maxLength: 3 }), (name, id, choices) => {
        const handle = handleOf(name, id);
        expect(handle).toMatch(new RegExp(handlePattern));
        expect(handle.length).toBeLessThanOrEqual(100);
        expect(skuOf(handle, choices)).toMatch(new RegExp(skuPattern));
        expect(skuOf(handle, choices)).toBe(skuOf(handle, choices));
      }),
    );
  });

  it('keep long SKUs apart', () => {
    const long = 'a-very-long-handle-of-a-product-that-has-many-choices-to-make';
    expect(skuOf(long, ['Small', 'Red'])).not.toBe(skuOf(long, ['Small', 'Blue']));
  });

  it('clean what a SKU may not hold', () => expect(cleanSku(' AB 12/3 ')).toBe('AB-12-3'));
});

describe('the text of HTML', () => {
  it.each([
    ['<p>Soft &amp; warm.</p><ul><li>Wool</li><li>Grey</li></ul>', 'Soft & warm.\n\n- Wool\n- Grey'],
    ['One<br/>two<BR>three', 'One\ntwo\nthree'],
    ['<b>bold</b> and <a href="https://x.example">linked</a>', 'bold and linked'],
    ['a<script>alert(1)</script><!-- no -->b<style>p{}</style>', 'ab'],
    ['caf&eacute; &#8364;5 &#x1F600; &unknown; &#55296;', 'café €5 😀 &unknown; &#55296;'],
    ['  plain \n text ', 'plain text'],
    ['2 < 3 and 4 > 1', '2 < 3 and 4 > 1'],
  ])('%s', (html, text) => expect(plainText(html)).toBe(text));
});
