/** What was added to one metric within a time. */
export interface Bucket {
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
  /** How often each value came, rounded; absent while all were the same. */
  distribution?: Map<number, number>;
}

/** Values of a set that was added up elsewhere. */
export interface StatisticSet {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** How coarsely values are kept for percentiles: within half a percent. */
const step = Math.log(1.01);

const rounded = (value: number): number =>
  value === 0 ? 0 : Math.sign(value) * Math.exp(Math.round(Math.log(Math.abs(value)) / step) * step);

export const emptyBucket = (): Bucket => ({ count: 0, sum: 0, minimum: Infinity, maximum: -Infinity });

/** Adds one value, `times` over. */
export function addValue(bucket: Bucket, value: number, times = 1): void {
  if (bucket.count > 0 && (bucket.distribution !== undefined || value !== bucket.minimum)) {
    const distribution = distributionOf(bucket);
    const key = rounded(value);
    distribution.set(key, (distribution.get(key) ?? 0) + times);
  }
  bucket.count += times;
  bucket.sum += value * times;
  if (value < bucket.minimum) bucket.minimum = value;
  if (value > bucket.maximum) bucket.maximum = value;
}

/** Adds a set of which only the sums are known: percentiles take its mean for each of its values. */
export function addSet(bucket: Bucket, { count, sum, minimum, maximum }: StatisticSet): void {
  if (count <= 0) return;
  addValue(bucket, sum / count, count);
  bucket.minimum = Math.min(bucket.minimum, minimum);
  bucket.maximum = Math.max(bucket.maximum, maximum);
}

/** Adds all of another bucket. */
export function merge(into: Bucket, other: Bucket): void {
  if (into.count > 0 || other.distribution) {
    const distribution = distributionOf(into);
    for (const [value, times] of other.distribution ?? ([[rounded(other.minimum), other.count]] as const))
      distribution.set(value, (distribution.get(value) ?? 0) + times);
  }
  into.count += other.count;
  into.sum += other.sum;
  into.minimum = Math.min(into.minimum, other.minimum);
  into.maximum = Math.max(into.maximum, other.maximum);
}

/** The bucket's distribution, begun with what it holds so far. */
function distributionOf(bucket: Bucket): Map<number, number> {
  bucket.distribution ??= new Map(bucket.count > 0 ? [[rounded(bucket.minimum), bucket.count]] : []);
  return bucket.distribution;
}
