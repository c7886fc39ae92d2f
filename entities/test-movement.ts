import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const testMovementKinds = ['CAPTURE', 'REFUND', 'VOID'] as const;
export const testMovementResults = ['SEEN', 'PENDING', 'SUCCEEDED', 'FAILED'] as const;

/** What the test provider did under one idempotency key, so that it does it once. */
export const TestMovement = new Entity({
  model: { entity: 'test_movement', version: '1', service },
  attributes: {
    key: { type: 'string', required: true, description: 'The idempotency key: `<orderId>.<entryId>`.' },
    chargeId: { type: 'string', required: true, readOnly: true, description: 'The charge it belongs to.' },
    kind: { type: testMovementKinds, required: true, readOnly: true, description: 'What was asked for.' },
    amount: { type: 'number', required: true, readOnly: true, description: 'Minor units.' },
    result: {
      type: testMovementResults,
      required: true,
      description: 'What became of it; `SEEN` when nothing was done yet.',
    },
    code: { type: 'string', description: 'Why it failed.' },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { pk: key('pk', ['key']), sk: key('sk', []) },
  },
});
