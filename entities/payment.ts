import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const paymentMethods = ['CARD', 'BANK_TRANSFER', 'CASH', 'GIFT_CARD'] as const;

/** Money received for an order. */
export const Payment = new Entity({
  model: { entity: 'payment', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The order.' },
    paymentId: {
      type: 'string',
      required: true,
      description: 'The id within the order; sorts in the order to show.',
    },
    method: { type: paymentMethods, required: true, readOnly: true, description: 'How it was made.' },
    amount: { type: 'number', required: true, readOnly: true, description: 'Minor units.' },
    currency: { type: 'string', required: true, readOnly: true, description: 'ISO 4217.' },
    reference: { type: 'string', readOnly: true, description: "The bank's or provider's reference." },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { collection: 'orderPage', pk: key('pk', ['orderId']), sk: key('sk', ['paymentId']) },
  },
});
