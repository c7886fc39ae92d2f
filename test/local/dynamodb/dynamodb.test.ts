import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import { createDynamoDb, type DynamoDbService } from '../../../local/dynamodb/index.ts';
import { createGateway, type Gateway } from '../../../local/gateway/index.ts';
import { createIam, type IamService } from '../../../local/iam/index.ts';
import { create, testEnvironment } from '../support.ts';

const shop = {
  TableName: 'Shop',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'gsi', AttributeType: 'S' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byGsi',
      KeySchema: [{ AttributeName: 'gsi', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
};
const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/Shop';
const role = 'arn:aws:iam::123456789012:role/Reader';

const environment = testEnvironment();
let iam: IamService;
let dynamodb: DynamoDbService;
let gateway: Gateway;
let table: { ref: string; attributes?: Readonly<Record<string, unknown>> };
const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
  new DynamoDBClient({ endpoint: gateway.url, region: 'us-east-1', credentials });
const local = { accessKeyId: 'test', secretAccessKey: 'test' };

beforeAll(async () => {
  iam = createIam({ environment });
  dynamodb = await createDynamoDb({ environment, iam });
  gateway = await createGateway({ environment, iam, port: 0 });
  gateway.serve(iam.api, ...dynamodb.apis);
  table = await create(dynamodb.resources, 'AWS::DynamoDB::Table', shop);
  await create(iam.resources, 'AWS::IAM::Role', {
    RoleName: 'Reader',
    AssumeRolePolicyDocument: { Statement: [] },
    Policies: [
      {
        PolicyName: 'read',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: arn },
            {
              Effect: 'Allow',
              Action: 'dynamodb:Query',
              Resource: arn,
              Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['mine#*'] } },
            },
          ],
        },
      },
    ],
  });
});

afterAll(async () => {
  await gateway?.close();
  await dynamodb?.close();
});

describe('a table from a template', () => {
  it('answers Ref and GetAtt with ARNs of the account', () => {
    expect(table.ref).toBe('Shop');
    expect(table.attributes).toMatchObject({
      Arn: arn,
      TableId: expect.any(String),
      StreamArn: expect.stringContaining(`${arn}/stream/`),
    });
  });

  it('serves the document client through the gateway', async () => {
    const documents = DynamoDBDocumentClient.from(clientOf(local));
    await documents.send(new PutCommand({ TableName: 'Shop', Item: { pk: 'a', sk: '1', gsi: 'g', n: 3 } }));
    const { Items } = await documents.send(
      new QueryCommand({
        TableName: arn,
        IndexName: 'byGsi',
        KeyConditionExpression: 'gsi = :g',
        ExpressionAttributeValues: { ':g': 'g' },
      }),
    );
    expect(Items).toEqual([{ pk: 'a', sk: '1', gsi: 'g', n: 3 }]);
  });

  it('corrects ARNs in descriptions, of tables and streams', async () => {
    const { Table } = await clientOf(local).send(new DescribeTableCommand({ TableName: 'Shop' }));
    expect(Table?.TableArn).toBe(arn);
    const streams = new DynamoDBStreamsClient({
      endpoint: gateway.url,
      region: 'us-east-1',
      credentials: local,
    });
    const { Streams } = await streams.send(new ListStreamsCommand({}));
    expect(Streams?.[0]?.StreamArn).toBe(table.attributes?.StreamArn);
    const { StreamDescription } = await streams.send(
      new DescribeStreamCommand({ StreamArn: Streams![0]!.StreamArn }),
    );
    expect(StreamDescription?.StreamArn).toBe(table.attributes?.StreamArn);
  });

  it('names its errors as DynamoDB does', async () => {
    const put = new PutItemCommand({
      TableName: 'Shop',
      Item: { pk: { S: 'once' }, sk: { S: '1' } },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await clientOf(local).send(put);
    await expect(clientOf(local).send(put)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { pk: { S: 'once' }, sk: { S: '1' } },
    });
    await expect(dynamodb.call('GetItem', { TableName: 'None', Key: {} })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      statusCode: 400,
    });
  });
});

