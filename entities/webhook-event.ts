import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/**
 * An event that a provider told of by webhook. Written in one transaction with what it changed, on condition that it is
 * new: told again, it changes nothing.
 */
export const WebhookEvent = new Entity({
  model: { entity: 'webhook_event', version: '1', service },
  attributes: {
    provider: { type: 'string', required: true, description: 'Who told.' },
    eventId: { type: 'string', required: true, description: "The provider's id of the event." },
    orderId: { type: 'string', required: true, readOnly: true, description: 'The order it was about.' },
    receivedAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    expiresAt: { type: 'number', required: true, readOnly: true, description: 'Epoch seconds.' },
  },
  indexes: {
    primary: { pk: key('pk', ['provider', 'eventId']), sk: key('sk', []) },
  },
});
