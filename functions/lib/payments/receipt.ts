import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { WebhookEvent } from '../../../entities/webhook-event.ts';
import type { TransactItem } from '../orders/transact-item.ts';
import type { News } from './provider.ts';

/** How long an event is remembered, in milliseconds: longer than any provider goes on telling of it. */
const memory = 30 * 24 * 60 * 60_000;

/** Remembers an event of a webhook, in the transaction of what it changes, on condition that it is new. */
export function receiptOf(
  table: string,
  { eventId, orderId }: News,
  provider: string,
  receivedAt: number,
): TransactItem {
  const Put = WebhookEvent.create({
    provider,
    eventId,
    orderId,
    receivedAt: new Date(receivedAt).toISOString(),
    expiresAt: Math.floor((receivedAt + memory) / 1000),
  }).params({ table }) as TransactItem['Put'];
  return { Put };
}

/** Whether a transaction was refused because of its receipt, its last action: the event is booked already. */
export function isRepeat(error: unknown): boolean {
  return (
    error instanceof TransactionCanceledException &&
    error.CancellationReasons?.at(-1)?.Code === 'ConditionalCheckFailed'
  );
}
