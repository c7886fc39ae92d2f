import { expect, test } from 'vitest';
import { inLanes } from '../../functions/lib/lanes.ts';

const items = ['a1', 'b1', 'a2', 'b2', 'a3', 'c1'];
const laneOf = (item: string) => item[0] as string;

test('works through every lane in order', async () => {
  const done: string[] = [];
  const undone = await inLanes(items, laneOf, 2, async (item) => void done.push(item), fail);
  expect(undone).toEqual([]);
  expect(done.toSorted()).toEqual(items.toSorted());
  expect(done.filter((item) => laneOf(item) === 'a')).toEqual(['a1', 'a2', 'a3']);
});

test('leaves the rest of a lane undone after a failure, and the other lanes alone', async () => {
  const done: string[] = [];
  const failures: string[] = [];
  const undone = await inLanes(
    items,
    laneOf,
    3,
    async (item) => {
      if (item === 'a2') throw new Error('no');
      done.push(item);
    },
    (item, error) => failures.push(`${item}: ${(error as Error).message}`),
  );
  expect(undone).toEqual(['a2', 'a3']);
  expect(done.toSorted()).toEqual(['a1', 'b1', 'b2', 'c1']);
  expect(failures).toEqual(['a2: no']);
});

test('runs no more lanes at once than it may', async () => {
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
  };
  await inLanes(
    Array.from({ length: 20 }, (_, at) => at),
    String,
    4,
    work,
    fail,
  );
  expect(most).toBe(4);
});

function fail(item: unknown, error: unknown): never {
  throw new Error(`${String(item)} failed`, { cause: error });
}
