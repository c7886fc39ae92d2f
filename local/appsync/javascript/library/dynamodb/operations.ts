/** An update operation as the handlers hold it (the shapes of the first six are recorded from the service). */
export type UpdateOperation =
  | { type: 'OPERATION_ADD' | 'OPERATION_REPLACE'; value: unknown }
  | { type: 'OPERATION_APPEND' | 'OPERATION_PREPEND'; items: unknown }
  | { type: 'OPERATION_INCREMENT' | 'OPERATION_DECREMENT'; by: unknown }
  | { type: 'OPERATION_REMOVE' }
  | { type: 'OPERATION_UPDATE_LIST_ITEM'; value: unknown; index: unknown };

/** `operations` of `@aws-appsync/utils/dynamodb`. */
export const operations = {
  add: (value: unknown) => ({ type: 'OPERATION_ADD', value }),
  replace: (value: unknown) => ({ type: 'OPERATION_REPLACE', value }),
  remove: () => ({ type: 'OPERATION_REMOVE' }),
  increment: (by: unknown = 1) => ({ type: 'OPERATION_INCREMENT', by }),
  decrement: (by: unknown = 1) => ({ type: 'OPERATION_DECREMENT', by }),
  append: (items: unknown) => ({ type: 'OPERATION_APPEND', items }),
  prepend: (items: unknown) => ({ type: 'OPERATION_PREPEND', items }),
  updateListItem: (value: unknown, index: unknown) => ({ type: 'OPERATION_UPDATE_LIST_ITEM', value, index }),
};

export const isOperation = (value: unknown): value is UpdateOperation =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as UpdateOperation).type === 'string' &&
  (value as UpdateOperation).type.startsWith('OPERATION_');
