import type { Library } from '../../realm/realm.ts';
import { objectArgument } from '../arguments.ts';
import { dynamoDBExpression } from './dynamodb-expression.ts';

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
};
