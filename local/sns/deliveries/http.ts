import type { Subscription } from '../model.ts';
import { DeliveryFailure } from './failure.ts';

/** What is posted to an HTTP endpoint. */
export interface Posting {
  readonly type: 'Notification' | 'SubscriptionConfirmation';
  readonly id: string;
  readonly body: string;
  readonly raw?: boolean;
}

/** How long an endpoint may take, in milliseconds. Source: SNS Developer Guide, "HTTP/S endpoint quotas". */
const patience = 15_000;

/**
 * Posts to an endpoint with the headers of the service.
 * Source: SNS Developer Guide, "HTTP/HTTPS headers"; of statuses those of servers and 429 are tried again.
 *
 * @throws DeliveryFailure
 */
export async function post(
  { endpoint, arn, topicArn, token }: Subscription,
  { type, id, body, raw = false }: Posting,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    body,
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    headers: {
      'content-type': 'text/plain; charset=UTF-8',
      'user-agent': 'Amazon Simple Notification Service Agent',
      'x-amz-sns-message-type': type,
      'x-amz-sns-message-id': id,
      'x-amz-sns-topic-arn': topicArn,
      ...(token === undefined && { 'x-amz-sns-subscription-arn': arn }),
      ...(raw && { 'x-amz-sns-rawdelivery': 'true' }),
    },
  }).catch((error: Error) => {
    throw new DeliveryFailure((error.cause as Error)?.message ?? error.message, true);
  });
  await response.body?.cancel();
  if (response.ok) return;
  const temporary = response.status >= 500 || response.status === 429;
  throw new DeliveryFailure(`${endpoint} answered ${response.status}`, temporary);
}
