/** Which records of the table's stream concern payments, and which queue they go to. */
import type { DynamoDBRecord } from 'aws-lambda';

export interface Routed {
  readonly queue: 'payments';
  readonly message: object;
}

/** Where a record goes; undefined when it concerns no payment. */
export function routeOf({ eventName, dynamodb }: DynamoDBRecord): Routed | undefined {
  const now = dynamodb?.NewImage;
  const entity = now?.['__edb_e__']?.S;
  if (eventName === 'INSERT' && entity === 'payment_entry') {
    return {
      queue: 'payments',
      message: { orderId: now?.['orderId']?.S, entryId: now?.['entryId']?.S },
    };
  }
  return undefined;
}
