/** What a change of a review does to its product's rating. */

/** A review, as far as ratings are concerned. */
export interface Rated {
  rating: number;
  status: 'PUBLISHED' | 'HIDDEN';
}

/**
 * What is added to the count and the sum of a product's ratings; only reviews that are shown are in them.
 *
 * @example
 * ratingChange(null, { rating: 4, status: 'PUBLISHED' }) // { count: 1, sum: 4 }
 * ratingChange({ rating: 4, status: 'PUBLISHED' }, { rating: 2, status: 'PUBLISHED' }) // { count: 0, sum: -2 }
 */
export function ratingChange(
  before: Rated | null | undefined,
  after: Rated | null | undefined,
): { count: number; sum: number } {
  const was = before?.status === 'PUBLISHED' ? before.rating : 0;
  const is = after?.status === 'PUBLISHED' ? after.rating : 0;
  return { count: (is > 0 ? 1 : 0) - (was > 0 ? 1 : 0), sum: is - was };
}
