import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const shipmentStatuses = [
  'PACKED',
  'SHIPPED',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'LOST',
  'CANCELLED',
] as const;

/** A parcel of an order: some of its lines' units, and where they are. */
export const Shipment = new Entity({
  model: { entity: 'shipment', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The order.' },
    shipmentId: { type: 'string', required: true, description: 'The id within the order.' },
    status: { type: shipmentStatuses, required: true, description: 'Where it is.' },
    lines: {
      type: 'list',
      items: {
        type: 'map',
        properties: {
          sku: { type: 'string', required: true },
          quantity: { type: 'number', required: true },
        },
      },
      required: true,
      readOnly: true,
      description: 'What is in it.',
    },
    carrier: { type: 'string', description: 'Who carries it.' },
    trackingNumber: { type: 'string', description: "The carrier's number." },
    amount: {
      type: 'number',
      required: true,
      description: 'What is taken from the payment when it leaves, in minor units.',
    },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { collection: 'orderPage', pk: key('pk', ['orderId']), sk: key('sk', ['shipmentId']) },
  },
});
