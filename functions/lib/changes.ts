/** What of the table's stream concerns subscribers. */
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';

export type Change =
  | { readonly kind: 'order'; readonly orderId: string; readonly sequence: number }
  | {
      readonly kind: 'stock';
      readonly productId: string;
      readonly sku: string;
      /** Absent for a stock that is spread: the parts have to be added up when subscribers are told. */
      readonly available?: number;
      /** ISO 8601 in UTC; absent with `available`. */
      readonly at?: string;
    };

/**
 * The change that a record stands for: a new event of an order, or a variant or a part of its stock whose available
 * units are others than before. Undefined for anything else, e.g. a new price.
 */
export function changeOf({ eventName, dynamodb }: DynamoDBRecord): Change | undefined {
  const now = dynamodb?.NewImage;
  const before = dynamodb?.OldImage;
  if (eventName === 'INSERT' && entityOf(now) === 'order_event') {
    return { kind: 'order', orderId: text(now, 'orderId'), sequence: number(now, 'sequence') };
  }
  const entity = entityOf(now);
  if (eventName === 'MODIFY' && (entity === 'variant' || entity === 'stock_shard')) {
    const available = number(now, 'available');
    if (before && number(before, 'available') === available) return undefined;
    const change = { kind: 'stock', productId: text(now, 'productId'), sku: text(now, 'sku') } as const;
    if (entity === 'stock_shard' || now?.['shardsEver']) return change;
    return { ...change, available, at: text(now, 'updatedAt') };
  }
  return undefined;
}

/** The parts of one stock lie apart, and yet what is told of them has to stay in order. */
export function laneOf(change: Change): string | undefined {
  return change.kind === 'stock' ? `stock ${change.sku}` : undefined;
}

/** Of a stock that is spread the last change is enough: whoever is told of it reads all parts. */
export function isCovered(change: Change): boolean {
  return change.kind === 'stock' && !change.at;
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
