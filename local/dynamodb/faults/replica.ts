import type { Clock } from '../../core/clock.ts';
import type { Fault } from '../../core/faults.ts';
import type { Answer } from '../client.ts';
import type { Written } from './written.ts';

type Call = (operation: string, input: object) => Promise<any>;
type Item = Record<string, any>;

/** A copy of tables that lags behind them by a second at most: where stale reads are read from. */
export interface Replica {
  /** Copies a table unless that was done. To be waited for before a write that `note` is to tell of. */
  follow(table: string): Promise<void>;
  /** Reads what written items now are, to be put into the copy later. To be waited for before the write is answered. */
  note(items: readonly Written[]): Promise<void>;
  /** Whether the copy lacks a write of the last second. */
  isBehind(table: string): boolean;
  /** Whether an index is a global one; only known of a table that is followed. */
  hasGlobalIndex(table: string, index: string): boolean;
  /** Answers from the copy as it stood, each item of it by chance, up to a second ago. */
  read(tables: readonly string[], fault: Fault, operation: string, input: object): Promise<Answer>;
  /** Drops every copy; what is followed next is copied anew. */
  forget(): void;
  close(): Promise<void>;
}

/** A database for the copies. */
export interface Shelf {
  readonly call: Call;
  send(operation: string, input: object): Promise<Answer>;
  close(): Promise<void>;
}

interface Deps {
  readonly clock: Clock;
  /** Asks the database whose tables are copied. */
  readonly call: Call;
  /** Opens a database for the copies, empty. */
  readonly open: () => Promise<Shelf>;
}

interface Copy {
  readonly keyNames: readonly string[];
  readonly globalIndexes: ReadonlySet<string>;
  /** What the copy does not show yet, oldest first; an item is absent when it was deleted. */
  pending: { readonly name: string; readonly key: Item; readonly item?: Item; readonly time: number }[];
  /** Keys to be read, and the read that will take them. */
  unread: Map<string, Item>;
  reading?: Promise<void>;
  /** Writes to the copy, one after another. */
  applying: Promise<void>;
}

/** The most that a copy lags behind, in milliseconds. */
const longestLag = 1_000;
const mostPending = 1_000;
const batchWrite = 25;
const batchGet = 100;

/**
 * What a stale read sees was true at a moment of the last second: the written items are read, consistently, right after
 * each write, and reach the copy after a delay of their own, those of one item in order. So a transaction may be seen
 * by halves, and an item under a key of an index that it has left; nothing is seen that never was.
 */
