/** What of the table's stream concerns subscribers. */
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';

export type Change =
  | { readonly kind: 'order'; readonly orderId: string; readonly sequence: number }
  | { readonly kind: 'sale'; readonly sellerId: string; readonly orderId: string }
  | {
      readonly kind: 'stock';
      readonly productId: string;
      readonly sku: string;
      /** Absent for a stock that is spread: its parts are added up when subscribers are told. */
      readonly available?: number;
      /** ISO 8601 in UTC; absent with `available`. */
      readonly at?: string;
    };

/**
 * The change that a record stands for: a new event of an order, a sale that is new or has news, or a variant or a part of its stock whose available
 * units are others than before. Undefined for anything else, e.g. a new price.
 */
export function changeOf({ eventName, dynamodb }: DynamoDBRecord): Change | undefined {
  const now = dynamodb?.NewImage;
  const before = dynamodb?.OldImage;
  if (eventName === 'INSERT' && entityOf(now) === 'order_event') {
    return { kind: 'order', orderId: text(now, 'orderId'), sequence: number(now, 'sequence') };
  }
  if (eventName !== 'REMOVE' && entityOf(now) === 'sale') {
    return { kind: 'sale', sellerId: text(now, 'sellerId'), orderId: text(now, 'orderId') };
  }
  if (eventName === 'MODIFY' && (entityOf(now) === 'variant' || entityOf(now) === 'stock_shard')) {
    const available = number(now, 'available');
    if (before && number(before, 'available') === available) return undefined;
    const stock = { kind: 'stock', productId: text(now, 'productId'), sku: text(now, 'sku') } as const;
    return isSpread(now) ? stock : { ...stock, available, at: text(now, 'updatedAt') };
  }
  return undefined;
}

/**
 * The records without those of a stock that is spread which another of the same stock follows: whoever is told of the
 * last of them is told of all, for all parts are read then.
 */
export function lastOfEachStock(records: readonly DynamoDBRecord[]): DynamoDBRecord[] {
  const last = new Map(records.map((record) => [spreadStockOf(record), record]));
  return records.filter((record) => {
    const stock = spreadStockOf(record);
    return stock === undefined || last.get(stock) === record;
  });
}

/** The SKU of a stock that is spread, of a record that tells of a change of its available units. */
function spreadStockOf({ dynamodb }: DynamoDBRecord): string | undefined {
  const now = dynamodb?.NewImage;
  if (!isSpread(now) || now?.['available']?.N === dynamodb?.OldImage?.['available']?.N) return undefined;
  return now?.['sku']?.S;
}

function isSpread(image: Image): boolean {
  return entityOf(image) === 'stock_shard' || (entityOf(image) === 'variant' && !!image?.['shardsEver']);
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
