import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import { createEnding, pause } from '../../../local/core/ending.ts';

const warnings: Error[] = [];
const warned = (warning: Error) => void warnings.push(warning);
beforeEach(() => void process.on('warning', warned));
afterEach(() => void process.off('warning', warned));

/** Warnings come after whatever runs now. */
const soon = () => new Promise((resolve) => setImmediate(resolve));

it('any number may wait at once, and each that is done leaves nothing behind', async () => {
  const clock = new ManualClock();
  const { signal } = createEnding();
  const pauses = Array.from({ length: 40 }, () => pause(clock, 1_000, signal));
  expect(getEventListeners(signal, 'abort')).toHaveLength(40);
  clock.advance(1_000);
  await Promise.all(pauses);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  await soon();
  expect(warnings).toEqual([]);
});

it('an end is the end of every pause, also of those that begin after it', async () => {
  const clock = new ManualClock();
  const ending = createEnding();
  const pauses = Array.from({ length: 3 }, () => pause(clock, 1_000, ending.signal));
  ending.abort();
  await Promise.all([...pauses, pause(clock, 1_000, ending.signal)]);
  expect(getEventListeners(ending.signal, 'abort')).toEqual([]);
});
