import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lambda } from '../../../local/core/ports.ts';
import { createDynamoDb, type DynamoDbService } from '../../../local/dynamodb/index.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { dynamoDbReference } from '../../parity/sources.ts';
import { testEnvironment } from '../support.ts';
import { openTestApi, permissiveIam, type TestApi } from './harness.ts';

const failing = behaviours('DynamoDB');

let dynamodb: DynamoDbService;
let api: TestApi;
/** What the function is asked, and what it answers next. */
const asked: any[] = [];
let decide: (event: any) => unknown;

beforeAll(async () => {
  dynamodb = await createDynamoDb({ environment: testEnvironment(), iam: permissiveIam });
  await dynamodb.call('CreateTable', {
    TableName: 'Things',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  const lambda: Lambda = {
    async invoke({ payload }) {
      asked.push(payload);
      return { statusCode: 200, payload: JSON.stringify(decide(payload)) };
    },
  };
  api = await openTestApi({
    schema: 'type Query { a: String } type Mutation { save(id: ID!, version: Int!): AWSJSON }',
    dataSources: { table: { Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 'Things' } } },
    resolvers: {
      'Mutation.save': {
        dataSource: 'table',
        code: `
          import { util } from '@aws-appsync/utils';
          export function request(ctx) {
            return {
              operation: 'PutItem',
              key: util.dynamodb.toMapValues({ id: ctx.args.id }),
              attributeValues: util.dynamodb.toMapValues({ version: ctx.args.version }),
              condition: {
                expression: 'attribute_not_exists(id) OR version < :v',
                expressionValues: util.dynamodb.toMapValues({ ':v': ctx.args.version }),
                conditionalCheckFailedHandler: { strategy: 'Custom', lambdaArn: 'arn:aws:lambda:us-east-1:1:function:judge' },
              },
            };
          }
          export function response(ctx) { return { result: ctx.result, error: ctx.error }; }`,
      },
    },
    ports: { dynamodb, lambda },
  });
});
afterAll(async () => {
  await api?.close();
  await dynamodb?.close();
});

async function save(id: string, version: number): Promise<{ result?: any; error?: any; failed?: any }> {
  const { data, errors } = await api.query(`mutation { save(id: "${id}", version: ${version}) }`);
  return errors ? { failed: errors[0] } : JSON.parse(data.save);
}
const stored = async (id: string) =>
  (await dynamodb.call('GetItem', { TableName: 'Things', Key: { id: { S: id } } })).Item.version.N as string;

describe(
  'a condition that fails under the Custom strategy',
  failing.equal('complete', dynamoDbReference),
  () => {
    it('asks the function with the item as it stands, and rejects when that is its answer', async () => {
      decide = () => ({ action: 'reject' });
      expect(await save('a', 5)).toEqual({ result: { id: 'a', version: 5 }, error: null });
      expect(asked).toEqual([]);
      const { result, error } = await save('a', 3);
      expect(error.type).toBe('DynamoDB:ConditionalCheckFailedException');
      expect(result).toEqual({ id: 'a', version: 5 });
      expect(asked[0]).toMatchObject({
        arguments: { id: 'a', version: 3 },
        requestMapping: { operation: 'PutItem', key: { id: { S: 'a' } } },
        currentValue: { id: 'a', version: 5 },
        resolver: {
          tableName: 'Things',
          awsRegion: 'us-east-1',
          parentType: 'Mutation',
          field: 'save',
          outputType: 'AWSJSON',
        },
      });
    });

    it('answers with the stored item when the write is discarded', async () => {
      decide = () => ({ action: 'discard' });
      await save('b', 5);
      expect(await save('b', 3)).toEqual({ result: { id: 'b', version: 5 }, error: null });
      expect(await stored('b')).toBe('5');
    });

    it('writes what the function says instead', async () => {
      decide = ({ requestMapping, currentValue }) => ({
        action: 'retry',
        retryMapping: {
          operation: requestMapping.operation,
          key: requestMapping.key,
          attributeValues: { version: { N: currentValue.version + 1 } },
        },
      });
      await save('c', 5);
      expect(await save('c', 3)).toEqual({ result: { id: 'c', version: 6 }, error: null });
      expect(await stored('c')).toBe('6');
    });

    it('fails the field when a retry is for another key, or asks again', async () => {
      await save('d', 5);
      decide = ({ requestMapping }) => ({
        action: 'retry',
        retryMapping: { ...requestMapping, key: { id: { S: 'other' } } },
      });
      expect((await save('d', 3)).failed).toMatchObject({
        message: 'A retry must keep the operation and the key.',
      });
      decide = ({ requestMapping }) => ({ action: 'retry', retryMapping: requestMapping });
      expect((await save('d', 3)).failed).toMatchObject({
        message: 'A retry may not carry a conditionalCheckFailedHandler.',
      });
      expect(await stored('d')).toBe('5');
    });
  },
);
