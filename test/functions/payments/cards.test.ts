import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cardOf, testCards } from '../../../functions/lib/payments/test-provider/cards.ts';

test('the page lists every card', () => {
  const page = readFileSync('docs/payments.md', 'utf8');
  const listed = [...page.matchAll(/`(pm_\w+)`/g)].map(([, token]) => token);
  expect([...new Set(listed)].sort()).toEqual(Object.keys(testCards).sort());
});

test('a card that nobody knows is declined', () => {
  expect(cardOf('4242424242424242')).toEqual({ authorize: 'DECLINED', code: 'unknown_card' });
});
