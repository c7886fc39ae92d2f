import { describe, expect, it } from 'vitest';
import {
  assumptions,
  billOf,
  gigabyteSeconds,
  invocationsOf,
  standingBill,
  totalOf,
  type Usage,
} from '../../bench/cost/model.ts';
import { prices } from '../../bench/cost/prices.ts';

const usage: Usage = {
  orders: 10,
  clientRequests: 200,
  ownRequests: 150,
  updates: 160,
  readUnits: 1500,
  writeUnits: 3000,
  functions: [
    { name: 'publish', invocations: 100, memory: 512 },
    { name: 'notify', invocations: 100, memory: 256 },
  ],
  calls: 400,
  events: 150,
  eventBytes: 75_000,
  transitions: 60,
  mails: 30,
  notifications: 1,
  texts: 12,
  httpRequests: 40,
  secretRequests: 10,
  queueRequests: { standard: 300, fifo: 450 },
  logBytes: 150_000,
};
const costOf = (orders: number, service: string, what: RegExp) =>
  billOf(usage, orders).find((line) => line.service === service && what.test(line.what))!;

describe('the bill of orders', () => {
  it('prices each quantity in proportion to the orders', () => {
    expect(costOf(1000, 'DynamoDB', /write units/)).toMatchObject({
      quantity: 300_000,
      cost: expect.closeTo(0.1875, 6),
    });
    expect(costOf(1000, 'AppSync', /customers and staff/).cost).toBeCloseTo(0.08, 6);
    expect(costOf(1000, 'AppSync', /minutes/).quantity).toBe(15_000);
    expect(costOf(1000, 'Step Functions', /transitions/).cost).toBeCloseTo(0.15, 6);
    expect(costOf(1000, 'SQS', /FIFO/).cost).toBeCloseTo(0.0225, 6);
    expect(costOf(1000, 'SES', /mails/).cost).toBeCloseTo(0.3, 6);
    expect(totalOf(billOf(usage, 2000))).toBeCloseTo(2 * totalOf(billOf(usage, 1000)), 6);
  });

  it('has a line for every service, and every line has a price with its source', () => {
    const lines = [
      ...billOf(usage, 1),
      ...standingBill({
        alarms: 10,
        metrics: 2,
        secrets: 1,
        readQueues: { standard: 3, fifo: 1 },
        sweep: { readUnits: 4, memory: 512, calls: 8 },
      }),
    ];
    expect(new Set(lines.map(({ price }) => price))).toEqual(new Set(Object.keys(prices)));
    for (const { dollars, source } of Object.values(prices)) {
      expect(dollars).toBeGreaterThanOrEqual(0);
      expect(source).toMatch(/unverified|\.\w{2,}/);
    }
  });

  it('counts what services log beside what functions write', () => {
    const { bytesOfInvocation, bytesOfRequest, bytesOfTransition } = assumptions;
    expect(costOf(10, 'CloudWatch', /logs/).quantity).toBe(
      150_000 + 200 * bytesOfInvocation + 350 * bytesOfRequest + 60 * bytesOfTransition,
    );
  });
});

describe('GB-seconds', () => {
  it('are work and waiting at the memory of each function', () => {
    expect(invocationsOf(usage)).toBe(200);
    // 40 ms and twice 10 ms, a hundred times at half a GB and a hundred times at a quarter.
    const assumed = { ...assumptions, workMilliseconds: 40, callMilliseconds: 10 };
    expect(gigabyteSeconds(usage, assumed)).toBeCloseTo(0.06 * 75, 9);
    expect(gigabyteSeconds({ functions: [], calls: 0 }, assumed)).toBe(0);
  });
});

describe('a month without orders', () => {
  it('is what stands and polls', () => {
    const lines = standingBill({
      alarms: 10,
      metrics: 2,
      secrets: 1,
      readQueues: { standard: 1, fifo: 0 },
      sweep: { readUnits: 4, memory: 512, calls: 8 },
    });
    const of = (what: RegExp) => lines.find((line) => what.test(line.what))!;
    expect(of(/empty receives, standard/).quantity).toBe(648_000);
    expect(of(/alarms/).cost).toBeCloseTo(1, 9);
    expect(of(/read units/).quantity).toBe(43_200 * 4);
  });
});
