import { nameOf } from '../schemas.ts';

type Input = Record<string, any>;

/** An item that an operation may have written: its key, or the whole item that holds it. */
export interface Written {
  readonly table: string;
  readonly item: Input;
}

/** What an operation may have written. */
export function itemsWritten(operation: string, input: Input): Written[] {
  switch (operation) {
    case 'PutItem':
      return [{ table: nameOf(input.TableName), item: input.Item }];
    case 'UpdateItem':
    case 'DeleteItem':
      return [{ table: nameOf(input.TableName), item: input.Key }];
    case 'BatchWriteItem':
      return Object.entries<Input[]>(input.RequestItems ?? {}).flatMap(([table, requests]) =>
        requests.map(({ PutRequest, DeleteRequest }) => ({
          table: nameOf(table),
          item: PutRequest?.Item ?? DeleteRequest?.Key,
        })),
      );
    case 'TransactWriteItems':
      return (input.TransactItems as Input[]).flatMap(({ ConditionCheck: _, ...writes }) =>
        Object.values<Input>(writes).map(({ TableName, Item, Key }) => ({
          table: nameOf(TableName),
          item: Item ?? Key,
        })),
      );
    default:
      return [];
  }
}
