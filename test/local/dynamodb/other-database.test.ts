import { DescribeTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../../local/core/log.ts';
import { openDatabase } from '../../../local/dynamodb/database.ts';
import { createDynamoDb, type DynamoDbService } from '../../../local/dynamodb/index.ts';
import { createGateway, type Gateway } from '../../../local/gateway/index.ts';
import { createIam, type IamService } from '../../../local/iam/index.ts';
import { create, testEnvironment } from '../support.ts';

// A database that is somewhere else: its ARNs are of a region "dynoxide" and of account zero.
const environment = testEnvironment({ region: 'eu-central-1', accountId: '210987654321' });
const arn = 'arn:aws:dynamodb:eu-central-1:210987654321:table/Shop';
const shop = {
  TableName: 'Shop',
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
};
let database: Awaited<ReturnType<typeof openDatabase>>;
let iam: IamService;
let dynamodb: DynamoDbService;
let gateway: Gateway;
let streamArn: string;

const reader = () => ({
  endpoint: gateway.url,
  region: environment.region,
  credentials: iam.assume('arn:aws:iam::210987654321:role/Reader', 'test') as never,
});

beforeAll(async () => {
  database = await openDatabase({ log: createLog('silent') });
  iam = createIam({ environment });
  dynamodb = await createDynamoDb({ environment, iam, endpoint: database.endpoint });
  gateway = await createGateway({ environment, iam, port: 0 });
  gateway.serve(iam.api, ...dynamodb.apis);
  const { attributes } = await create(dynamodb.resources, 'AWS::DynamoDB::Table', shop);
  expect(attributes).toMatchObject({ Arn: arn });
  streamArn = attributes!.StreamArn as string;
  // As a template grants it, with what the table's attributes yield.
  const statement = (Action: string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
  await create(iam.resources, 'AWS::IAM::Role', {
    RoleName: 'Reader',
    AssumeRolePolicyDocument: { Statement: [] },
    Policies: [
      {
        PolicyName: 'read',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            statement(['dynamodb:GetItem', 'dynamodb:DescribeTable'], attributes!.Arn),
            statement(['dynamodb:DescribeStream'], streamArn),
          ],
        },
      },
    ],
  });
  await dynamodb.call('PutItem', { TableName: 'Shop', Item: { pk: { S: 'a' } } });
});

afterAll(async () => {
  await gateway?.close();
  await dynamodb?.close();
  await database?.close();
});

describe('a database of another region and account', () => {
  it('is read by whom policies let read', async () => {
    const client = new DynamoDBClient(reader());
    const get = (TableName: string) =>
      client.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' } } }));
    expect((await get('Shop')).Item).toEqual({ pk: { S: 'a' } });
    expect((await get(arn)).Item).toEqual({ pk: { S: 'a' } });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'Shop' }));
    expect(Table).toMatchObject({ TableArn: arn, LatestStreamArn: streamArn });
  });

  it('has its streams read under the ARN that is shown', async () => {
    expect(streamArn).toContain(`${arn}/stream/`);
    const client = new DynamoDBStreamsClient(reader());
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    expect(StreamDescription?.StreamArn).toBe(streamArn);
    const cursor = await dynamodb.streams.open(streamArn, 'TRIM_HORIZON');
    expect(await cursor.read(10)).toMatchObject([
      { eventSourceARN: streamArn, awsRegion: 'eu-central-1', dynamodb: { Keys: { pk: { S: 'a' } } } },
    ]);
    cursor.close();
  });

  it('is asked for a stream before it has shown any ARN', async () => {
    const later = await createDynamoDb({ environment, iam, endpoint: database.endpoint });
    const cursor = await later.streams.open(streamArn, 'TRIM_HORIZON');
    expect(await cursor.read(10)).toHaveLength(1);
    cursor.close();
    await later.close();
  });
});
