import type { Library } from '../../realm/realm.ts';
import { isRecord, objectArgument } from '../arguments.ts';
import { dynamoDBExpression } from './dynamodb-expression.ts';
import { openSearchQuery } from './open-search.ts';
import { subscriptionFilter } from './subscription-filter.ts';

/** `util.transform`. The expression transforms answer JSON text, as the service does. */
export const transformLibrary: Library = {
  toDynamoDBFilterExpression: (filter: unknown) =>
    JSON.stringify(
      dynamoDBExpression(objectArgument('util.transform.toDynamoDBFilterExpression', filter), 'filter'),
    ),
  toDynamoDBConditionExpression: (condition: unknown) =>
    JSON.stringify(
      dynamoDBExpression(
        objectArgument('util.transform.toDynamoDBConditionExpression', condition),
        'condition',
      ),
    ),
  toElasticsearchQueryDSL: (query: unknown) =>
    JSON.stringify(openSearchQuery(objectArgument('util.transform.toElasticsearchQueryDSL', query))),
  toSubscriptionFilter: (filter: unknown, ignoredFields?: unknown, rules?: unknown) =>
    subscriptionFilter(
      objectArgument('util.transform.toSubscriptionFilter', filter),
      Array.isArray(ignoredFields) ? ignoredFields.map(String) : [],
      isRecord(rules) ? rules : undefined,
    ),
};
