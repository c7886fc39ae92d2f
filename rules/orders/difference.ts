/** What an audit found: two accounts of one thing that do not agree. */
export interface Difference {
  /** What was compared, in stable words, e.g. `payment.captured`. */
  check: string;
  /** What it is about: an order's id, with that of a payment behind it; a SKU; a voucher's code. */
  subject: string;
  expected: number | string;
  found: number | string;
}

/** Two figures beside each other. */
export interface Compared extends Difference {
  /** Whether they need not be equal: what was found may be more. */
  orMore?: boolean;
}

/**
 * Those of the compared figures that differ.
 *
 * @example
 * differing([{ check: 'order.captured', subject: 'O1', expected: 900, found: 1800 }]) // the same: they differ
 */
export function differing(compared: Compared[]): Difference[] {
  return compared
    .filter(({ expected, found, orMore }) => (orMore ? found < expected : found !== expected))
    .map(({ check, subject, expected, found }) => ({ check, subject, expected, found }));
}
