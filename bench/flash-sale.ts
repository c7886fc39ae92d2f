import { checkoutCost } from './flash-sale/sizes.ts';
import { simulate } from './flash-sale/simulate.ts';
import type { Benchmark, Figure } from './harness/benchmark.ts';
import { median, percentile, readable } from './harness/statistics.ts';

const buyers = 100_000;
const within = 60_000;
const units = 50_000;

/**
 * Parts of the stock beside partitions of the index of one day's placed orders, of which the shop has eight; and how many
 * times as many come and buy.
 */
const sales = [
  { shards: 1, statusPartitions: 1, times: 1 },
  { shards: 4, statusPartitions: 1, times: 1 },
  { shards: 1, statusPartitions: 8, times: 1 },
  { shards: 2, statusPartitions: 8, times: 1 },
  { shards: 4, statusPartitions: 8, times: 1 },
  { shards: 8, statusPartitions: 8, times: 1 },
  { shards: 6, statusPartitions: 8, times: 3 },
  { shards: 8, statusPartitions: 8, times: 3 },
];

/** A simulation: it shows what follows from DynamoDB's published limits, and what of the shop's keys is in the way. */
export const flashSale: Benchmark = {
  name: 'flash-sale',
  about: `Simulated on DynamoDB's limits of a partition: ${buyers.toLocaleString('en')} buyers in a minute after ${units.toLocaleString('en')} units of one article.`,
  run: async () => {
    const cost = checkoutCost();
    return [
      { what: 'write units of a checkout: stock in one piece', value: cost.variant, unit: 'units' },
      { what: 'write units of a checkout: a part of it', value: cost.shard, unit: 'units' },
      {
        what: "write units of a checkout: index of the day's placed orders",
        value: cost.byStatus,
        unit: 'units',
      },
      ...sales.flatMap(({ shards, statusPartitions, times }): Figure[] => {
        const wanted = { buyers: times * buyers, within, units: times * units };
        const sale = { ...wanted, shards, statusPartitions, cost, seed: 1 };
        const { sold, soldOut, latencies, throttles } = simulate(sale);
        const over = statusPartitions > 1 ? '' : ', index in one piece';
        const rush = times > 1 ? `, ${times} times the buyers` : '';
        const what = `${shards} part${shards > 1 ? 's' : ''}${over}${rush}`;
        const { stock, byStatus, reads } = throttles;
        const note = `refused by the stock ${stock}, by the index ${byStatus}, by the article's reads ${reads}`;
        return [
          { what: `${what}: orders`, value: readable(sold / (soldOut / 1000)), unit: 'orders/s' },
          { what: `${what}: sold out after`, value: readable(soldOut / 1000), unit: 's' },
          { what: `${what}: an order, p50`, value: readable(median(latencies)), unit: 'ms' },
          { what: `${what}: an order, p99`, value: readable(percentile(latencies, 0.99)), unit: 'ms' },
          { what: `${what}: requests refused`, value: stock + byStatus + reads, unit: 'requests', note },
        ];
      }),
    ];
  },
};
