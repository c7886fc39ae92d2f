/** What of the table's stream concerns subscribers. */
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';

export type Change =
  | { readonly kind: 'order'; readonly orderId: string; readonly sequence: number }
  | {
      readonly kind: 'stock';
      readonly productId: string;
      readonly sku: string;
      readonly available: number;
      /** ISO 8601 in UTC. */
      readonly at: string;
    };

/**
 * The change that a record stands for: a new event of an order, or a variant whose available units are others than
 * before. Undefined for anything else, e.g. a new price.
 */
export function changeOf({ eventName, dynamodb }: DynamoDBRecord): Change | undefined {
  const now = dynamodb?.NewImage;
  const before = dynamodb?.OldImage;
  if (eventName === 'INSERT' && entityOf(now) === 'order_event') {
    return { kind: 'order', orderId: text(now, 'orderId'), sequence: number(now, 'sequence') };
  }
  if (eventName === 'MODIFY' && entityOf(now) === 'variant') {
    const available = number(now, 'available');
    if (before && number(before, 'available') === available) return undefined;
    return {
      kind: 'stock',
      productId: text(now, 'productId'),
      sku: text(now, 'sku'),
      available,
      at: text(now, 'updatedAt'),
    };
  }
  return undefined;
}

type Image = Record<string, AttributeValue> | undefined;

/** ElectroDB writes the entity's name beside every item's attributes. */
function entityOf(image: Image): string | undefined {
  return image?.['__edb_e__']?.S;
}

function text(image: Image, name: string): string {
  const value = image?.[name]?.S;
  if (value === undefined) throw new Error(`The stream's record has no text ${name}.`);
  return value;
}

function number(image: Image, name: string): number {
  const value = image?.[name]?.N;
  if (value === undefined) throw new Error(`The stream's record has no number ${name}.`);
  return Number(value);
}
