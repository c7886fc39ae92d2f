import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/** A shelf of the shop. There are few, so all of them share one partition of an index, in the order to show them. */
export const Category = new Entity({
  model: { entity: 'category', version: '1', service },
  attributes: {
    categoryId: { type: 'string', required: true, description: 'The id, as in addresses.' },
    name: { type: 'string', required: true, description: 'The name.' },
    description: { type: 'string', description: 'What is found there.' },
    position: {
      type: 'number',
      required: true,
      padding: { length: 4, char: '0' },
      description: 'Its place among the categories, 0 to 9,999.',
    },
    image: { type: 'string', description: "A key in the shop's media store, or an address." },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
    version: { type: 'number', required: true, description: 'Counts the changes, from 1.' },
  },
  indexes: {
    primary: { pk: key('pk', ['categoryId']), sk: key('sk', []) },
    all: { index: 'gsi1', pk: key('gsi1pk', []), sk: key('gsi1sk', ['position', 'categoryId']) },
  },
});
