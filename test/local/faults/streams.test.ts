import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import type { FaultRates } from '../../../local/faults/rates.ts';
import { create } from '../support.ts';
import { startFaultyCloud, type FaultyCloud } from './cloud.ts';

let cloud: FaultyCloud;
let folder: string;
afterEach(async () => {
  await cloud.close();
  await rm(folder, { recursive: true });
});

/** A table whose stream reaches a function that writes down what it is given: `item:value`, a line each batch. */
async function start(rates: FaultRates, options?: Parameters<typeof startFaultyCloud>[1]) {
  cloud = await startFaultyCloud({ rates }, options);
  folder = await mkdtemp(join(tmpdir(), 'seen-'));
  const file = join(folder, 'batches');
  await appendFile(file, '');
  const table = await cloud.table();
  await cloud.define(
    'consumer',
    `import { appendFileSync } from 'node:fs';
     export const handler = async ({ Records }) => {
       const seen = Records.map(({ dynamodb: { NewImage } }) => NewImage.pk.S + ':' + NewImage.n.N);
       appendFileSync(process.env.FILE, seen.join(' ') + '\\n');
     };`,
    { Environment: { Variables: { FILE: file } } },
  );
  const write = (pk: string, n: number) =>
    cloud.dynamodb.call('PutItem', { TableName: 'Things', Item: { pk: { S: pk }, n: { N: String(n) } } });
  const batches = async () => (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  return {
    write,
    batches,
    records: async () => (await batches()).flatMap((line) => line.split(' ')),
    async connect(mapping: object = {}) {
      const type = 'AWS::Lambda::EventSourceMapping';
      await create(cloud.lambda.resources, type, {
        EventSourceArn: table.attributes!.StreamArn,
        FunctionName: 'consumer',
        StartingPosition: 'TRIM_HORIZON',
        ...mapping,
      });
      await cloud.lambda.resources.find((one) => one.type === type)!.settle!();
    },
  };
}
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 20 });

it('hands a batch over again after it was done', async () => {
  const { write, connect, batches } = await start({ 'streams.duplicated': 1 });
  await write('a', 1);
  await write('b', 1);
  await connect();
  await eventually(async () => expect(await batches()).toEqual(['a:1 b:1', 'a:1 b:1']));
  expect(cloud.control.counts()).toEqual({ 'streams.duplicated': 1 });
});

it('begins again some records back when a reader loses its checkpoint', async () => {
  const { write, connect, batches, records } = await start({});
  await connect();
  for (let n = 1; n <= 3; n++) {
    await write('a', n);
    await eventually(async () => expect(await batches()).toHaveLength(n));
  }
  cloud.control.set({ 'streams.restarted': 1 });
  await write('a', 4);
  await eventually(async () => expect(cloud.control.counts()['streams.restarted']).toBeGreaterThan(0));
  cloud.control.set({});
  await write('a', 5);
  await eventually(async () => expect((await records()).at(-1)).toBe('a:5'));
  const seen = (await records()).map((record) => Number(record.slice(2)));
  expect(seen.length).toBeGreaterThan(5);
  // Each run of records is in order and begins at one that was seen before.
  seen.forEach((n, at) => expect(n).toBeLessThanOrEqual((seen[at - 1] ?? 0) + 1));
});

it('hands records over late', async () => {
  const clock = new ManualClock(Date.now());
  const { write, connect, batches } = await start({ 'streams.delayed': 1 }, { clock });
  await write('a', 1);
  await connect();
  await eventually(async () => expect(cloud.control.counts()).toEqual({ 'streams.delayed': 1 }));
  expect(await batches()).toEqual([]);
  clock.advance(2_000);
  await eventually(async () => expect(await batches()).toEqual(['a:1']));
});

it('changes the order of items, never that within an item', async () => {
  const { write, connect, records } = await start({ 'streams.reordered': 1 });
  const written: string[] = [];
  for (let n = 1; n <= 4; n++) {
    for (const pk of ['a', 'b', 'c']) {
      await write(pk, n);
      written.push(`${pk}:${n}`);
    }
  }
  await connect();
  await eventually(async () => expect(await records()).toHaveLength(written.length));
  const seen = await records();
  expect(seen).not.toEqual(written);
  for (const pk of ['a', 'b', 'c']) {
    expect(seen.filter((record) => record.startsWith(pk))).toEqual([1, 2, 3, 4].map((n) => `${pk}:${n}`));
  }
});

it('without rates hands over each record once, in order', async () => {
  const { write, connect, records } = await start({});
  for (let n = 1; n <= 5; n++) await write('a', n);
  await connect({ BatchSize: 2 });
  await eventually(async () => expect(await records()).toEqual([1, 2, 3, 4, 5].map((n) => `a:${n}`)));
  expect(cloud.control.counts()).toEqual({});
});
