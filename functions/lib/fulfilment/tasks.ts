import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openShop } from '../../../entities/index.ts';
import { standing, type Stage } from '../../../rules/orders/stages.ts';
import { tracer } from '../observed.ts';

/** The error by which a workflow learns that its order was called off or expired. */
export const orderEnded = 'OrderEnded';

/** What workflows wait for, and what lets them go on. */
export interface Tasks {
  /** Notes that a workflow waits for an order to come to a stage. */
  wait(orderId: string, stage: Stage, token: string): Promise<void>;
  /** Lets go on whoever waits for what the order has come to by now. May be called at any time, as often as one likes. */
  advance(orderId: string): Promise<void>;
}

/** Opens the tasks of the table of that name. */
export function openTasks(client: DynamoDBDocumentClient, table: string): Tasks {
  const { FulfilmentTask, Order } = openShop({ client, table }).entities;
  const workflows = tracer.captureAWSv3Client(new SFNClient({}));

  async function settle(token: string, orderId: string, came: 'REACHED' | 'ENDED'): Promise<void> {
    try {
      if (came === 'REACHED') {
        const output = JSON.stringify({ orderId });
        await workflows.send(new SendTaskSuccessCommand({ taskToken: token, output }));
      } else {
        const cause = 'The order was called off or has expired.';
        await workflows.send(new SendTaskFailureCommand({ taskToken: token, error: orderEnded, cause }));
      }
    } catch (error) {
      // Somebody else was quicker, or the workflow has given up waiting.
      if (!(error instanceof TaskTimedOut || error instanceof TaskDoesNotExist)) throw error;
    }
  }

  return {
    async wait(orderId, stage, token) {
      await FulfilmentTask.put({ orderId, stage, token, since: new Date().toISOString() }).go();
    },
    async advance(orderId) {
      const { data: tasks } = await FulfilmentTask.query.primary({ orderId }).go({ consistent: true });
      if (tasks.length === 0) return;
      const { data: order } = await Order.get({ orderId }).go({ consistent: true });
      if (!order) return;
      for (const { stage, token } of tasks) {
        const came = standing(order.status, stage);
        if (came === 'WAITING') continue;
        await settle(token, orderId, came);
        // A newer wait for the same stage stays.
        await FulfilmentTask.delete({ orderId, stage })
          .where(({ token: stored }, { eq, notExists }) => `${eq(stored, token)} OR ${notExists(stored)}`)
          .go()
          .catch((error: unknown) => {
            if (!/conditional request failed/i.test((error as Error).message)) throw error;
          });
      }
    },
  };
}
