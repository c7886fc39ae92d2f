import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const testChargeStates = ['NEW', 'PENDING', 'ACTION', 'AUTHORIZED', 'DECLINED', 'VOIDED'] as const;

/**
 * A payment in the books of the test provider: what a real provider knows on its side. The shop never reads it to
 * decide anything; tests compare it with the shop's own ledger.
 */
export const TestCharge = new Entity({
  model: { entity: 'test_charge', version: '1', service },
  attributes: {
    chargeId: {
      type: 'string',
      required: true,
      description: 'The idempotency key under which it was authorised: `<orderId>.<entryId>`.',
    },
    token: { type: 'string', required: true, readOnly: true, description: 'The card, e.g. `pm_success`.' },
    amount: {
      type: 'number',
      required: true,
      readOnly: true,
      description: 'Minor units, as all its amounts.',
    },
    currency: { type: 'string', required: true, readOnly: true, description: 'ISO 4217.' },
    state: { type: testChargeStates, required: true, description: 'Where it stands.' },
    code: { type: 'string', description: 'Why it was declined.' },
    capturable: { type: 'number', required: true, description: 'Set aside, neither taken nor freed.' },
    captured: { type: 'number', required: true, description: 'What was taken.' },
    refundable: { type: 'number', required: true, description: 'Taken and not given back.' },
    refunded: { type: 'number', required: true, description: 'What was given back.' },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { pk: key('pk', ['chargeId']), sk: key('sk', []) },
  },
});
