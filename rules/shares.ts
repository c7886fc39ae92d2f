/**
 * Parts of amounts that add up. The one place of the shop that rounds: to the nearest minor unit, a half away from
 * zero. Amounts, weights and their sums are whole, not negative, and at most `maxAmount`; within that every result is
 * exact, although a product of two amounts is beyond what a number can hold.
 */

/** Basis points of a whole: 1900 are 19 %. */
export const basisPoints = 10_000;

/** Factors are split here, so that no intermediate product reaches 2^53. */
const half = 65_536;

/** `amount * part / whole` in whole numbers, and what remains. */
function divided(amount: number, part: number, whole: number): { quotient: number; rest: number } {
  const high = Math.floor(part / half);
  const upper = Math.floor((amount * high) / whole);
  const carried = (amount * high - upper * whole) * half + amount * (part - high * half);
  const lower = Math.floor(carried / whole);
  return { quotient: upper * half + lower, rest: carried - lower * whole };
}

/**
 * The share of an amount that `part` of `whole` stands for, rounded: a half goes up. Of nothing it is nothing.
 *
 * @example
 * share(1000, 1, 3) // 333
 * share(5, 1, 2) // 3
 */
export function share(amount: number, part: number, whole: number): number {
  if (whole === 0) return 0;
  const { quotient, rest } = divided(amount, part, whole);
  return rest * 2 >= whole ? quotient + 1 : quotient;
}

/**
 * A rate of an amount, rounded: a half goes up.
 *
 * @param rate - basis points: 1900 are 19 %.
 * @example
 * atRate(1999, 1900) // 380, from 379.81
 */
export function atRate(amount: number, rate: number): number {
  return share(amount, rate, basisPoints);
}

/**
 * Splits an amount in proportion to weights, to the last minor unit. Every part is its exact share, or that rounded
 * down or up; the units that rounding down leaves go to the largest remainders, of equal ones to the earlier. A weight
 * of 0 gets nothing, and no part exceeds its weight when the amount does not exceed their sum.
 *
 * @param weights - 10,000 at most.
 * @returns a part for each weight; they add up to the amount, unless all weights are 0 and so are the parts.
 * @example
 * allocate(100, [1, 1, 1]) // [34, 33, 33]
 * allocate(5, [2000, 0, 1000]) // [3, 0, 2]
 */
export function allocate(amount: number, weights: number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => divided(amount, weight, whole));
  const left = exact.reduce((rest, { quotient }) => rest - quotient, amount);
  if (left === 0) return exact.map(({ quotient }) => quotient);
  // The runtime's sort takes no comparator and compares as text: remainder and place become numbers of equal length,
  // whose order as text is that of their values.
  const ranked = exact.map(({ rest }, index) => (10_000_000_000 + rest) * 10_000 + (9_999 - index)).sort();
  const parts = exact.map(({ quotient }) => quotient);
  ranked.slice(ranked.length - left).forEach((key) => {
    const index = 9_999 - (key % 10_000);
    parts[index] = parts[index]! + 1;
  });
  return parts;
}

/**
 * What `quantity` more of `of` units amount to when `done` units were taken before. Portions telescope: however the
 * units are taken, one by one or all at once, their portions add up to exactly the amount.
 *
 * @example
 * portion(1000, 0, 1, 3) // 333
 * portion(1000, 1, 1, 3) // 334
 * portion(1000, 2, 1, 3) // 333
 */
export function portion(amount: number, done: number, quantity: number, of: number): number {
  return share(amount, done + quantity, of) - share(amount, done, of);
}
