import type { DynamoDBRecord } from 'aws-lambda';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { logger } from '../../functions/lib/observed.ts';
import { workOffStream } from '../../functions/lib/stream.ts';

const record = (number: number, order: string, entity = 'order_event'): DynamoDBRecord => ({
  eventID: `event-${number}`,
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: String(number),
    Keys: { pk: { S: order }, sk: { S: String(number) } },
    NewImage: { __edb_e__: { S: entity } },
  },
});
const read = ({ dynamodb }: DynamoDBRecord) => dynamodb!.SequenceNumber!;
const reported = (...numbers: number[]) => ({
  batchItemFailures: numbers.map((number) => ({ itemIdentifier: String(number) })),
});

let told: string[];
/** How often each one is still to fail. */
let failures: Record<string, number>;
beforeAll(() => logger.setLogLevel('SILENT'));
beforeEach(() => {
  told = [];
  failures = {};
});
const work = async (item: string) => {
  if ((failures[item] ?? 0) > 0) {
    failures[item]! -= 1;
    throw new Error(`${item} fails`);
  }
  told.push(item);
};

test('records are worked off in order, and nothing is reported', async () => {
  const records = [record(101, 'a'), record(102, 'b'), record(103, 'a')];
  expect(await workOffStream(records, { read, work })).toEqual(reported());
  expect(told.filter((item) => item !== '102')).toEqual(['101', '103']);
});

test('what fails once or twice is tried again at once', async () => {
  failures = { 201: 2 };
  expect(await workOffStream([record(201, 'a'), record(202, 'a')], { read, work })).toEqual(reported());
  expect(told).toEqual(['201', '202']);
});

test('what fails holds up its collection, no other, and no other entity of it', async () => {
  failures = { 302: Infinity };
  const records = [
    record(301, 'a'),
    record(302, 'a'),
    record(303, 'b'),
    record(304, 'a'),
    record(305, 'a', 'payment_entry'),
  ];
  expect(await workOffStream(records, { read, work })).toEqual(reported(302, 304));
  expect(told.sort()).toEqual(['301', '303', '305']);
});

test('a record that cannot be read is reported like one that fails, and is not tried again', async () => {
  let reads = 0;
  const unreadable = (one: DynamoDBRecord) => {
    if (one.dynamodb?.SequenceNumber !== '401') return read(one);
    reads += 1;
    throw new Error('unreadable');
  };
  const records = [record(401, 'a'), record(402, 'b')];
  expect(await workOffStream(records, { read: unreadable, work })).toEqual(reported(401));
  expect(told).toEqual(['402']);
  expect(reads).toBe(1);
});

test('what was done beside a failure is not done again when the batch comes again', async () => {
  failures = { 502: 3 };
  const batch = [record(501, 'a'), record(502, 'b'), record(503, 'c'), record(504, 'b')];
  expect(await workOffStream(batch, { read, work })).toEqual(reported(502, 504));
  expect(told.sort()).toEqual(['501', '503']);
  // In halves, from the first failure on.
  expect(await workOffStream(batch.slice(1, 3), { read, work })).toEqual(reported());
  expect(await workOffStream(batch.slice(3), { read, work })).toEqual(reported());
  expect(told.sort()).toEqual(['501', '502', '503', '504']);
});

test('what asks for nothing is done', async () => {
  expect(await workOffStream([record(601, 'a')], { read: () => undefined, work })).toEqual(reported());
  expect(told).toEqual([]);
});

test('orders of one seller do not wait for one another', async () => {
  failures = { 901: Infinity };
  const sale = (number: number, orderId: string): DynamoDBRecord => {
    const { dynamodb, ...rest } = record(number, 'seller', 'sale');
    const NewImage = { ...dynamodb!.NewImage, orderId: { S: orderId } };
    return { ...rest, dynamodb: { ...dynamodb, NewImage } };
  };
  const records = [sale(901, 'a'), sale(902, 'b'), sale(903, 'a')];
  expect(await workOffStream(records, { read, work })).toEqual(reported(901, 903));
  expect(told).toEqual(['902']);
});
