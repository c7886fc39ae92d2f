/** A step of the workflow of an order: waits until the order has come to a stage. */
import type { Stage } from '../rules/orders/stages.ts';
import { env } from './lib/env.ts';
import { openTasks } from './lib/fulfilment/tasks.ts';
import { observed } from './lib/observed.ts';
import { openTable } from './lib/table.ts';

const tasks = openTasks(openTable(), env('TABLE_NAME'));

/** What the workflow asks for. */
export interface Wait {
  readonly orderId: string;
  readonly stage: Stage;
  readonly token: string;
}

/** The order may have come there before it is waited for, so it is looked at once the waiting is noted. */
export const handler = observed('awaitStage', async ({ orderId, stage, token }: Wait): Promise<void> => {
  await tasks.wait(orderId, stage, token);
  await tasks.advance(orderId);
});
