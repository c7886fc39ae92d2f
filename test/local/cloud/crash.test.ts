import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { start, type LocalCloud } from '../../../local/index.ts';

let scratch: string;
const closings: (() => Promise<void> | void)[] = [];
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'crash-'));
});
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Says in a file what came, and stays away as long as there is a file `hang`. */
const code = `
  const { appendFileSync, existsSync } = require('node:fs');
  exports.handler = async (event) => {
    const came = event.Records?.map(({ dynamodb }) => dynamodb.Keys.id.S) ?? [event.name];
    appendFileSync(process.env.FOLDER + '/came', came.join('\\n') + '\\n');
    if (existsSync(process.env.FOLDER + '/hang')) await new Promise((resolve) => setTimeout(resolve, 600_000));
    appendFileSync(process.env.FOLDER + '/done', came.join('\\n') + '\\n');
  };`;
const allow = (Action: string[]) => ({
  PolicyName: Action[0],
  PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
});
const template = () => ({
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'Things',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'Work', VisibilityTimeout: 1 } },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'People' } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [] },
        Policies: [allow(['dynamodb:*'])],
      },
    },
    Consumer: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'consumer',
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
        Timeout: 900,
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: code },
        Environment: { Variables: { FOLDER: scratch } },
      },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
        FunctionName: { Ref: 'Consumer' },
        StartingPosition: 'LATEST',
        BatchSize: 1,
      },
    },
  },
  Outputs: { Pool: { Value: { Ref: 'Pool' } } },
});

function place() {
  const cloudAssembly = join(scratch, 'things.json');
  writeFileSync(cloudAssembly, JSON.stringify(template()));
  return { cloudAssembly, dataDirectory: join(scratch, 'data') };
}
async function begin(): Promise<LocalCloud> {
  const cloud = await start({
    ...place(),
    ports: { graphql: 0, gateway: 0 },
    tls: false,
    logLevel: 'silent',
  });
  closings.push(cloud.close);
  return cloud;
}

function clients(endpoint: string) {
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const dynamodb = new DynamoDBClient(config);
  const sqs = new SQSClient(config);
  const cognito = new CognitoIdentityProviderClient(config);
  const lambda = new LambdaClient(config);
  const QueueUrl = async () => (await sqs.send(new GetQueueUrlCommand({ QueueName: 'Work' }))).QueueUrl;
  return {
    put: (id: string) => dynamodb.send(new PutItemCommand({ TableName: 'Things', Item: { id: { S: id } } })),
    get: async (id: string) =>
      (await dynamodb.send(new GetItemCommand({ TableName: 'Things', Key: { id: { S: id } } }))).Item,
    send: async (MessageBody: string) =>
      sqs.send(new SendMessageCommand({ QueueUrl: await QueueUrl(), MessageBody })),
    receive: async (WaitTimeSeconds = 0) =>
      (
        await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: await QueueUrl(),
            MaxNumberOfMessages: 10,
            WaitTimeSeconds,
          }),
        )
      ).Messages ?? [],
    remove: async (ReceiptHandle: string) =>
      sqs.send(new DeleteMessageCommand({ QueueUrl: await QueueUrl(), ReceiptHandle })),
    addUser: (UserPoolId: string) =>
      cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: 'ada' })),
    user: (UserPoolId: string) => cognito.send(new AdminGetUserCommand({ UserPoolId, Username: 'ada' })),
    later: (name: string) =>
      lambda.send(
        new InvokeCommand({
          FunctionName: 'consumer',
          InvocationType: 'Event',
          Payload: JSON.stringify({ name }),
        }),
      ),
  };
}
const lines = (file: string) =>
  existsSync(join(scratch, file))
    ? readFileSync(join(scratch, file), 'utf8').split('\n').filter(Boolean)
    : [];
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 20 });
const hang = (yes: boolean) =>
  yes ? writeFileSync(join(scratch, 'hang'), '') : rmSync(join(scratch, 'hang'));

it('keeps through a crash what was answered, and goes on where it was', async () => {
  hang(true);
  const before = await begin();
  const pool = before.outputs['things']!['Pool']!;
  const one = clients(before.endpoints.gateway);
  await one.addUser(pool);
  for (const body of ['deleted', 'in flight', 'waiting']) await one.send(body);
  const received = await one.receive();
  await one.remove(received.find(({ Body }) => Body === 'deleted')!.ReceiptHandle!);
  // The first record that the mapping ever saw is under way, another waits behind it.
  await one.put('a');
  await eventually(() => expect(lines('came')).toEqual(['a']));
  await one.put('b');
  await one.later('asynchronous');
  await eventually(() => expect(lines('came')).toEqual(['a', 'asynchronous']));
  await one.send('last');
  await before.crash();
  await expect(one.get('a')).rejects.toThrow();

  hang(false);
  const after = await begin();
  const two = clients(after.endpoints.gateway);
  expect(await two.get('b')).toEqual({ id: { S: 'b' } });
  expect((await two.user(pool)).Username).toBe('ada');
  await eventually(() => expect(lines('done').sort()).toEqual(['a', 'asynchronous', 'b']));
  const bodies = new Set<string>();
  while (bodies.size < 3) for (const { Body } of await two.receive(5)) bodies.add(Body!);
  expect([...bodies].sort()).toEqual(['in flight', 'last', 'waiting']);
});

it('goes on after a crash in the middle of a stream from its checkpoint', async () => {
  const before = await begin();
  const one = clients(before.endpoints.gateway);
  await one.put('a');
  await eventually(() => expect(lines('done')).toEqual(['a']));
  await one.put('b');
  await eventually(() => expect(lines('done')).toEqual(['a', 'b']));
  hang(true);
  await one.put('c');
  await eventually(() => expect(lines('came')).toEqual(['a', 'b', 'c']));
  await before.crash();
  hang(false);
  await begin();
  await eventually(() => expect(lines('done').at(-1)).toBe('c'));
  // At least once: the newest that was done may come again when its checkpoint was not yet written.
  expect(lines('done').filter((id) => id === 'a')).toHaveLength(1);
});

it.skipIf(process.platform === 'win32')('survives a process that is killed', async () => {
  hang(true);
  const { cloudAssembly, dataDirectory } = place();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'local/cli.ts', '--assembly', cloudAssembly, '--data', dataDirectory].concat([
      ...['--port', '0', '--gateway-port', '0', '--no-tls'],
    ]),
    { env: { ...process.env, HOME: scratch } },
  );
  closings.push(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await vi.waitFor(() => expect(output).toContain('Ctrl-C'), { timeout: 150_000, interval: 50 });
  const one = clients(/AWS_ENDPOINT_URL=(\S+)/.exec(output)![1]!);
  const pool = /things\.Pool = (\S+)/.exec(output)![1]!;
  await one.addUser(pool);
  await one.put('a');
  await one.later('asynchronous');
  await eventually(() => expect(lines('came').sort()).toEqual(['a', 'asynchronous']));
  await one.send('message');
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;

  hang(false);
  const two = clients((await begin()).endpoints.gateway);
  expect(await two.get('a')).toEqual({ id: { S: 'a' } });
  expect((await two.user(pool)).Username).toBe('ada');
  expect((await two.receive(5)).map(({ Body }) => Body)).toEqual(['message']);
  await eventually(() => expect(lines('done').sort()).toEqual(['a', 'asynchronous']));
});
