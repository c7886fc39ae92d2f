import { expect, it } from 'vitest';
import { usualRates } from '../../local/faults/rates.ts';
import { differencesOf } from '../support/audit.ts';
import { playStorm } from './storm.ts';

// A small part of `npm run faults`: how long it takes is the machine's affair.
it('comes to rest with books that agree, after orders under every fault and a crash of the cloud', async () => {
  const storm = { seed: 3, orders: 12, crashes: 1, lanes: 6, rates: usualRates };
  const { placed, crashed, injected, mails, texts, verdicts } = await playStorm(storm);
  expect(placed).toBe(storm.orders);
  expect(crashed).toBe(storm.crashes);
  expect(Object.keys(injected).length).toBeGreaterThan(5);
  // What the checks of messages look at is there.
  expect(mails).toBeGreaterThan(placed);
  expect(texts).toBeGreaterThan(0);
  expect(differencesOf(verdicts)).toEqual([]);
}, 900_000);
