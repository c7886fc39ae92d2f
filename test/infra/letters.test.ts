import { expect, test } from 'vitest';
import { toldTypes } from '../../functions/lib/events/letters.ts';
import { textedTypes } from '../../functions/lib/events/texts.ts';
import { endings } from '../../infra/events/events.ts';
import { texted, told } from '../../infra/events/notifications.ts';

test('the queue of letters gets the events that there is a letter for', () => {
  expect([...told].sort()).toEqual([...toldTypes].sort());
});

test('the queue of text messages gets the events that there is a text about', () => {
  expect([...texted].sort()).toEqual([...textedTypes].sort());
});

test('an order whose id ends in any character of a ULID has its group, and one only', () => {
  expect(endings.join('')).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
});
