import type { AccessPattern } from './pattern.ts';
import { typicalCounts } from './pattern.ts';

const { page } = typicalCounts;

/** Reviews of products. */
export const reviews: readonly AccessPattern[] = [
  {
    name: "A product's shown reviews, newest first; those that are hidden, for staff",
    fields: ['Product.reviews', 'Query.hiddenReviews'],
    access: { operation: 'Query', entity: 'Review', index: 'byProduct', items: { Review: page } },
  },
  {
    name: "A customer's review, with what a product's reviews add up to",
    fields: [
      'Product.rating',
      'Mutation.postReview',
      'Mutation.removeReview',
      'Mutation.replyToReview',
      'Mutation.moderateReview',
    ],
    access: {
      operation: 'BatchGetItem',
      entity: 'Review',
      consistent: true,
      items: { Review: 1, ProductRating: 1 },
    },
  },
  {
    name: 'Write, change, hide, show or remove a review',
    fields: ['Mutation.postReview', 'Mutation.removeReview', 'Mutation.moderateReview'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Review: 1, ProductRating: 1 },
    },
  },
  {
    name: 'Answer a review',
    fields: ['Mutation.replyToReview'],
    access: { operation: 'UpdateItem', items: { Review: 1 } },
  },
];
