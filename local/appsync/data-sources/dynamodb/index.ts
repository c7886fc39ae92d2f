import type { Environment } from '../../../core/environment.ts';
import type { DynamoDb, Lambda, Principal } from '../../../core/ports.ts';
import {
  RequestFault,
  type BoundDataSource,
  type DataSourceAnswer,
  type FieldCall,
} from '../../execution/resolve.ts';
import { observedCall } from '../../execution/run.ts';
import { batchDeleteItem, batchGetItem, batchPutItem } from './batches.ts';
import { failure } from './failure.ts';
import { deleteItem, getItem, putItem, updateItem } from './items.ts';
import type { Operation, OperationCall } from './operation.ts';
import { query, scan } from './pages.ts';
import { sync } from './sync.ts';
import type { PageTokens } from './tokens.ts';
import { transactGetItems, transactWriteItems } from './transactions.ts';

export interface DynamoDbGround {
  readonly environment: Environment;
  readonly dynamodb: DynamoDb;
  readonly lambda: Lambda;
  readonly tokens: PageTokens;
  principal(): Principal | undefined;
}

const operations: Record<string, Operation> = {
  GetItem: getItem,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  Query: query,
  Scan: scan,
  Sync: sync,
  BatchGetItem: batchGetItem,
  BatchPutItem: batchPutItem,
  BatchDeleteItem: batchDeleteItem,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
};

/**
 * A DynamoDB table behind resolvers (Developer Guide, "JavaScript resolver function reference for DynamoDB"): typed
 * values in, plain JSON out, DynamoDB's errors as `ctx.error`.
 */
export function dynamoDbDataSource(name: string, table: string, ground: DynamoDbGround): BoundDataSource {
  const { environment, dynamodb } = ground;
  const invoke = async (
    given: unknown,
    owner: string,
    field: FieldCall,
    mayAsk = true,
  ): Promise<DataSourceAnswer> => {
    const request = readRequest(given);
    const name = String(request.operation);
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) {
      throw new RequestFault(
        `Unsupported operation '${String(request.operation)}'. Supported: ${Object.keys(operations).join(', ')}.`,
      );
    }
    const requestId = environment.ids.uuid();
    const principal = ground.principal();
    const call: OperationCall = {
      request,
      table,
      owner,
      tokens: ground.tokens,
      requestId,
      send: (each, input) => {
        if (!field.run.observe) return dynamodb.call(each, input, principal);
        const asking = { ...input, ReturnConsumedCapacity: 'TOTAL' };
        return observedCall(field, `DynamoDB.${each}`, input, () => dynamodb.call(each, asking, principal));
      },
      newToken: () => environment.ids.uuid(),
      async askConflictHandler(lambdaArn, currentValue, refusal) {
        if (!mayAsk) throw new RequestFault('A retry may not carry a conditionalCheckFailedHandler.');
        const answer = await ground.lambda.invoke({
          functionName: lambdaArn,
          principal,
          payload: {
            arguments: field.arguments,
            requestMapping: request,
            currentValue,
            resolver: {
              tableName: table,
              awsRegion: environment.region,
              parentType: field.plan.parentType.name,
              field: field.plan.fieldName,
              outputType: String(field.plan.field.type),
            },
            identity: field.run.caller.identity,
          },
        });
        const decision = answer.functionError ? null : (JSON.parse(answer.payload || 'null') as any);
        if (decision?.action === 'discard') return { result: currentValue };
        if (decision?.action !== 'retry') return refusal;
        const retry = readRequest(decision.retryMapping);
        if (
          retry.operation !== request.operation ||
          JSON.stringify(retry.key) !== JSON.stringify(request.key)
        ) {
          throw new RequestFault('A retry must keep the operation and the key.');
        }
        return invoke(retry, owner, field, false);
      },
    };
    try {
      return await operation(call);
    } catch (error) {
      return failure(error, requestId);
    }
  };
  return { name, invoke: (request, step, field) => invoke(request, step.id, field) };
}

function readRequest(given: unknown): Record<string, any> {
  const request = (typeof given === 'object' ? given : null) as Record<string, any> | null;
  if (request?.operation === undefined) throw new RequestFault("Value for field '$[operation]' not found.");
  return request;
}
