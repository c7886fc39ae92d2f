import type { PartitionKeys } from './permissions.ts';

/** What is remembered of tables so that conditions on leading keys can be decided. */
export interface Schemas {
  readonly partitionKey: PartitionKeys;
  /** Makes sure that the tables of an operation are known; one that does not exist stays unknown. */
  load(operation: string, input: Record<string, any>): Promise<void>;
  /** Forgets a table that an operation has changed. */
  forgetAfter(operation: string, input: Record<string, any>): void;
}

type Keys = ReadonlyMap<string, string>;

/** @param describe - the `Table` member of DescribeTable's answer; rejects when there is no such table */
export function createSchemas(describe: (table: string) => Promise<any>): Schemas {
  const known = new Map<string, Keys>();

  return {
    partitionKey: (table, index = '') => known.get(nameOf(table))?.get(index),
    async load(operation, input) {
      if (/Table/.test(operation)) return;
      for (const table of tablesOf(input)) {
        if (known.has(table)) continue;
        const description = await describe(table).catch(() => undefined);
        if (description) known.set(table, keysOf(description));
      }
    },
    forgetAfter(operation, input) {
      if (/^(Create|Update|Delete)Table$/.test(operation)) known.delete(nameOf(input.TableName));
    },
  };
}

/** The name of a table that is given by name or by ARN. */
export const nameOf = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? nameOrArn) : nameOrArn;

/** The names of the tables that an operation speaks of. */
export function tablesOf({ TableName, RequestItems, TransactItems }: Record<string, any>): string[] {
  if (typeof TableName === 'string') return [nameOf(TableName)];
  const names = RequestItems
    ? Object.keys(RequestItems)
    : Array.isArray(TransactItems)
      ? TransactItems.flatMap((item) => Object.values<any>(item ?? {}).map((action) => action?.TableName))
      : [];
  return [...new Set(names.filter((name) => typeof name === 'string').map(nameOf))];
}

function keysOf(description: any): Keys {
  const hash = (schema: any[]) => schema.find((one) => one.KeyType === 'HASH')?.AttributeName;
  return new Map([
    ['', hash(description.KeySchema)],
    ...[...(description.GlobalSecondaryIndexes ?? []), ...(description.LocalSecondaryIndexes ?? [])].map(
      (index: any) => [index.IndexName, hash(index.KeySchema)] as const,
    ),
  ]);
}
