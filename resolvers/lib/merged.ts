import type { Context } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { InvalidCursor } from '../../rules/errors.ts';
import { fail } from './fail.ts';
import type { Page } from './pages.ts';

/** A list that lies in several partitions of an index, sorted by time in each, and is answered as one. */
export interface MergedList {
  /** What tells it from other lists: a token of another is refused. */
  name: string;
  /** What chooses each partition, e.g. a state. */
  partitions: string[];
  /** Items a page. */
  limit: number;
  oldestFirst: boolean;
  /** The span of time, both ends included. */
  from?: string | null;
  to?: string | null;
}

/** An item with its place in the list: the end of its key in the index, e.g. `2026-…Z#orderId_…`. */
interface Placed {
  position: string;
  item: any;
}

/** The list in `ctx.stash.merged`, and how far it was read. */
interface Reading extends MergedList {
  /** Where the last page ended. */
  after: string | null;
  /** Partitions that were asked. */
  asked: number;
  /** How many items were asked of the last one. */
  wanted: number;
  /** The first items of all that were read: as many as the page holds, and one more that tells of another page. */
  kept: Placed[];
  /** Behind this nothing is known, for large items filled the megabyte that one Query reads: the page ends there. */
  until: string | null;
}

const positionPattern = '^[0-9T:.-]{23}Z#[A-Za-z]+_[A-Za-z0-9_-]{1,128}$';

/**
 * Begins to read a list. Its time of placing is one order over all partitions, so a token names one place, whatever
 * partition it is in.
 */
export function beginMerged(ctx: Context, list: MergedList, nextToken: string | null | undefined): void {
  const reading: Reading = {
    ...list,
    after: nextToken ? positionIn(nextToken, list.name) : null,
    asked: 0,
    wanted: 0,
    kept: [],
    until: null,
  };
  ctx.stash.merged = reading;
}

/** The partition that is to be asked next; undefined when all were. */
export function nextPartition(ctx: Context): string | undefined {
  const reading: Reading = ctx.stash.merged;
  reading.asked += 1;
  return reading.partitions[reading.asked - 1];
}

/**
 * What of a partition is to be read: what lies behind the last page and, once the page is full, before the last of what
 * it holds. So all together read far less than a page of each.
 */
export function stretch(ctx: Context) {
  const reading: Reading = ctx.stash.merged;
  const { limit, oldestFirst, after, kept, until } = reading;
  const last = kept.length > limit ? kept[limit]!.position : until;
  // Behind the position itself: `!` comes before everything that an id may go on with. A range that ends at a position
  // takes it in, so then one more is read, and left out.
  reading.wanted = after && !oldestFirst ? limit + 2 : limit + 1;
  return {
    range: oldestFirst
      ? { from: after ? `${after}!` : reading.from, to: last ?? reading.to }
      : { from: last ?? reading.from, to: after ?? reading.to },
    limit: reading.wanted,
    scanIndexForward: oldestFirst,
  };
}

/** Takes in what a Query answered. @param positions - of its items. */
export function merge(ctx: Context, positions: string[]): void {
  const reading: Reading = ctx.stash.merged;
  const { oldestFirst, after } = reading;
  const items: any[] = ctx.result.items;
  if (ctx.result.nextToken && items.length > 0 && items.length < reading.wanted) {
    const end = positions[items.length - 1]!;
    const earlier = !reading.until || (oldestFirst ? end < reading.until : end > reading.until);
    if (earlier) reading.until = end;
  }
  const { until } = reading;
  const placed: Record<string, any> = {};
  reading.kept.forEach(({ position, item }) => {
    placed[position] = item;
  });
  items.forEach((item, index) => {
    placed[positions[index]!] = item;
  });
  const known = Object.keys(placed).filter((position) =>
    oldestFirst ? !until || position <= until : (!until || position >= until) && (!after || position < after),
  );
  // The runtime's sort takes no comparator, so the positions carry the order.
  known.sort();
  if (!oldestFirst) known.reverse();
  reading.kept = known.slice(0, reading.limit + 1).map((position) => ({ position, item: placed[position] }));
}

/** The page, as soon as all partitions were asked. */
export function mergedPage(ctx: Pick<Context, 'stash'>): Page<any> {
  const { name, limit, kept, until }: Reading = ctx.stash.merged;
  const page = kept.slice(0, limit);
  const last = kept.length > limit || until ? page[page.length - 1] : undefined;
  return {
    items: page.map(({ item }) => item),
    nextToken: last ? util.base64Encode(`${name} ${last.position}`) : null,
  };
}

/** Where a page ended; a token of another list is refused. */
function positionIn(token: string, name: string): string {
  const text = util.matches('^[A-Za-z0-9+/]+=*$', token) ? util.base64Decode(token) : '';
  const position = text.startsWith(`${name} `) ? text.slice(name.length + 1) : '';
  if (!util.matches(positionPattern, position)) fail(InvalidCursor);
  return position;
}
