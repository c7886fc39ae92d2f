/** A flash sale as discrete events: buyers come, ask, are refused for the rate, ask again, buy or find nothing left. */
import { createRandom } from '../../test/races/model/random.ts';
import { takeFrom } from '../../rules/stock.ts';
import { createHeap } from './heap.ts';
import { createPartition, partitionLimits, type Partition } from './partition.ts';
import type { CheckoutCost } from './sizes.ts';

export interface Sale {
  readonly buyers: number;
  /** In how many milliseconds they come, evenly spread by chance. */
  readonly within: number;
  readonly units: number;
  /** In how many parts the stock lies. */
  readonly shards: number;
  /** Over how many partitions the index `byStatus` spreads one day's placed orders. */
  readonly statusPartitions: number;
  readonly cost: CheckoutCost;
  readonly seed: number;
}

export interface Outcome {
  readonly sold: number;
  /** Milliseconds from the first buyer to the last unit sold. */
  readonly soldOut: number;
  /** Milliseconds from a buyer's first request to the order, of those who got one. */
  readonly latencies: number[];
  /** Requests refused for the rate, by what refused them. */
  readonly throttles: { readonly stock: number; readonly byStatus: number; readonly reads: number };
}

/** What a checkout's requests take when nothing refuses them, in milliseconds: its reads, then its transaction. */
const took = { refused: 15, sold: 30 };
/** A client waits up to 100 ms before its first repetition, then up to twice as long each time, 5 s at most. */
const pauses = { first: 100, longest: 5000 };
/** Attempts of the resolver before it answers with Contention. */
const attempts = 3;

/** Plays a sale. */
export function simulate(sale: Sale): Outcome {
  const { buyers, within, units, shards, statusPartitions, cost, seed } = sale;
  const random = createRandom(seed);
  const many = (count: number, rate: number) => Array.from({ length: count }, () => createPartition(rate));
  const stock = many(shards, partitionLimits.writes);
  // A checkout reads the variant and every part once, each in a partition of its own: all are as busy as this one.
  const reading = createPartition(partitionLimits.reads);
  const byStatus = many(statusPartitions, partitionLimits.writes);
  const levels = stock.map((_, shard) => ({ shard, available: Math.floor((units + shard) / shards) }));
  const requests = createHeap<{ at: number; began: number; tries: number }>(
    (one, other) => one.at - other.at,
  );
  for (let buyer = 0; buyer < buyers; buyer += 1) {
    const at = random.next() * within;
    requests.push({ at, began: at, tries: 0 });
  }
  const latencies: number[] = [];
  let left = units;
  let soldOut = 0;

  /** The partition that refuses a checkout now; undefined when it was sold. */
  function sell(now: number): Partition | undefined {
    const [from] = takeFrom(levels, 1, random.below(1000))!;
    const index = random.pick(byStatus);
    const part = stock[from!.shard]!;
    // The first part is the variant itself.
    const stockUnits = from!.shard === 0 ? cost.variant : cost.shard;
    if (!reading.has(1, now)) return reading;
    reading.take(1);
    if (!part.has(stockUnits, now)) return part;
    if (!index.has(cost.byStatus, now)) return index;
    part.take(stockUnits);
    index.take(cost.byStatus);
    levels[from!.shard]!.available -= 1;
    return undefined;
  }

  for (let request = requests.pop(); request; request = requests.pop()) {
    const { at, began, tries } = request;
    // Who comes to an empty shelf reads that it is empty, and is not written down.
    if (left === 0) continue;
    const refusing = sell(at);
    if (!refusing) {
      left -= 1;
      latencies.push(at - began + took.sold);
      if (left === 0) soldOut = at;
      continue;
    }
    refusing.refused += 1;
    const pause =
      (tries + 1) % attempts === 0 ? pauseBefore(Math.floor(tries / attempts)) * random.next() : 0;
    requests.push({ at: at + took.refused + pause, began, tries: tries + 1 });
  }
  const refused = (partitions: readonly Partition[]) =>
    partitions.reduce((sum, partition) => sum + partition.refused, 0);
  return {
    sold: units - left,
    soldOut,
    latencies,
    throttles: { stock: refused(stock), byStatus: refused(byStatus), reads: reading.refused },
  };
}

function pauseBefore(repetition: number): number {
  return Math.min(pauses.longest, pauses.first * 2 ** repetition);
}
