import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const notificationStatuses = ['SENDING', 'SENT', 'FAILED', 'REFUSED'] as const;

/**
 * That a customer was told of an event. It is written before the message is handed over, so that nobody is told twice:
 * one that stays `SENDING` may or may not have gone out, and is reported. `FAILED` is tried again; `REFUSED` is not, since
 * nothing can be sent to that recipient.
 */
export const Notification = new Entity({
  model: { entity: 'notification', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The order.' },
    sequence: {
      type: 'number',
      required: true,
      padding: { length: 6, char: '0' },
      description: "The event's number.",
    },
    channel: { type: 'string', required: true, description: 'How: `email` or `sms`.' },
    status: { type: notificationStatuses, required: true, description: 'Whether it went out.' },
    recipient: { type: 'string', description: 'Where to.' },
    messageId: { type: 'string', description: 'What the carrier calls it.' },
    at: { type: 'string', required: true, description: 'When, ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { pk: key('pk', ['orderId']), sk: key('sk', ['sequence', 'channel']) },
  },
});
