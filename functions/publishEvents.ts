/** Reads the table's stream and puts the events of orders on the shop's bus, in order for each order. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { env } from './lib/env.ts';
import { eventOf, type Outgoing } from './lib/events/outbox.ts';
import { detailTypeOf, source } from './lib/events/registry.ts';
import { inLanes } from './lib/lanes.ts';
import { logger, observed, tracer } from './lib/observed.ts';

const client = tracer.captureAWSv3Client(new EventBridgeClient({}));
const bus = env('EVENT_BUS_NAME');

/** Orders whose events are put at once. */
const width = 10;

/**
 * Reports what could not be put; Lambda then sends the batch again from the first such record. An event may come twice,
 * never out of order, and its sequence number tells a repetition.
 */
export const handler = observed(
  'publishEvents',
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const outgoing = Records.map(eventOf).filter((event) => event !== undefined);
    const undone = await inLanes(
      outgoing,
      ({ detail }) => detail.orderId,
      width,
      put,
      ({ detail }, error) => logger.error('An event is not on the bus.', { detail, error: error as Error }),
    );
    logger.debug('Put events.', { records: Records.length, put: outgoing.length - undone.length });
    return { batchItemFailures: undone.map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })) };
  },
);

async function put({ type, detail }: Outgoing): Promise<void> {
  const { Entries = [], FailedEntryCount } = await client.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: bus,
          Source: source,
          DetailType: detailTypeOf(type),
          Detail: JSON.stringify({ type, ...detail }),
          Time: new Date(detail.at),
          Resources: [`order/${detail.orderId}`],
        },
      ],
    }),
  );
  if (FailedEntryCount) throw new Error(`${Entries[0]?.ErrorCode}: ${Entries[0]?.ErrorMessage}`);
}
