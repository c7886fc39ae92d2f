/** Reads the table's stream and tells subscribers: of each event of an order, and of each change of stock. */
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { changeOf, laneOf, worthTelling, type Streamed } from './lib/changes.ts';
import { send } from './lib/graphql.ts';
import { inLanes } from './lib/lanes.ts';
import { logger, observed } from './lib/observed.ts';
import { publicationOf } from './lib/publications.ts';

/** Requests under way at once. */
const width = 10;

/**
 * Reports what it could not tell; Lambda then sends the batch again from the first such record. Subscribers may hear
 * of an event twice, never out of order, and know repetitions by the sequence number.
 */
export const handler = observed(
  'publishChanges',
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const streamed = Records.flatMap((record): Streamed[] => {
      const change = changeOf(record);
      const sequenceNumber = record.dynamodb?.SequenceNumber;
      return change && sequenceNumber ? [{ change, sequenceNumber }] : [];
    });
    const telling = worthTelling(streamed);
    const undone = await inLanes(
      telling,
      ({ change }) => laneOf(change),
      width,
      async ({ change }) => {
        const { query, variables } = publicationOf(change);
        await send(query, variables);
      },
      ({ change }, error) => logger.error('Subscribers were not told.', { change, error: error as Error }),
    );
    logger.debug('Told subscribers.', { records: Records.length, told: telling.length - undone.length });
    return { batchItemFailures: undone.map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })) };
  },
);
