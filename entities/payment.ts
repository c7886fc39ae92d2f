import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const paymentMethods = ['CARD', 'BANK_TRANSFER', 'CASH', 'GIFT_CARD'] as const;
export const paymentStatuses = [
  'PENDING',
  'REQUIRES_ACTION',
  'AUTHORIZED',
  'PARTIALLY_CAPTURED',
  'CAPTURED',
  'DECLINED',
  'VOIDED',
] as const;

/** One attempt to pay for an order, or money that came by itself. Its movements are entries of the ledger. */
export const Payment = new Entity({
  model: { entity: 'payment', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The order.' },
    paymentId: {
      type: 'string',
      required: true,
      description: 'The id within the order; sorts in the order to show.',
    },
    method: { type: paymentMethods, required: true, readOnly: true, description: 'How it is made.' },
    status: { type: paymentStatuses, required: true, description: 'Where it stands.' },
    amount: {
      type: 'number',
      required: true,
      readOnly: true,
      description: 'What it is to pay, in minor units, as all its amounts.',
    },
    currency: { type: 'string', required: true, readOnly: true, description: 'ISO 4217.' },
    capturable: {
      type: 'number',
      required: true,
      description: 'Set aside, neither taken nor freed nor about to be.',
    },
    captured: { type: 'number', required: true, description: 'What was taken.' },
    refundable: {
      type: 'number',
      required: true,
      description: 'Taken, neither given back nor about to be.',
    },
    refunded: { type: 'number', required: true, description: 'What was given back.' },
    provider: {
      type: 'string',
      required: true,
      readOnly: true,
      description: 'Who moves the money; `manual` for what staff records.',
    },
    reference: { type: 'string', description: "The provider's own id, or the bank's reference." },
    token: {
      type: 'string',
      readOnly: true,
      description: "What the customer's client gave for the provider: never a card's number.",
    },
    action: {
      type: 'map',
      properties: {
        type: { type: 'string', required: true },
        url: { type: 'string' },
        clientSecret: { type: 'string' },
      },
      description: 'What the customer must do for it.',
    },
    declineCode: { type: 'string', description: 'Why it was declined.' },
    singleCapture: { type: 'boolean', description: 'Whether money is taken of it once only.' },
    inPlace: {
      type: 'number',
      readOnly: true,
      description: 'What of it came in place of money that is set aside and could not be taken.',
    },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { collection: 'orderPage', pk: key('pk', ['orderId']), sk: key('sk', ['paymentId']) },
  },
});
