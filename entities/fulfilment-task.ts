import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const fulfilmentStages = ['CONFIRMED', 'RELEASED', 'SHIPPED', 'DELIVERED'] as const;

/** That a workflow waits for an order to come to a stage, with the token that lets it go on. */
export const FulfilmentTask = new Entity({
  model: { entity: 'fulfilment_task', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The order.' },
    stage: { type: fulfilmentStages, required: true, description: 'What it waits for.' },
    token: { type: 'string', required: true, description: "The workflow's task token." },
    since: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { pk: key('pk', ['orderId']), sk: key('sk', ['stage']) },
  },
});
