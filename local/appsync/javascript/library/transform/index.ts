import type { Library } from '../../realm/realm.ts';
import { isRecord, objectArgument } from '../arguments.ts';
import { dynamoDBExpression } from './dynamodb-expression.ts';
import { openSearchQuery } from './open-search.ts';
import { subscriptionFilter } from './subscription-filter.ts';

/** JSON text, or null for what cannot be translated. */
function expressionText(filter: unknown): string | null {
  const expression = dynamoDBExpression(filter);
  return expression && JSON.stringify(expression);
}

/** `util.transform`. The expression transforms answer JSON text, as the service does, and both the same. */
export const transformLibrary: Library = {
  toDynamoDBFilterExpression: expressionText,
  toDynamoDBConditionExpression: expressionText,
  toElasticsearchQueryDSL: (query: unknown) =>
    JSON.stringify(openSearchQuery(objectArgument('util.transform.toElasticsearchQueryDSL', query))),
  toSubscriptionFilter: (filter: unknown, ignoredFields?: unknown, rules?: unknown) =>
    isRecord(filter)
      ? subscriptionFilter(
          filter,
          Array.isArray(ignoredFields) ? ignoredFields.map(String) : [],
          isRecord(rules) ? rules : undefined,
        )
      : null,
};
