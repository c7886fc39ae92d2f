/**
 * The one table that every entity lives in, as the infrastructure creates it.
 *
 * All three indexes exist from the first day: DynamoDB adds only one index per update of a table and fills it in the
 * background, so an entity that needs one later finds it waiting. They are sparse: an item without an index's keys
 * takes no room in it.
 */
export const table = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds after which DynamoDB may delete an item. It does so late, so readers check it, too. */
  timeToLive: 'expiresAt',
  indexes: {
    gsi1: { partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
    gsi2: { partitionKey: 'gsi2pk', sortKey: 'gsi2sk' },
    gsi3: { partitionKey: 'gsi3pk', sortKey: 'gsi3sk' },
  },
} as const;

/** The first part of every partition key, `$shop`. */
export const service = 'shop';

/**
 * One key of an index: which attributes make it up, in their order.
 *
 * Keys keep the case of their values: two ids that differ in nothing else must not meet in one item. Values that come
 * from callers must not contain `#`, which separates the parts.
 *
 * @example
 * primary: { pk: key('pk', ['orderId']), sk: key('sk', ['sequence']) }
 */
export function key<const Field extends string, const Composite extends readonly string[]>(
  field: Field,
  composite: Composite,
) {
  return { field, composite, casing: 'none' } as const;
}
