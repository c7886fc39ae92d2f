import { Entity } from 'electrodb';
import { orderStatuses } from './order.ts';
import { key, service } from './table.ts';

export const orderEventTypes = [
  'PLACED',
  'CONFIRMED',
  'HELD',
  'RELEASED',
  'CANCELLED',
  'EXPIRED',
  'RESERVATION_EXTENDED',
  'PAYMENT_REQUESTED',
  'PAYMENT_ACTION_REQUIRED',
  'PAYMENT_AUTHORIZED',
  'PAYMENT_DECLINED',
  'PAYMENT_RECORDED',
  'CAPTURE_REQUESTED',
  'CAPTURE_SUCCEEDED',
  'CAPTURE_FAILED',
  'CLAIM_WRITTEN_OFF',
  'REFUND_REQUESTED',
  'REFUND_SUCCEEDED',
  'REFUND_FAILED',
  'VOID_REQUESTED',
  'VOID_SUCCEEDED',
  'VOID_FAILED',
  'SHIPMENT_PACKED',
  'SHIPMENT_SHIPPED',
  'SHIPMENT_MOVED',
  'SHIPMENT_DELIVERED',
  'SHIPMENT_LOST',
  'SHIPMENT_CANCELLED',
  'DELIVERED',
  'RETURN_REQUESTED',
  'RETURN_APPROVED',
  'RETURN_REJECTED',
  'RETURN_WITHDRAWN',
  'RETURN_RECEIVED',
  'RETURN_REFUNDED',
] as const;

/**
 * Something that happened to an order. Never changed once written.
 *
 * Its stored name is `order_event`: in the order page's collection that sorts behind `order`, so that a Query with a
 * limit meets the order first.
 */
export const OrderEvent = new Entity({
  model: { entity: 'order_event', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The order.' },
    sequence: {
      type: 'number',
      required: true,
      padding: { length: 6, char: '0' },
      description: "Counts the order's events from 1, without gaps; up to 999,999.",
    },
    type: { type: orderEventTypes, required: true, readOnly: true, description: 'What happened.' },
    status: {
      type: orderStatuses,
      required: true,
      readOnly: true,
      description: 'Where the order stood afterwards.',
    },
    at: { type: 'string', required: true, readOnly: true, description: 'When, ISO 8601 in UTC.' },
    actor: { type: 'string', required: true, readOnly: true, description: "Who did it: a role's name." },
    actorId: { type: 'string', readOnly: true, description: 'Who exactly: a subject, or a function.' },
    note: { type: 'string', readOnly: true, description: 'What was written with it.' },
    subjectId: {
      type: 'string',
      readOnly: true,
      description: 'What it is about: the id of a payment, a shipment or a return.',
    },
    amount: { type: 'number', readOnly: true, description: 'Minor units.' },
    customerId: { type: 'string', required: true, readOnly: true, description: 'Whose order it is.' },
  },
  indexes: {
    primary: { collection: 'orderPage', pk: key('pk', ['orderId']), sk: key('sk', ['sequence']) },
  },
});
