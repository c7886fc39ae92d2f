/** The schema that every contender serves; AppSync's has an authorization rule on each field as well. */
export const typeDefs = (rule = '') => `
  type Money ${rule} { amount: Int! currency: String! }
  type PriceRange ${rule} { min: Money! max: Money! }
  type Article ${rule} {
    id: ID!
    handle: String!
    title: String!
    description: String!
    status: String!
    tags: [String!]!
    priceRange: PriceRange!
  }
  type Query { article(id: ID!): Article ${rule} hello: String ${rule} }`;

export const query = `query Article($id: ID!) {
  article(id: $id) { id handle title description status priceRange { min { amount currency } } }
}`;

export const id = 'a-7f3c1b52-enamel-mug';

const money = (amount: number) => ({ amount, currency: 'EUR' });

/** An article of 1.4 KB as the database writes it, as much as a product of the shop has. */
export const item = {
  id,
  handle: 'enamel-mug',
  title: 'Enamel mug',
  description:
    'Holds a third of a litre, survives a fall from the table and a night at the fire. White within, blue without.',
  status: 'ACTIVE',
  vendor: 'Brennhaus',
  categoryId: 'kitchen',
  tags: ['enamel', 'camping', 'kitchen', 'blue'],
  options: [
    { name: 'Colour', values: ['blue', 'white', 'green'] },
    { name: 'Size', values: ['0.3 l', '0.5 l'] },
  ],
  media: [{ source: 'media/enamel-mug/1.jpg', type: 'IMAGE', alt: 'A blue mug on a wooden table' }],
  priceRange: { min: money(1290), max: money(1690) },
  variantCount: 6,
  createdAt: '2025-04-01T08:00:00.000Z',
  updatedAt: '2025-05-11T16:42:10.120Z',
  version: 4,
  gsi1pk: '$bodega#categoryid_kitchen#status_active',
  gsi1sk: '$product_1#createdat_2025-04-01t08:00:00.000z',
};
