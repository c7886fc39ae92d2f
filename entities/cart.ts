import { CustomAttributeType, Entity } from 'electrodb';
import { key, service } from './table.ts';

/** One line of a cart. Prices and titles are not kept: a cart is always priced as of now. */
export interface StoredCartLine {
  /** The variant's product: with the SKU, the key of the variant. */
  productId: string;
  /** Units wanted, 1 to 999. */
  quantity: number;
  /** ISO 8601 in UTC; lines are shown in this order. */
  addedAt: string;
}

/** What a customer is about to buy: one item, so that emptying it is one action of the checkout's transaction. */
export const Cart = new Entity({
  model: { entity: 'cart', version: '1', service },
  attributes: {
    customerId: { type: 'string', required: true, description: 'Whose it is.' },
    // A map whose keys are SKUs: ElectroDB's own map type wants them known beforehand.
    lines: {
      type: CustomAttributeType<Record<string, StoredCartLine>>('any'),
      required: true,
      description: 'SKU to `{ productId, quantity, addedAt }`, 49 at most.',
    },
    version: { type: 'number', required: true, description: 'Counts the changes, from 1.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
    // AppSync takes a failed condition for success when the item is what was to be written, so that a repeated request
    // does no harm. Two tabs that add the same thing in one millisecond are no repetition.
    changeId: {
      type: 'string',
      description:
        'Tells this change from any other, even one that comes to the same lines at the same time.',
    },
  },
  indexes: {
    primary: { collection: 'accountPage', pk: key('pk', ['customerId']), sk: key('sk', []) },
  },
});
