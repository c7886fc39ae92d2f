import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as errors from '../../rules/errors.ts';
import { catalogue, type Entry, type ErrorType } from '../../rules/errors.ts';
import { maxCartLines, maxQuantity } from '../../rules/limits.ts';
import { errorsPage } from '../../scripts/generate-errors.ts';

const entries = Object.entries<Entry>(catalogue) as [ErrorType, Entry][];

test.each(entries)('%s is called what clients test', (name, { error, data, advice }) => {
  expect(error).toBe(errors[name]);
  expect(error.type).toBe(name);
  // Whole sentences: they are shown to people.
  for (const text of [error.message, advice, ...Object.values(data)]) {
    expect(text).toMatch(/^[A-Z`].*\.$/);
  }
});

test('the catalogue holds every error', () => {
  const { catalogue: _, ...all } = errors;
  expect(Object.keys(all).sort()).toEqual(entries.map(([name]) => name).sort());
});

test('no two errors share a message', () => {
  expect(new Set(entries.map(([, { error }]) => error.message)).size).toBe(entries.length);
});

test('advice speaks of facts that there are', () => {
  for (const [, { data, advice }] of entries) {
    const named = [...advice.matchAll(/`errorInfo\.(\w+)`/g)].map(([, fact]) => fact!);
    for (const fact of named) expect(Object.keys(data)).toContain(fact);
  }
});

test('messages name the limits that hold', () => {
  expect(errors.InvalidQuantity.message).toContain(`between 1 and ${maxQuantity}`);
  expect(errors.CartFull.message).toContain(`${maxCartLines} different`);
});

test('the page lists them as they are', () => {
  expect(readFileSync('docs/errors.md', 'utf8')).toBe(errorsPage());
});
