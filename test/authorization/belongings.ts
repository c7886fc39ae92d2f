/** What becomes of the things of some people, told from the table's stream: nobody has to look at the whole table. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isDeepStrictEqual } from 'node:util';
import type { TestShop } from '../support/shop.ts';

/** Entities that nothing but a request changes. */
const kept = ['address', 'cart', 'customer', 'product', 'review', 'variant'];

/** What somebody has brought an order to: that it is sure of its money comes by itself, whenever the provider answers. */
const reached = (status: string) => (status === 'CONFIRMED' ? 'PLACED' : status);

type Image = Record<string, AttributeValue>;

interface Change {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

export type Belongings = Awaited<ReturnType<typeof followBelongings>>;

/**
 * @param owners - ids of customers and sellers.
 * @example
 * const belongings = await followBelongings(shop, [customer.id]);
 * await belongings.changes(); // forgets what was
 * await shop.graphql(…);
 * await belongings.changes(); // [] when it changed nothing of theirs
 */
export async function followBelongings(shop: TestShop, owners: readonly string[]) {
  const table = shop.cloud.resources.find(({ type }) => /DynamoDB::(Global)?Table$/.test(type))!;
  const { streams } = shop.cloud.services.dynamodb;
  const cursor = await streams.open(table.attributes['StreamArn'] as string, 'LATEST');

  /** What counts of an item; undefined for one that is nobody's, or gone. */
  function countedOf(image: Image | undefined): unknown {
    if (!image) return undefined;
    const item = unmarshall(image);
    if (!owners.includes(item.customerId) && !owners.includes(item.sellerId)) return undefined;
    if (item.__edb_e__ === 'order') return [item.orderId, reached(item.status), item.lines];
    return kept.includes(item.__edb_e__) ? item : undefined;
  }

  return {
    /** Those of their things that are not as they were when this was asked last. */
    async changes(): Promise<Change[]> {
      const changed = new Map<string, Change>();
      for (;;) {
        const records = await cursor.read(1_000, 0);
        if (records.length === 0) break;
        for (const { dynamodb } of records) {
          const { Keys, OldImage, NewImage } = dynamodb as Record<'Keys' | 'OldImage' | 'NewImage', Image>;
          const key = JSON.stringify(unmarshall(Keys));
          const before = changed.has(key) ? changed.get(key)!.before : countedOf(OldImage);
          changed.set(key, { key, before, after: countedOf(NewImage) });
        }
      }
      return [...changed.values()].filter(({ before, after }) => !isDeepStrictEqual(before, after));
    },
    close: () => cursor.close(),
  };
}
