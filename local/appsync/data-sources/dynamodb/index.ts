import type { Environment } from '../../../core/environment.ts';
import type { DynamoDb, Lambda, Principal } from '../../../core/ports.ts';
import type { DataSource, Versioning } from '../../definition.ts';
import {
  RequestFault,
  type BoundDataSource,
  type DataSourceAnswer,
  type FieldCall,
  type Step,
} from '../../execution/resolve.ts';
import { observedCall } from '../../execution/run.ts';
import { checkMembers } from '../members.ts';
import { batchDeleteItem, batchGetItem, batchPutItem } from './batches.ts';
import { failure } from './failure.ts';
import { deleteItem, getItem, putItem, updateItem } from './items.ts';
import { members } from './members.ts';
import type { Operation, OperationCall, Versions } from './operation.ts';
import { query, scan } from './pages.ts';
import type { PageTokens } from './tokens.ts';
import { transactGetItems, transactWriteItems } from './transactions.ts';
import { onVersions, syncWithoutVersions } from './versioned/index.ts';

type DynamoDbDataSource = Extract<DataSource, { type: 'AMAZON_DYNAMODB' }>;

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
  Sync: syncWithoutVersions,
  BatchGetItem: batchGetItem,
  BatchPutItem: batchPutItem,
  BatchDeleteItem: batchDeleteItem,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
};

/** What templates of the version 2017-02-28 cannot ask for (Developer Guide, "Resolver mapping template changelog"). */
const newerOperations: ReadonlySet<string> = new Set([
  'BatchGetItem',
  'BatchPutItem',
  'BatchDeleteItem',
  'TransactGetItems',
  'TransactWriteItems',
]);

/**
 * A DynamoDB table behind resolvers (Developer Guide, "JavaScript resolver function reference for DynamoDB"): typed
 * values in, plain JSON out, DynamoDB's errors as `ctx.error`.
 */
export function dynamoDbDataSource(
  { name, tableName: table, versioning }: DynamoDbDataSource,
  ground: DynamoDbGround,
): BoundDataSource {
  const { environment, dynamodb } = ground;
  const keyNames = once(async () => {
    const { Table } = await dynamodb.call('DescribeTable', { TableName: table });
    const named = (type: string) => Table.KeySchema.find((key: any) => key.KeyType === type)?.AttributeName;
    return { partition: named('HASH') as string, sort: named('RANGE') as string | undefined };
  });
  const resolverOf = ({ plan }: FieldCall) => ({
    tableName: table,
    awsRegion: environment.region,
    parentType: plan.parentType.name,
    field: plan.fieldName,
    outputType: String(plan.field.type),
  });
  const versionsOf = (
    config: Versioning,
    step: Step,
    field: FieldCall,
    principal: Principal | undefined,
  ): Versions => ({
    config,
    strategy: step.sync,
    now: () => environment.clock.now(),
    keyNames,
    async judge(functionName, newItem, existingItem) {
      const resolver = resolverOf(field);
      const { identity } = field.run.caller;
      const payload = { newItem, existingItem, arguments: field.arguments, resolver, identity };
      const answer = await ground.lambda.invoke({ functionName, principal, payload });
      return answer.functionError ? undefined : JSON.parse(answer.payload || 'null');
    },
  });
  const invoke = async (
    given: unknown,
    step: Step,
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
    checkMembers(request, members[name]!);
    const perform = versioning ? onVersions(name, operation) : operation;
    const requestId = environment.ids.uuid();
    const principal = ground.principal();
    const call: OperationCall = {
      request,
      table,
      owner: step.id,
      tokens: ground.tokens,
      requestId,
      send: (each, input) => {
        if (!field.run.observe) return dynamodb.call(each, input, principal);
        const asking = { ...input, ReturnConsumedCapacity: 'TOTAL' };
        return observedCall(field, `DynamoDB.${each}`, input, () => dynamodb.call(each, asking, principal));
      },
      newToken: () => environment.ids.uuid(),
      ...(versioning ? { versions: versionsOf(versioning, step, field, principal) } : {}),
      async askConflictHandler(lambdaArn, currentValue, refusal) {
        if (!mayAsk) throw new RequestFault('A retry may not carry a conditionalCheckFailedHandler.');
        const answer = await ground.lambda.invoke({
          functionName: lambdaArn,
          principal,
          payload: {
            arguments: field.arguments,
            requestMapping: request,
            currentValue,
            resolver: resolverOf(field),
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
        return invoke(retry, step, field, false);
      },
    };
    try {
      return await perform(call);
    } catch (error) {
      return failure(error, requestId);
    }
  };
  return {
    name,
    olderVersionTakes: (request) => {
      const { operation } = request as { operation?: unknown };
      return !newerOperations.has(String(operation));
    },
    invoke: (request, step, field) => invoke(request, step, field),
  };
}

function readRequest(given: unknown): Record<string, any> {
  const request = (typeof given === 'object' ? given : null) as Record<string, any> | null;
  if (request?.operation === undefined) throw new RequestFault("Value for field '$[operation]' not found.");
  return request;
}

/** Asks once, and again only when it failed. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () =>
    (known ??= ask().catch((error: unknown) => {
      known = undefined;
      throw error;
    }));
}
