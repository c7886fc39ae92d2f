import type { Bucket } from './bucket.ts';

/** A statistic by CloudWatch's name for it, `Sum` or `p99.9`. */
export type Statistic = (bucket: Bucket) => number;

const plain: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/**
 * The statistic of a name; undefined for one that is none, or not served: trimmed means and their like.
 *
 * @example
 * statisticNamed('p95')?.(bucket);
 */
export function statisticNamed(name: string): Statistic | undefined {
  if (Object.hasOwn(plain, name)) return plain[name];
  const [, text] = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/i.exec(name) ?? [];
  return text === undefined ? undefined : (bucket) => percentile(bucket, Number(text));
}

/** The value below which a share of all values lies, to half a percent. */
function percentile({ count, minimum, maximum, distribution }: Bucket, percent: number): number {
  if (!distribution) return maximum;
  const rank = Math.ceil((percent / 100) * count);
  let passed = 0;
  for (const [value, times] of [...distribution].sort(([one], [other]) => one - other)) {
    passed += times;
    if (passed >= rank) return Math.min(maximum, Math.max(minimum, value));
  }
  return maximum;
}
