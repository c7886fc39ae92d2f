import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const reviewStatuses = ['PUBLISHED', 'HIDDEN'] as const;

/** What a customer thinks of a product bought here; one for each customer and product. */
export const Review = new Entity({
  model: { entity: 'review', version: '1', service },
  attributes: {
    productId: { type: 'string', required: true, description: 'The product.' },
    customerId: { type: 'string', required: true, description: 'Who wrote it.' },
    orderId: { type: 'string', required: true, description: 'The order with which it was bought.' },
    rating: { type: 'number', required: true, description: '1 to 5.' },
    title: { type: 'string', description: 'Its headline.' },
    text: { type: 'string', description: 'What it says.' },
    author: { type: 'string', description: 'The name shown with it.' },
    status: { type: reviewStatuses, required: true, description: 'Whether it is shown.' },
    reply: { type: 'string', description: "The seller's answer." },
    repliedAt: { type: 'string', description: 'When it was answered, ISO 8601 in UTC.' },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
    version: { type: 'number', required: true, description: 'Counts the changes, from 1.' },
  },
  indexes: {
    primary: { pk: key('pk', ['productId']), sk: key('sk', ['customerId']) },
    byProduct: {
      index: 'gsi1',
      pk: key('gsi1pk', ['productId', 'status']),
      sk: key('gsi1sk', ['createdAt', 'customerId']),
    },
  },
});
