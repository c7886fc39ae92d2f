import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const voucherKinds = ['FIXED', 'PERCENTAGE', 'FREE_SHIPPING'] as const;

/** What takes something off an order for whoever knows its code. */
export const Voucher = new Entity({
  model: { entity: 'voucher', version: '1', service },
  attributes: {
    code: { type: 'string', required: true, description: 'What the customer types, in capitals.' },
    kind: { type: voucherKinds, required: true, description: 'What it takes off.' },
    amount: { type: 'number', description: 'Of a `FIXED` one: minor units.' },
    rate: { type: 'number', description: 'Of a `PERCENTAGE`: basis points, 1000 is 10 %.' },
    currency: { type: 'string', required: true, description: 'ISO 4217.' },
    minimum: { type: 'number', description: 'The subtotal that it needs, in minor units.' },
    categoryIds: {
      type: 'list',
      items: { type: 'string' },
      description: 'Only for lines of these categories.',
    },
    startsAt: { type: 'string', description: 'ISO 8601 in UTC; from the first moment when absent.' },
    endsAt: { type: 'string', description: 'ISO 8601 in UTC; never when absent.' },
    maxUses: { type: 'number', description: 'Uses in all; without end when absent.' },
    uses: { type: 'number', required: true, description: 'Uses so far.' },
    oncePerCustomer: { type: 'boolean', required: true, description: 'Whether a customer may use it once.' },
    active: { type: 'boolean', required: true, description: 'Whether it can be used at all.' },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
    version: { type: 'number', required: true, description: 'Counts the changes, from 1; not its uses.' },
  },
  indexes: {
    primary: { pk: key('pk', ['code']), sk: key('sk', []) },
    all: { index: 'gsi1', pk: key('gsi1pk', []), sk: key('gsi1sk', ['createdAt', 'code']) },
  },
});
