import { requireAccess } from '../core/access.ts';
import type { AwsApi } from '../core/aws-api.ts';
import type { Environment } from '../core/environment.ts';
import type { DynamoDb, DynamoDbStreams, Iam, Principal } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { dynamoDbApis } from './api.ts';
import { bundledPrefix, createArns } from './arns.ts';
import { createOwnClient, readAnswer } from './client.ts';
import { openDatabase } from './database.ts';
import { createExpiry } from './expiry.ts';
import { withFaults } from './faults/inject.ts';
import { createReplica } from './faults/replica.ts';
import { openShelf } from './faults/shelf.ts';
import { permissionsFor } from './permissions.ts';
import { createSchemas } from './schemas.ts';
import { createStreams } from './streams.ts';
import { tableProviders } from './tables.ts';
import { createWriteSignal, tablesWritten } from './writes.ts';

/** DynamoDB with its streams. */
export interface DynamoDbService extends DynamoDb {
  readonly streams: DynamoDbStreams;
  readonly resources: ResourceProvider[];
  /** DynamoDB's API and that of its streams. */
  readonly apis: AwsApi[];
  /** Deletes what has expired by the environment's clock, now rather than at the next sweep. */
  expireNow(): Promise<number>;
  close(): Promise<void>;
}

export interface DynamoDbOptions {
  readonly environment: Environment;
  readonly iam: Iam;
  /** Another DynamoDB to use, e.g. `http://127.0.0.1:8000`. Absent: one is started. */
  readonly endpoint?: string;
  /** How often items whose time to live is over are looked for, in milliseconds. @defaultValue 60,000 */
  readonly expiryInterval?: number;
}

const dynamoDbTarget = 'DynamoDB_20120810';

/** Sends an operation whose input is JSON text or an object, and answers with the corrected text. */
export type Send = (
  target: string,
  operation: string,
  input: Record<string, any>,
  principal?: Principal,
) => Promise<{ status: number; text: string }>;

/**
 * Starts the database, or takes the one at `endpoint`.
 *
 * @example
 * const dynamodb = await createDynamoDb({ environment, iam });
 * await dynamodb.call('PutItem', { TableName: 'Shop', Item: { pk: { S: 'a' } } }, principal);
 */
export async function createDynamoDb(options: DynamoDbOptions): Promise<DynamoDbService> {
  const { environment, iam, expiryInterval = 60_000 } = options;
  const database = options.endpoint ? undefined : await openDatabase(environment);
  const endpoint = options.endpoint ?? database!.endpoint;
  environment.crashed?.addEventListener('abort', () => database?.kill());
  const createClient = database ? createOwnClient : (await import('./foreign-client.ts')).createForeignClient;
  const client = createClient(endpoint, environment.region);
  const arns = createArns(environment, database && bundledPrefix);
  const writes = createWriteSignal();
  const schemas = createSchemas(async (TableName) => (await call('DescribeTable', { TableName })).Table);

  const exchange = async (target: string, operation: string, input: Record<string, any>) => {
    const returning = database?.returning();
    if (returning) await returning;
    const unmet = arns.unmet(input);
    if (unmet !== undefined) await call('DescribeTable', { TableName: unmet }).catch(() => undefined);
    const answer = await client.send(`${target}.${operation}`, JSON.stringify(arns.inward(input)));
    if (answer.status < 300) {
      for (const table of tablesWritten(operation, input)) writes.announce(table);
      schemas.forgetAfter(operation, input);
    }
    return { status: answer.status, text: arns.outward(operation, answer.text) };
  };
  const replica = createReplica({
    clock: environment.clock,
    call: async (operation, input) => readAnswer(await exchange(dynamoDbTarget, operation, input)),
    open: () => openShelf(environment),
  });
  const faulty = withFaults({
    exchange: (operation, input) => exchange(dynamoDbTarget, operation, input),
    faults: environment.faults,
    replica,
  });

  const send: Send = async (target, operation, input, principal) => {
    if (principal) {
      await schemas.load(operation, input);
      for (const { action, resource, context } of permissionsFor(
        operation,
        input,
        arns,
        schemas.partitionKey,
      )) {
        requireAccess(iam, principal, action, resource, context);
      }
    }
    if (target !== dynamoDbTarget) return exchange(target, operation, input);
    return principal ? faulty.run(operation, input) : faulty.follow(operation, input);
  };

  const call = async (operation: string, input: object, principal?: Principal): Promise<any> =>
    readAnswer(await send(dynamoDbTarget, operation, input, principal));
  const callStreams = async (operation: string, input: object): Promise<any> =>
    readAnswer(await send('DynamoDBStreams_20120810', operation, input as Record<string, any>));

  const streams = createStreams({ environment, call: callStreams, writes });
  const expiry = createExpiry({ environment, call, interval: expiryInterval });
  return {
    endpoint,
    call,
    streams,
    resources: tableProviders({ environment, call, expiry }),
    apis: dynamoDbApis(send),
    expireNow: expiry.sweep,
    async close() {
      expiry.close();
      streams.close();
      await client.close();
      await replica.close();
      await database?.close();
    },
  };
}
