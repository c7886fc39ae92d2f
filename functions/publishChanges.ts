/** Reads the table's stream and tells subscribers: of each event of an order, of sales, and of each change of stock. */
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { changeOf, lastOfEachStock } from './lib/changes.ts';
import { send } from './lib/graphql.ts';
import { observed } from './lib/observed.ts';
import { publicationOf } from './lib/publications.ts';
import { workOffStream } from './lib/stream.ts';

/** Subscribers may hear of an event twice, never out of order, and know repetitions by the sequence number. */
export const handler = observed(
  'publishChanges',
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    workOffStream(lastOfEachStock(Records), {
      read: changeOf,
      async work(change) {
        const { query, variables } = publicationOf(change);
        await send(query, variables);
      },
    }),
);
