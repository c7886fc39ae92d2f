import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/** That a customer has used a voucher which each may use once. Its being there is what refuses the second use. */
export const VoucherUse = new Entity({
  model: { entity: 'voucher_use', version: '1', service },
  attributes: {
    code: { type: 'string', required: true, description: 'The voucher.' },
    customerId: { type: 'string', required: true, description: 'Who used it.' },
    orderId: { type: 'string', required: true, readOnly: true, description: 'For which order.' },
    usedAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { pk: key('pk', ['code', 'customerId']), sk: key('sk', []) },
  },
});
