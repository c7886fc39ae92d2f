import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/**
 * Remembers a request by the key its client chose, longer than the ten minutes of DynamoDB's own request token.
 * Written in the same transaction as what the request does.
 */
export const Idempotency = new Entity({
  model: { entity: 'idempotency', version: '1', service },
  attributes: {
    customerId: { type: 'string', required: true, description: 'Who asked.' },
    operation: { type: 'string', required: true, description: "The mutation's name, e.g. `placeOrder`." },
    key: { type: 'string', required: true, description: 'What the client chose, once per intended request.' },
    request: { type: 'string', required: true, readOnly: true, description: 'The input as canonical JSON.' },
    answer: {
      type: 'string',
      required: true,
      readOnly: true,
      description: 'What was answered, as JSON: a repeat is answered with the same.',
    },
    expiresAt: { type: 'number', required: true, readOnly: true, description: 'Epoch seconds.' },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { pk: key('pk', ['customerId', 'operation', 'key']), sk: key('sk', []) },
  },
});
