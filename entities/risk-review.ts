import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const riskStatuses = ['OPEN', 'APPROVED', 'DECLINED', 'TIMED_OUT', 'WITHDRAWN'] as const;

/** That somebody of the shop is to look at an order, or has. */
export const RiskReview = new Entity({
  model: { entity: 'risk_review', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The order.' },
    status: { type: riskStatuses, required: true, description: 'Where it stands.' },
    reasons: {
      type: 'list',
      items: { type: 'string' },
      required: true,
      description: 'What caught the eye, e.g. `HIGH_TOTAL`.',
    },
    openedAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    decideBy: {
      type: 'string',
      required: true,
      readOnly: true,
      description: 'When the order is called off without a decision, ISO 8601 in UTC.',
    },
    decidedAt: { type: 'string', description: 'ISO 8601 in UTC.' },
    decidedBy: { type: 'string', description: 'Who decided: the subject of a sign-in.' },
    note: { type: 'string', description: 'Why.' },
  },
  indexes: {
    primary: { collection: 'orderPage', pk: key('pk', ['orderId']), sk: key('sk', []) },
    byStatus: { index: 'gsi1', pk: key('gsi1pk', ['status']), sk: key('gsi1sk', ['openedAt', 'orderId']) },
  },
});
