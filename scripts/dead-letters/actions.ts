import type { Clients } from './clients.ts';
import { count, explain } from './explain.ts';
import { letterOf, type Letter } from './letter.ts';
import { take, type DeadQueue, type Taken } from './queues.ts';
import { NoReplay, replayOf } from './replay.ts';

export interface Work {
  readonly queues: readonly DeadQueue[];
  readonly clients: Clients;
  /** Whether to say only what would be done. */
  readonly dryRun: boolean;
  readonly print: (line: string) => void;
}

/** Letters of a queue that are shown; those that follow are counted. */
const shown = 100;
/** How long nobody else sees a letter, in seconds: to look at it, and to do it again, which takes as long as a function may. */
const glance = 60;
const hold = 15 * 60;

/** Prints every letter. @returns how many there are. */
export async function list({ queues, clients, print }: Work): Promise<number> {
  for (const queue of queues) {
    if (queue.count === 0) continue;
    head(queue, print);
    let seen = 0;
    for await (const { message } of take(queue, clients, glance)) {
      const letter = letterOf(message, queue.sources);
      await show(letter, clients, print);
      print(`    To replay: ${await wayOf(letter, queue, clients)}`);
      if (++seen === shown) break;
    }
    if (seen < queue.count)
      print(`  ${count(queue.count - seen, 'more letter')} after these, or in other hands.`);
  }
  const empty = queues.filter((queue) => queue.count === 0);
  if (empty.length > 0) print(`No dead letters: ${empty.map(({ name }) => name).join(', ')}.`);
  print(`${count(total(queues), 'dead letter')}.`);
  return total(queues);
}

/**
 * Does one letter or all again, in the order of each queue. What fails stays, and what follows in its group with it.
 *
 * @param which - a letter's id, or `all`.
 * @returns how many are left in the queues.
 * @throws Error when there is no such letter.
 */
export async function replay(which: string, work: Work): Promise<number> {
  const tally = { found: 0, done: 0, left: total(work.queues) };
  for (const queue of work.queues) {
    if (queue.count === 0) continue;
    await replayFrom(queue, which, work, tally);
    if (which !== 'all' && tally.found > 0) break;
  }
  if (which !== 'all' && tally.found === 0) throw new Error(`There is no dead letter ${which}.`);
  work.print(
    work.dryRun
      ? `Nothing was done. ${count(tally.left, 'dead letter')}.`
      : `${count(tally.done, 'letter')} replayed, ${count(tally.left, 'dead letter')} left.`,
  );
  return tally.left;
}

async function replayFrom(
  queue: DeadQueue,
  which: string,
  { clients, dryRun, print }: Work,
  tally: { found: number; done: number; left: number },
): Promise<void> {
  const blocked = new Set<string>();
  let headed = false;
  let seen = 0;
  for await (const taken of take(queue, clients, hold)) {
    const letter = letterOf(taken.message, queue.sources);
    const group = letter.kind === 'message' ? letter.group : undefined;
    if (which === 'all' || which === letter.id) {
      if (!headed) head(queue, print);
      headed = true;
      tally.found += 1;
      await show(letter, clients, print);
      if (group !== undefined && blocked.has(group))
        print('    It waits for the one before it in its group.');
      else if (dryRun) print(`    To replay: ${await wayOf(letter, queue, clients)}`);
      else if (await attempt(letter, taken, queue, { clients, print, tally })) tally.done += 1;
      else if (group !== undefined) blocked.add(group);
    }
    // What comes meanwhile is for another run, or one that fails at once would never end.
    if (++seen >= queue.count || which === letter.id) return;
  }
}

/** @returns whether the letter is done and gone. */
async function attempt(
  letter: Letter,
  taken: Taken,
  queue: DeadQueue,
  { clients, print, tally }: Pick<Work, 'clients' | 'print'> & { tally: { left: number } },
): Promise<boolean> {
  try {
    const { says, carryOut } = await replayOf(letter, queue, clients);
    const remains = await carryOut();
    await taken.remove();
    tally.left += remains.length - 1;
    print(`    Done: ${says}.`);
    for (const line of remains) print(`    Put aside again: ${line}`);
    return true;
  } catch (error) {
    print(`    It stays: ${(error as Error).message}`);
    return false;
  }
}

/**
 * Takes a letter from its queue for good, and prints all of it first.
 *
 * @returns how many are left in the queues.
 * @throws Error when there is no such letter.
 */
export async function discard(id: string, { queues, clients, dryRun, print }: Work): Promise<number> {
  for (const queue of queues) {
    if (queue.count === 0) continue;
    for await (const { message, remove } of take(queue, clients, glance)) {
      if (message.MessageId !== id) continue;
      print(JSON.stringify(message, null, 2));
      if (dryRun) print('Nothing was done: it would be gone.');
      else await remove();
      return total(queues) - (dryRun ? 0 : 1);
    }
  }
  throw new Error(`There is no dead letter ${id}.`);
}

const total = (queues: readonly DeadQueue[]) => queues.reduce((sum, queue) => sum + queue.count, 0);

function head({ name, count: number, meaning }: DeadQueue, print: Work['print']): void {
  print(`${name}: ${count(number, 'dead letter')}. ${meaning}.`);
}

async function show(letter: Letter, clients: Clients, print: Work['print']): Promise<void> {
  const [first, ...more] = await explain(letter, clients).catch((error: unknown) => [
    `it cannot be explained: ${(error as Error).message}`,
  ]);
  print(`  ${letter.id}  ${letter.since}  ${first}`);
  for (const line of more) print(`    ${line}`);
}

async function wayOf(letter: Letter, queue: DeadQueue, clients: Clients): Promise<string> {
  try {
    return (await replayOf(letter, queue, clients)).says;
  } catch (error) {
    if (error instanceof NoReplay) return error.message;
    return `not now: ${(error as Error).message}`;
  }
}
