/**
 * What one partition of DynamoDB takes: 1,000 write units and 3,000 read units a second.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */
export const partitionLimits = { writes: 1000, reads: 3000 };

/** A partition with one of its limits: units come back at that rate, and no more than a second's worth is kept. */
export interface Partition {
  /** Whether it takes so many units now; takes them when asked to. */
  has(units: number, now: number): boolean;
  take(units: number): void;
  refused: number;
}

/** @param rate - units a second. */
export function createPartition(rate: number): Partition {
  let left = rate;
  let at = 0;
  return {
    has(units, now) {
      left = Math.min(rate, left + ((now - at) / 1000) * rate);
      at = now;
      return left >= units;
    },
    take: (units) => void (left -= units),
    refused: 0,
  };
}
