/** Which records of the table's stream concern payments, and which queue they go to. */
import type { DynamoDBRecord } from 'aws-lambda';

export interface Routed {
  readonly queue: 'payments' | 'testNews';
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
  // What the test provider did, it tells by webhook.
  if (eventName !== 'REMOVE' && (entity === 'test_charge' || entity === 'test_movement')) {
    const [of, id] = entity === 'test_charge' ? ['charge', 'chargeId'] : ['movement', 'key'];
    return { queue: 'testNews', message: { of, key: now?.[id as string]?.S } };
  }
  return undefined;
}
