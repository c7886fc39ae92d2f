import { expect, it } from 'vitest';
import { usualRates } from '../../local/faults/rates.ts';
import { differencesOf } from '../support/audit.ts';
import { playStorm } from './storm.ts';

it(
  'every order is right after a storm of faults and a crash of the whole cloud',
  { timeout: 600_000 },
  async () => {
    const { placed, injected, verdicts } = await playStorm({
      seed: 3,
      orders: 120,
      crashes: 1,
      rates: usualRates,
    });
    expect(placed).toBeGreaterThanOrEqual(120);
    const services = new Set(Object.keys(injected).map((kind) => kind.split('.')[0]));
    expect([...services].sort()).toEqual(expect.arrayContaining(['dynamodb', 'lambda', 'sqs', 'streams']));
    expect(differencesOf(verdicts)).toEqual([]);
  },
);
