import type { OutboxMessage } from '../../local/core/outbox.ts';
import type { TestShop } from './shop.ts';

/** What the shop's own people were written, oldest first. */
export function mailsToStaff({ cloud }: TestShop): OutboxMessage[] {
  return cloud.services.outbox
    .list()
    .filter(({ service, medium }) => service === 'sns' && medium === 'EMAIL');
}
