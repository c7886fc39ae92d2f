export { createOutbox, type OutboxStore } from './outbox.ts';
export { outboxPage, outboxPath } from './page.ts';
