import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as catalogue from '../../rules/errors.ts';
import { maxCartLines, maxQuantity } from '../../rules/limits.ts';
import { errorsPage } from '../../scripts/generate-errors.ts';

const errors = Object.entries(catalogue);

test.each(errors)('%s is called what clients test', (name, { type, message, advice }) => {
  expect(type).toBe(name);
  // Whole sentences: they are shown to people.
  expect(message).toMatch(/^[A-Z].*\.$/);
  expect(advice).toMatch(/^[A-Z].*\.$/);
});

test('no two errors share a type or a message', () => {
  for (const part of ['type', 'message'] as const) {
    expect(new Set(errors.map(([, error]) => error[part])).size).toBe(errors.length);
  }
});

test('messages name the limits that hold', () => {
  expect(catalogue.InvalidQuantity.message).toContain(`between 1 and ${maxQuantity}`);
  expect(catalogue.CartFull.message).toContain(`${maxCartLines} different`);
});

test('the page lists them as they are', () => {
  expect(readFileSync('docs/errors.md', 'utf8')).toBe(errorsPage());
});
