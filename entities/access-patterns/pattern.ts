import type { EntityName } from '../index.ts';

/** What a read asks of the table: one entity by its key or by an index, or a whole collection. */
export interface Read {
  readonly operation: 'GetItem' | 'BatchGetItem' | 'Query';
  /** The entity, or for a collection its first. */
  readonly entity: EntityName;
  /** An index of the entity, e.g. `byCategory`; absent for the primary key. */
  readonly index?: string;
  /** The collection, when its other entities are wanted, too. */
  readonly collection?: string;
  /** Whether it must see every earlier write. An index cannot. */
  readonly consistent?: boolean;
  /** How many items of which entity it answers with: the page that the units are counted for. */
  readonly items: Partial<Record<EntityName, number>>;
}

/** What a write changes. */
export interface Write {
  readonly operation: 'PutItem' | 'UpdateItem' | 'TransactWriteItems';
  /** How many items of which entity it writes or deletes. */
  readonly items: Partial<Record<EntityName, number>>;
  /** Items that it only looks at, at the price of a write. */
  readonly checks?: Partial<Record<EntityName, number>>;
}

/** One way that the shop uses its table. */
export interface AccessPattern {
  readonly name: string;
  /** The fields of the API that use it, e.g. `Query.product`. */
  readonly fields: readonly string[];
  readonly access: Read | Write;
}

/** What an ordinary product and order consist of, and how long a page is. */
export const typicalCounts = { variants: 6, lines: 5, page: 20 };
