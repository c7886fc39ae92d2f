import type { Fault } from '../../core/faults.ts';

type Input = Record<string, any>;

/** A batch of which a part is left for another try. */
export interface PartedBatch {
  /** What is done. */
  readonly done: Input;
  /** What is not, in the shape of `RequestItems`. */
  readonly left: Input;
}

/** How many keys or items a batch holds. */
export const sizeOfBatch = ({ RequestItems = {} }: Input): number =>
  Object.values<any>(RequestItems).reduce((sum, entry) => sum + entriesOf(entry).length, 0);

/** Leaves out by chance at least one of at least two keys or items, and never all: that would be a throttled batch. */
export function partBatch(input: Input, fault: Fault): PartedBatch {
  const size = sizeOfBatch(input);
  const leaves = Array.from({ length: size }, () => fault.chance() < 0.5);
  if (!leaves.includes(true)) leaves[Math.floor(fault.chance() * size)] = true;
  if (!leaves.includes(false)) leaves[Math.floor(fault.chance() * size)] = false;

  const done: Input = {};
  const left: Input = {};
  let place = 0;
  for (const [table, entry] of Object.entries<any>(input.RequestItems)) {
    const [stays, goes]: [any[], any[]] = [[], []];
    for (const one of entriesOf(entry)) (leaves[place++] ? goes : stays).push(one);
    if (stays.length > 0) done[table] = withEntries(entry, stays);
    if (goes.length > 0) left[table] = withEntries(entry, goes);
  }
  return { done: { ...input, RequestItems: done }, left };
}

/** Adds what was left out to the text of an answer. */
export function addUnprocessed(operation: string, text: string, left: Input): string {
  const answer = JSON.parse(text);
  const member = operation === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems';
  return JSON.stringify({ ...answer, [member]: { ...answer[member], ...left } });
}

// BatchWriteItem lists requests, BatchGetItem keys beside what holds for all of them.
const entriesOf = (entry: any): any[] => (Array.isArray(entry) ? entry : (entry?.Keys ?? []));
const withEntries = (entry: any, entries: any[]) =>
  Array.isArray(entry) ? entries : { ...entry, Keys: entries };
