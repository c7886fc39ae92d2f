import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const ledgerKinds = ['AUTHORIZE', 'CAPTURE', 'REFUND', 'VOID'] as const;
export const ledgerStatuses = ['REQUESTED', 'SUCCEEDED', 'FAILED'] as const;

/**
 * One movement of an order's money. It is written before the provider is asked, which then acts under the entry's id,
 * so that a crash in between is mended by asking again.
 *
 * Its stored name is `payment_entry`: in the order page's collection the order must come first.
 */
export const LedgerEntry = new Entity({
  model: { entity: 'payment_entry', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The order.' },
    entryId: { type: 'string', required: true, description: 'The id within the order.' },
    paymentId: { type: 'string', required: true, readOnly: true, description: 'The payment it belongs to.' },
    kind: { type: ledgerKinds, required: true, readOnly: true, description: 'What the provider is to do.' },
    status: { type: ledgerStatuses, required: true, description: 'Whether it was done.' },
    amount: { type: 'number', required: true, readOnly: true, description: 'Minor units.' },
    currency: { type: 'string', required: true, readOnly: true, description: 'ISO 4217.' },
    subjectId: {
      type: 'string',
      readOnly: true,
      description: 'What it is for: the id of a shipment or a return.',
    },
    reason: { type: 'string', readOnly: true, description: 'Why.' },
    reference: { type: 'string', description: "The provider's own id of the movement." },
    tries: {
      type: 'number',
      readOnly: true,
      description: 'Which try it is at what failed before; absent for the first.',
    },
    byHand: {
      type: 'boolean',
      readOnly: true,
      description: 'Whether somebody of the shop paid it past the provider.',
    },
    failureCode: { type: 'string', description: 'Why it failed.' },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { collection: 'orderPage', pk: key('pk', ['orderId']), sk: key('sk', ['entryId']) },
  },
});
