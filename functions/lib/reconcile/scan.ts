import { paginateScan, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Audit, Stored } from './audit.ts';

/** Parts of the table that are read at once. */
const segments = 4;

/**
 * Reads the whole table, strongly consistent, and hands its items to the audit, all items of one partition together:
 * a scan gives them one after another.
 */
export async function scanInto(
  client: DynamoDBDocumentClient,
  TableName: string,
  audit: Audit,
): Promise<void> {
  await Promise.all(
    Array.from({ length: segments }, async (_, Segment) => {
      let partition: Stored[] = [];
      const input = { TableName, Segment, TotalSegments: segments, ConsistentRead: true };
      for await (const { Items } of paginateScan({ client }, input)) {
        for (const item of (Items ?? []) as Stored[]) {
          if (partition[0] && partition[0].pk !== item.pk) {
            audit.take(partition);
            partition = [];
          }
          partition.push(item);
        }
      }
      audit.take(partition);
    }),
  );
}
