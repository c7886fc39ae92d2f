/**
 * A step of the workflow of an order: holds it until somebody of the shop has decided, and waits for that; or, when
 * nobody has decided in time, calls it off.
 */
import { IllegalTransition } from '../rules/errors.ts';
import { decide, hold } from '../rules/orders/hold.ts';
import { env } from './lib/env.ts';
import { openTasks } from './lib/fulfilment/tasks.ts';
import { observed } from './lib/observed.ts';
import { openOrderBook } from './lib/orders/book.ts';
import { Refusal } from './lib/refusal.ts';
import { openTable } from './lib/table.ts';

const table = env('TABLE_NAME');
const client = openTable();
const book = openOrderBook(client, table);
const tasks = openTasks(client, table);
/** How long a decision may take, in hours; the workflow waits as long. */
const hours = Number(env('REVIEW_HOURS'));

/** What the workflow asks for. */
export type Request =
  | {
      readonly action: 'HOLD';
      readonly orderId: string;
      readonly reasons: string[];
      readonly token: string;
    }
  | { readonly action: 'TIME_OUT'; readonly orderId: string };

export const handler = observed('holdOrder', async (request: Request): Promise<void> => {
  const { orderId } = request;
  const now = new Date();
  const actor = { role: 'system', id: 'fulfilment', now: now.toISOString() };
  if (request.action === 'TIME_OUT') {
    await unlessMoved(
      book.change(orderId, (page) => decide(page, 'TIMED_OUT', actor, 'Nobody released the order in time.')),
    );
    return;
  }
  const decideBy = new Date(now.getTime() + hours * 3_600_000).toISOString();
  await unlessMoved(book.change(orderId, (page) => hold(page, request.reasons, decideBy, actor)));
  await tasks.wait(orderId, 'RELEASED', request.token);
  await tasks.advance(orderId);
});

/** An order that was called off, released or shipped meanwhile is left as it is; the waiting finds out. */
async function unlessMoved(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!(error instanceof Refusal && error.errorType === IllegalTransition.type)) throw error;
  }
}