describe('policies', () => {
  const { principal } = { principal: () => iam.assume(role, 'test').principal };

  it('let a role do what it may', async () => {
    const client = clientOf(iam.assume(role, 'test') as never);
    const answer = await client.send(
      new GetItemCommand({ TableName: 'Shop', Key: { pk: { S: 'a' }, sk: { S: '1' } } }),
    );
    expect(answer.Item?.n).toEqual({ N: '3' });
  });

  it('refuse the rest in the words of AWS', async () => {
    const client = clientOf(iam.assume(role, 'test') as never);
    await expect(
      client.send(new CreateTableCommand({ ...shop, TableName: 'Other' } as never)),
    ).rejects.toThrow(
      'User: arn:aws:sts::123456789012:assumed-role/Reader/test is not authorized to perform: dynamodb:CreateTable ' +
        'on resource: arn:aws:dynamodb:us-east-1:123456789012:table/Other because no identity-based policy allows the dynamodb:CreateTable action',
    );
  });

  it('look at every item of a transaction by itself', async () => {
    const client = clientOf(iam.assume(role, 'test') as never);
    const Key = { pk: { S: 't' }, sk: { S: '1' } };
    await client.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'Shop', Item: Key } }] }),
    );
    await expect(
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName: 'Shop', Item: { pk: { S: 'u' }, sk: { S: '1' } } } },
            { Delete: { TableName: 'Shop', Key } },
          ],
        }),
      ),
    ).rejects.toThrow('dynamodb:DeleteItem');
  });

  it('look at leading keys, whichever way the key condition is written', async () => {
    const query = (KeyConditionExpression: string, pk: string) =>
      dynamodb.call(
        'Query',
        {
          TableName: 'Shop',
          KeyConditionExpression,
          ExpressionAttributeNames: { '#p': 'pk' },
          ExpressionAttributeValues: { ':p': { S: pk }, ':s': { S: 'mine#1' } },
        },
        principal(),
      );
    expect(await query('#p = :p AND sk = :s', 'mine#1')).toMatchObject({ Count: 0 });
    await expect(query('#p = :p AND sk = :s', 'yours#1')).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(query('sk = :s AND #p = :p', 'yours#1')).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('security tokens', () => {
  it('tell who calls, and let a role be assumed', async () => {
    const sts = new STSClient({ endpoint: gateway.url, region: 'us-east-1', credentials: local });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:root',
    });
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'me' }));
    const assumed = new STSClient({
      endpoint: gateway.url,
      region: 'us-east-1',
      credentials: {
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken!,
      },
    });
    expect((await assumed.send(new GetCallerIdentityCommand({}))).Arn).toBe(
      'arn:aws:sts::123456789012:assumed-role/Reader/me',
    );
    await expect(
      assumed.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'me' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('a stream', () => {
  it('wakes its reader on writes, in order, with the ARN that Lambda shows', async () => {
    const streamArn = table.attributes!.StreamArn as string;
    const cursor = await dynamodb.streams.open(streamArn, 'LATEST');
    const waiting = cursor.read(10);
    await dynamodb.call('PutItem', { TableName: 'Shop', Item: { pk: { S: 's' }, sk: { S: '1' } } });
    const records = await waiting;
    expect(records).toMatchObject([
      {
        eventName: 'INSERT',
        awsRegion: 'us-east-1',
        eventSourceARN: streamArn,
        dynamodb: { Keys: { pk: { S: 's' } } },
      },
    ]);
    const resumed = await dynamodb.streams.open(streamArn, {
      afterSequenceNumber: records[0]!.dynamodb.SequenceNumber,
    });
    expect(await resumed.read(10, 20)).toEqual([]);
    cursor.close();
    expect(await cursor.read(1)).toEqual([]);
    resumed.close();
  });
});

describe('time to live', () => {
  it('is over when the environment says so', async () => {
    const clock = new ManualClock();
    const own = await createDynamoDb({ environment: testEnvironment({ clock }), iam });
    try {
      await create(own.resources, 'AWS::DynamoDB::Table', shop);
      const seconds = Math.floor(clock.now() / 1000);
      for (const ttl of [seconds + 10, seconds + 100, seconds - 6 * 365 * 24 * 3600]) {
        const Item = { pk: { S: `${ttl}` }, sk: { S: '1' }, ttl: { N: `${ttl}` } };
        await own.call('PutItem', { TableName: 'Shop', Item });
      }
      expect(await own.expireNow()).toBe(0);
      clock.advance(50_000);
      expect(await own.expireNow()).toBe(1);
      expect((await own.call('Scan', { TableName: 'Shop' })).Count).toBe(2);
    } finally {
      await own.close();
    }
  });
});

describe('a data directory', () => {
  it('keeps items, and refuses a table whose keys have changed', async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'data-'));
    const open = () => createDynamoDb({ environment: testEnvironment({ dataDirectory }), iam });
    try {
      const first = await open();
      const before = await create(first.resources, 'AWS::DynamoDB::Table', shop);
      await first.call('PutItem', { TableName: 'Shop', Item: { pk: { S: 'k' }, sk: { S: '1' } } });
      await first.close();

      const second = await open();
      expect(await create(second.resources, 'AWS::DynamoDB::Table', shop)).toEqual(before);
      expect((await second.call('Scan', { TableName: 'Shop' })).Count).toBe(1);
      const changed = { ...shop, KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] };
      await expect(create(second.resources, 'AWS::DynamoDB::Table', changed)).rejects.toThrow(
        /Resource: the table Shop of the data directory has other keys/,
      );
      await second.close();
    } finally {
      await rm(dataDirectory, { recursive: true });
    }
  });
});
