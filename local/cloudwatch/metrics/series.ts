import type { Clock } from '../../core/clock.ts';
import type { MetricIdentity, MetricSeries } from '../../core/metrics.ts';
import { addSet, addValue, emptyBucket, merge, type Bucket, type StatisticSet } from './bucket.ts';

/** One metric over time, added up by the minute. */
export interface Series extends MetricSeries {
  readonly metric: MetricIdentity;
  /** Adds a value several times, at a moment in milliseconds. */
  addTimes(value: number, times: number, at: number): void;
  addSet(set: StatisticSet, at: number): void;
  /** Everything from one minute until before another; undefined when there is nothing. */
  between(from: number, until: number): Bucket | undefined;
  /** The latest minute that has something; undefined when none has. */
  latest(): number | undefined;
}

export const minute = 60_000;
/** How long a minute is kept, in minutes: two days, for alarms over what happens daily. CloudWatch keeps 15 months. */
export const keptMinutes = 48 * 60;

/** The number of a moment's minute. */
export const minuteOf = (milliseconds: number): number => Math.floor(milliseconds / minute);

export function createSeries(metric: MetricIdentity, clock: Pick<Clock, 'now'>): Series {
  const minutes = new Map<number, Bucket>();
  let current: Bucket | undefined;
  let currentMinute = -1;
  let latest = -1;

  const bucketAt = (at: number): Bucket => {
    const number = minuteOf(at);
    if (number === currentMinute) return current!;
    let bucket = minutes.get(number);
    if (!bucket) {
      minutes.set(number, (bucket = emptyBucket()));
      const oldest = minuteOf(clock.now()) - keptMinutes;
      for (const each of minutes.keys()) {
        if (each >= oldest) break;
        minutes.delete(each);
      }
    }
    current = bucket;
    currentMinute = number;
    latest = Math.max(latest, number);
    return bucket;
  };

  return {
    metric,
    add: (value, at = clock.now()) => addValue(bucketAt(at), value),
    addTimes: (value, times, at) => addValue(bucketAt(at), value, times),
    addSet: (set, at) => addSet(bucketAt(at), set),
    between(from, until) {
      if (until - from === 1) return minutes.get(from);
      let whole: Bucket | undefined;
      const take = (bucket: Bucket) => merge((whole ??= emptyBucket()), bucket);
      if (until - from <= minutes.size) {
        for (let number = from; number < until; number++) {
          const bucket = minutes.get(number);
          if (bucket) take(bucket);
        }
      } else {
        for (const [number, bucket] of minutes) if (number >= from && number < until) take(bucket);
      }
      return whole;
    },
    latest: () => (latest < 0 ? undefined : latest),
  };
}
