import { isRecord, objectArgument, stringArgument } from '../arguments.ts';

/** A value in DynamoDB's typed form, e.g. `{ S: 'x' }`. Numbers stay JSON numbers, as the service writes them. */
export type AttributeValue = Record<string, unknown>;

/** Types a JSON value by its JavaScript type, members and elements included. */
export function toDynamoDB(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toDynamoDB) };
  if (isRecord(value)) return isTypedSet(value) ? value : { M: toMapValues(value) };
  return { NULL: null };
}

/** The members of a map, typed, without the `M` around them. */
export function toMapValues(value: Record<string, unknown>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toDynamoDB(member)]));
}

/** What `toStringSet` and its like made: the `/dynamodb` helpers pass it on as it is (not established for the service). */
const isTypedSet = (value: Record<string, unknown>) => {
  const names = Object.keys(value);
  return names.length === 1 && ['SS', 'NS', 'BS'].includes(names[0]!) && Array.isArray(value[names[0]!]);
};

/** A converter that answers null for null and undefined, and otherwise `{ [type]: value }`. */
const scalar = (type: string) => (value: unknown) =>
  value === undefined || value === null ? null : { [type]: value };

export const toStringSet = scalar('SS');
export const toNumberSet = scalar('NS');
export const toBinarySet = scalar('BS');

/** `util.dynamodb`. */
export const dynamodbConverters = {
  toDynamoDB,
  toString: scalar('S'),
  toStringSet,
  toNumber: scalar('N'),
  toNumberSet,
  toBinary: scalar('B'),
  toBinarySet,
  toBoolean: scalar('BOOL'),
  toNull: () => ({ NULL: null }),
  toList: (value: unknown) => (Array.isArray(value) ? { L: value.map(toDynamoDB) } : null),
  toMap: (value: unknown) => (isRecord(value) ? { M: toMapValues(value) } : null),
  toMapValues: (value: unknown) => (isRecord(value) ? toMapValues(value) : null),
  toS3Object(key: unknown, bucket: unknown, region: unknown, version?: unknown) {
    const s3 = { key, bucket, region, ...(version === undefined || version === null ? {} : { version }) };
    return { S: JSON.stringify({ s3 }) };
  },
  fromS3ObjectJson(text: unknown) {
    const utility = 'util.dynamodb.fromS3ObjectJson';
    try {
      return objectArgument(utility, JSON.parse(stringArgument(utility, text))).s3 ?? null;
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  },
};