export function createReplica({ clock, call, open }: Deps): Replica {
  const copies = new Map<string, Promise<Copy>>();
  const ready = new Map<string, Copy>();
  let shelf: Promise<Shelf> | undefined;

  const copyTable = async (TableName: string): Promise<Copy> => {
    const { Table } = await call('DescribeTable', { TableName });
    const target = await (shelf ??= open());
    // Of an earlier time, before it was forgotten.
    await target.call('DeleteTable', { TableName }).catch(() => {});
    await target.call('CreateTable', shapeOf(Table));
    let ExclusiveStartKey: Item | undefined;
    do {
      const page = await call('Scan', { TableName, ConsistentRead: true, ExclusiveStartKey });
      await put(
        target,
        TableName,
        page.Items.map((Item: Item) => ({ PutRequest: { Item } })),
      );
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return {
      keyNames: Table.KeySchema.map(({ AttributeName }: Item) => AttributeName),
      globalIndexes: new Set((Table.GlobalSecondaryIndexes ?? []).map(({ IndexName }: Item) => IndexName)),
      pending: [],
      unread: new Map(),
      applying: Promise.resolve(),
    };
  };

  const follow = async (table: string): Promise<void> => {
    let copying = copies.get(table);
    if (!copying) copies.set(table, (copying = copyTable(table)));
    try {
      const copy = await copying;
      if (copies.get(table) === copying) ready.set(table, copy);
    } catch {
      // There is no such table, or no room for a copy: its reads are fresh.
      if (copies.get(table) === copying) copies.delete(table);
    }
  };

  /** One read at a time, so that what is read later was written later. */
  const readWritten = async (table: string, copy: Copy): Promise<void> => {
    while (copy.unread.size > 0) {
      const taken = [...copy.unread].slice(0, batchGet);
      for (const [name] of taken) copy.unread.delete(name);
      const time = clock.now();
      const found = new Map<string, Item>();
      let Keys: unknown[] | undefined = taken.map(([, key]) => key);
      while (Keys) {
        const answer: any = await call('BatchGetItem', {
          RequestItems: { [table]: { Keys, ConsistentRead: true } },
        });
        for (const item of answer.Responses[table]) found.set(nameIn(copy, item), item);
        Keys = answer.UnprocessedKeys?.[table]?.Keys;
      }
      for (const [name, key] of taken) copy.pending.push({ name, key, item: found.get(name), time });
    }
  };

  const read = async (table: string, copy: Copy): Promise<void> => {
    while (copy.reading) await copy.reading;
    if (copy.unread.size === 0) return;
    copy.reading = readWritten(table, copy).finally(() => (copy.reading = undefined));
    await copy.reading;
  };

  /** Lets the copy show what is older than the lag of its item. */
  const apply = (table: string, copy: Copy, lagOf: (name: string) => number): Promise<void> => {
    const now = clock.now();
    const due = new Map<string, Copy['pending'][number]>();
    copy.pending = copy.pending.filter((entry) => {
      if (now - entry.time < lagOf(entry.name)) return true;
      due.set(entry.name, entry);
      return false;
    });
    const requests = [...due.values()].map(({ key, item }) =>
      item ? { PutRequest: { Item: item } } : { DeleteRequest: { Key: key } },
    );
    copy.applying = copy.applying.then(async () => put(await shelf!, table, requests));
    return copy.applying;
  };

  return {
    follow,
    async note(items) {
      const touched = new Map<string, Copy>();
      for (const { table, item } of items) {
        const copy = ready.get(table);
        if (!copy) continue;
        const key = Object.fromEntries(copy.keyNames.map((name) => [name, item[name]]));
        copy.unread.set(nameIn(copy, key), key);
        touched.set(table, copy);
      }
      for (const [table, copy] of touched) {
        await read(table, copy);
        if (copy.pending.length > mostPending) await apply(table, copy, () => longestLag);
      }
    },
    isBehind: (table) => {
      const last = ready.get(table)?.pending.at(-1);
      return last !== undefined && clock.now() - last.time < longestLag;
    },
    hasGlobalIndex: (table, index) => ready.get(table)?.globalIndexes.has(index) ?? false,
    async read(tables, fault, operation, input) {
      for (const table of tables) {
        const copy = ready.get(table);
        if (!copy) continue;
        const lags = new Map<string, number>();
        await apply(table, copy, (name) => {
          let lag = lags.get(name);
          if (lag === undefined) lags.set(name, (lag = fault.chance() * longestLag));
          return lag;
        });
      }
      return (await shelf!).send(operation, input);
    },
    forget() {
      copies.clear();
      ready.clear();
    },
    async close() {
      const opened = await shelf?.catch(() => undefined);
      await opened?.close();
    },
  };
}

const nameIn = ({ keyNames }: Copy, item: Item) => JSON.stringify(keyNames.map((name) => item[name]));

async function put({ call }: Shelf, table: string, requests: object[]): Promise<void> {
  for (let start = 0; start < requests.length; start += batchWrite) {
    let RequestItems: any = { [table]: requests.slice(start, start + batchWrite) };
    while (RequestItems[table]) {
      const { UnprocessedItems = {} } = await call('BatchWriteItem', { RequestItems });
      RequestItems = UnprocessedItems;
    }
  }
}

function shapeOf(table: Item): object {
  const indexes = (list: Item[] | undefined) =>
    list?.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }));
  const { TableName, KeySchema, AttributeDefinitions } = table;
  return {
    TableName,
    KeySchema,
    AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: indexes(table.GlobalSecondaryIndexes),
    LocalSecondaryIndexes: indexes(table.LocalSecondaryIndexes),
  };
}
