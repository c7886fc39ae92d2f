import { describe, expect, it } from 'vitest';
import { playRound } from './model/round.ts';

/** Seeds by which something was found once, beside those that come first. */
const seeds = [200, 257, ...Array.from({ length: 150 }, (_, index) => index + 1)];

describe('interleavings of the rules', () => {
  it('keep every order, its money, its stock and its voucher whole, at every step', () => {
    for (const seed of seeds) playRound(seed);
  });

  it('are the same for the same seed', () => {
    expect(playRound(7)).toEqual(playRound(7));
  });

  it('come to orders in every state that an order can end in', () => {
    const ended = new Set(seeds.flatMap((seed) => Object.keys(playRound(seed).orders)));
    expect([...ended]).toEqual(
      expect.arrayContaining(['CONFIRMED', 'PARTIALLY_SHIPPED', 'DELIVERED', 'CANCELLED', 'EXPIRED']),
    );
  });
});
