/**
 * Takes the events of orders from their queue: a new order starts its workflow, later ones let it go on. Events may come
 * twice and in any order: a workflow is started once for an order, and goes on by what the order has come to.
 */
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { env } from './lib/env.ts';
import { readEvent } from './lib/events/message.ts';
import { openTasks } from './lib/fulfilment/tasks.ts';
import { inLanes } from './lib/lanes.ts';
import { logger, observed, tracer } from './lib/observed.ts';
import { openTable } from './lib/table.ts';

const workflows = tracer.captureAWSv3Client(new SFNClient({}));
const stateMachineArn = env('STATE_MACHINE_ARN');
const tasks = openTasks(openTable(), env('TABLE_NAME'));

/** Orders worked on at once. */
const width = 10;

export const handler = observed(
  'driveFulfilment',
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const undone = await inLanes(
      Records,
      ({ body }) => body,
      width,
      drive,
      ({ messageId }, error) => logger.warn('A workflow waits.', { messageId, error: error as Error }),
    );
    return { batchItemFailures: undone.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  },
);

async function drive({ body }: SQSRecord): Promise<void> {
  const { type, orderId } = readEvent(body);
  if (type === 'PLACED') await start(orderId);
  else await tasks.advance(orderId);
}

/** The order's id is the execution's name, so a second start is none. */
async function start(orderId: string): Promise<void> {
  try {
    const input = JSON.stringify({ orderId });
    await workflows.send(new StartExecutionCommand({ stateMachineArn, name: orderId, input }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
