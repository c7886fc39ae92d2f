import type { Environment } from '../../core/environment.ts';
import type { DynamoDb } from '../../core/ports.ts';
import { isObject, type Json } from '../language/json.ts';
import type { Call } from './integration.ts';
import { withMetadata } from './sdk-metadata.ts';
import { serviceError } from './service-errors.ts';

/** `arn:aws:states:::dynamodb:getItem` and its three siblings. */
export async function dynamoDbItem(
  dynamodb: DynamoDb,
  environment: Environment,
  operation: string,
  parameters: Json,
  { principal }: Call,
): Promise<Json> {
  const style = { prefix: 'DynamoDB', base: 'AmazonDynamoDBException', service: 'AmazonDynamoDBv2' };
  const answer = await dynamodb
    .call(operation, isObject(parameters) ? parameters : {}, principal)
    .catch((error: unknown) => {
      throw serviceError(error, style, environment.ids);
    });
  return withMetadata(answer, environment, 'application/x-amz-json-1.0');
}
