import { RequestFault } from '../../execution/resolve.ts';

type Typed = Record<string, unknown>;

/**
 * Brings a typed value of a resolver's request into the form of DynamoDB's own protocol. AppSync takes numbers as
 * numbers or as text, and `NULL` with any value.
 *
 * @param where - for the error, e.g. `$[key][id]`.
 */
export function toAttributeValue(value: unknown, where: string): Typed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RequestFault(`Value for field '${where}' must be a typed DynamoDB value.`);
  }
  const members = Object.keys(value);
  if (members.length !== 1) {
    throw new RequestFault(
      `Value for field '${where}' must have exactly one type, found [${members.join(', ')}].`,
    );
  }
  const type = members[0]!;
  const held = (value as Typed)[type];
  switch (type) {
    case 'S':
    case 'B':
    case 'BOOL':
    case 'SS':
    case 'BS':
      return { [type]: held };
    case 'N':
      return { N: String(held) };
    case 'NS':
      return { NS: (held as unknown[]).map(String) };
    case 'NULL':
      return { NULL: true };
    case 'L':
      return { L: (held as unknown[]).map((item, index) => toAttributeValue(item, `${where}[L][${index}]`)) };
    case 'M':
      return { M: toAttributeValues(held, `${where}[M]`) };
    default:
      throw new RequestFault(`Value for field '${where}' has the unknown type '${type}'.`);
  }
}

export function toAttributeValues(values: unknown, where: string): Record<string, Typed> {
  if (values === undefined || values === null)
    throw new RequestFault(`Value for field '${where}' not found.`);
  if (typeof values !== 'object' || Array.isArray(values)) {
    throw new RequestFault(`Value for field '${where}' must be a map of typed values.`);
  }
  const typed: Record<string, Typed> = {};
  for (const [name, value] of Object.entries(values))
    typed[name] = toAttributeValue(value, `${where}[${name}]`);
  return typed;
}

/** An item as resolvers see it: plain JSON, sets as lists, binary in base64. */
export function fromItem(item: Record<string, Typed> | undefined | null): Record<string, unknown> | null {
  if (!item) return null;
  const plain: Record<string, unknown> = {};
  for (const name in item) plain[name] = fromAttributeValue(item[name]!);
  return plain;
}

function fromAttributeValue(value: Typed): unknown {
  for (const type in value) {
    const held = value[type] as any;
    switch (type) {
      case 'N':
        return Number(held);
      case 'NS':
        return held.map(Number);
      case 'NULL':
        return null;
      case 'L':
        return held.map(fromAttributeValue);
      case 'M':
        return fromItem(held);
      default:
        return held;
    }
  }
  return null;
}
