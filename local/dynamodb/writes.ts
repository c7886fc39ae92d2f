import { nameOf } from './schemas.ts';

/** Tells the readers of streams at once that a table was written through this process. */
export interface WriteSignal {
  announce(table: string): void;
  /** @returns a function that ends the subscription. */
  listen(table: string, listener: () => void): () => void;
}

export function createWriteSignal(): WriteSignal {
  const listeners = new Map<string, Set<() => void>>();
  return {
    announce(table) {
      for (const listener of listeners.get(table) ?? []) listener();
    },
    listen(table, listener) {
      const own = listeners.get(table) ?? new Set();
      listeners.set(table, own.add(listener));
      return () => void own.delete(listener);
    },
  };
}

const single = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);
const none: readonly string[] = [];

/** The tables that an operation may have written. */
export function tablesWritten(operation: string, input: Record<string, any>): readonly string[] {
  if (single.has(operation)) return [nameOf(input.TableName)];
  if (operation === 'BatchWriteItem') return Object.keys(input.RequestItems ?? {}).map(nameOf);
  if (operation === 'TransactWriteItems') {
    const tables = (input.TransactItems as Record<string, any>[]).flatMap(
      ({ ConditionCheck: _, ...writes }) => Object.values(writes).map((write) => nameOf(write.TableName)),
    );
    return [...new Set(tables)];
  }
  return none;
}
