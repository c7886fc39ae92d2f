import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { findingOf, type Change, type Item } from './keys.ts';

/** How often an item is looked at anew after somebody else changed it. */
const attempts = 5;

/**
 * Puts the keys of an item in the indexes anew, and nothing else. The write asks that all they are made of is still as
 * it was read; when somebody changed the item meanwhile, it is read and compared again.
 *
 * @param change - what was found in the item as it was read.
 * @returns whether it was written; not when somebody else put it right, or took it away.
 * @throws Error when others keep being quicker.
 */
export async function rewrite(
  client: DynamoDBDocumentClient,
  TableName: string,
  { pk, sk }: Item,
  change: Change,
): Promise<boolean> {
  const Key = { pk, sk };
  let wanted = change;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      await client.send(new UpdateCommand({ TableName, Key, ...updateOf(wanted) }));
      return true;
    } catch (error) {
      const raced =
        error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException;
      if (!raced) throw error;
    }
    const { Item: now } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    const finding = now && findingOf(now);
    if (finding?.kind !== 'stale') return false;
    wanted = finding.change;
  }
  throw new Error(`${String(pk)} ${String(sk)} is changed all the time.`);
}

/** A change as UpdateItem takes it. */
function updateOf({ set, remove, seen }: Change) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const nameOf = (attribute: string) => {
    names[`#${attribute}`] = attribute;
    return `#${attribute}`;
  };
  const valueOf = (prefix: string, attribute: string, value: unknown) => {
    values[`:${prefix}_${attribute}`] = value;
    return `:${prefix}_${attribute}`;
  };
  const sets = Object.entries(set).map(([name, value]) => `${nameOf(name)} = ${valueOf('new', name, value)}`);
  const conditions = Object.entries(seen).map(([name, value]) =>
    value === undefined
      ? `attribute_not_exists(${nameOf(name)})`
      : `${nameOf(name)} = ${valueOf('old', name, value)}`,
  );
  return {
    UpdateExpression: [
      ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
      ...(remove.length > 0 ? [`REMOVE ${remove.map(nameOf).join(', ')}`] : []),
    ].join(' '),
    // The item itself must be there still: an update would make it.
    ConditionExpression: [`attribute_exists(${nameOf('pk')})`, ...conditions].join(' AND '),
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
}
