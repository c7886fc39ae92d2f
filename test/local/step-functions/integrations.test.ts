import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create } from '../support.ts';
import { startWorkflows, type Workflows } from './cloud.ts';

let workflows: Workflows;
let queueUrl: string;
let queues: SQSClient;
beforeAll(async () => {
  workflows = await startWorkflows({ database: true });
  queueUrl = await workflows.queue();
  queues = new SQSClient({
    region: 'us-east-1',
    endpoint: workflows.gatewayUrl,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await create(workflows.dynamodb!.resources, 'AWS::DynamoDB::Table', {
    TableName: 'Things',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
});
afterAll(async () => {
  queues.destroy();
  await workflows.close();
});

const service = (name: string) => `arn:aws:states:::${name}`;
const one = (fields: object) => ({
  StartAt: 'It',
  States: {
    It: { Type: 'Task', End: true, ...fields },
    ...('Catch' in fields && { Caught: { Type: 'Pass', End: true } }),
  },
});
const message = async (): Promise<any> => {
  for (;;) {
    const { Messages } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 1, VisibilityTimeout: 1000 }),
    );
    if (Messages?.[0]) return JSON.parse(Messages[0].Body!);
  }
};

describe('Lambda', () => {
  it('answers with what the service tells of the call', async () => {
    const fn = await workflows.fn('export const handler = async (event) => ({ hello: event.name });');
    const { output, events } = await workflows.state(
      {
        Type: 'Task',
        Resource: service('lambda:invoke'),
        Parameters: { FunctionName: fn, 'Payload.$': '$' },
        ResultSelector: {
          'payload.$': '$.Payload',
          'status.$': '$.StatusCode',
          'http.$': '$.SdkHttpMetadata.HttpStatusCode',
        },
        ResultPath: '$.it',
      },
      { name: 'Ann' },
    );
    expect(output).toEqual({ name: 'Ann', it: { payload: { hello: 'Ann' }, status: 200, http: 200 } });
    expect(events.slice(2, 5)).toMatchObject([
      {
        type: 'TaskScheduled',
        taskScheduledEventDetails: {
          resourceType: 'lambda',
          resource: 'invoke',
          region: 'us-east-1',
          parameters: JSON.stringify({ FunctionName: fn, Payload: { name: 'Ann' } }),
        },
      },
      { type: 'TaskStarted', taskStartedEventDetails: { resourceType: 'lambda', resource: 'invoke' } },
      { type: 'TaskSucceeded', previousEventId: 4 },
    ]);
  });

  it("fails by the function's own error, or by Lambda's", async () => {
    const fn = await workflows.fn("export const handler = async () => { throw new TypeError('no'); };");
    expect(await workflows.state({ Type: 'Task', Resource: fn })).toMatchObject({ error: 'TypeError' });
    const { error, cause } = await workflows.state({
      Type: 'Task',
      Resource: service('lambda:invoke'),
      Parameters: { FunctionName: 'none' },
    });
    expect(error).toBe('Lambda.ResourceNotFoundException');
    expect(cause).toMatch(
      /^Function not found: .* \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: .*; Proxy: null\)$/,
    );
    const gone = await workflows.fn('export const handler = async () => process.exit(1);');
    expect((await workflows.state({ Type: 'Task', Resource: gone })).status).toBe('FAILED');
  });

  it('refuses an answer that is too large', async () => {
    const fn = await workflows.fn("export const handler = async () => 'x'.repeat(300000);");
    expect(await workflows.state({ Type: 'Task', Resource: fn })).toMatchObject({
      error: 'States.DataLimitExceeded',
      cause: `The state/task '${fn}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    });
  });
});

describe('task tokens', () => {
  const waiting = (fields: object = {}) =>
    one({
      Resource: service('sqs:sendMessage.waitForTaskToken'),
      Parameters: { QueueUrl: queueUrl, MessageBody: { 'token.$': '$$.Task.Token', 'order.$': '$.order' } },
      ...fields,
    });

  it('let somebody else tell how the task went', async () => {
    const executionArn = await workflows.start(waiting(), { order: 1 });
    const { token, order } = await message();
    expect(order).toBe(1);
    await workflows.reached(executionArn, 'TaskSubmitted');
    await workflows.client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"paid":true}' }));
    expect(await workflows.ended(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"paid":true}',
    });
    expect((await workflows.reached(executionArn, 'TaskSucceeded')).map(({ type }: any) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    const again = workflows.client.send(new SendTaskSuccessCommand({ taskToken: token, output: '1' }));
    await expect(again).rejects.toMatchObject({
      name: 'TaskTimedOut',
      message: "Task Timed Out: 'Provided task does not exist anymore'",
    });
  });

  it('let it fail', async () => {
    const executionArn = await workflows.start(
      waiting({ Catch: [{ ErrorEquals: ['Refused'], Next: 'Caught' }] }),
      { order: 2 },
    );
    const { token } = await message();
    await workflows.client.send(
      new SendTaskFailureCommand({ taskToken: token, error: 'Refused', cause: 'no' }),
    );
    const { output } = await workflows.ended(executionArn);
    expect(JSON.parse(output)).toEqual({ Error: 'Refused', Cause: 'no' });
  });

  it('want signs of life where they are asked for', async () => {
    const executionArn = await workflows.start(
      waiting({
        HeartbeatSeconds: 10,
        Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Caught' }],
      }),
      { order: 3 },
    );
    const { token } = await message();
    await workflows.reached(executionArn, 'TaskSubmitted');
    workflows.clock.advance(9000);
    await workflows.client.send(new SendTaskHeartbeatCommand({ taskToken: token }));
    workflows.clock.advance(9000);
    const events = await workflows.reached(executionArn, 'TaskSubmitted');
    expect(events.at(-1).type).toBe('TaskSubmitted');
    workflows.clock.advance(1000);
    const { output } = await workflows.ended(executionArn);
    expect(JSON.parse(output).Error).toBe('States.HeartbeatTimeout');
    const [timedOut] = (await workflows.reached(executionArn, 'TaskTimedOut')).filter(
      ({ type }: any) => type === 'TaskTimedOut',
    );
    expect(timedOut.taskTimedOutEventDetails.error).toBe('States.Timeout');
  });

  it('are refused when they are none', async () => {
    const send = (taskToken: string) =>
      workflows.client.send(new SendTaskSuccessCommand({ taskToken, output: '1' }));
    await expect(send('nonsense')).rejects.toMatchObject({ name: 'InvalidToken' });
    const unknown = `AQC${Buffer.from(JSON.stringify(['arn:unknown', 'x'])).toString('base64url')}`;
    await expect(send(unknown)).rejects.toMatchObject({ name: 'TaskDoesNotExist' });
  });
});

describe('topics and buses', () => {
  it('get what a task sends, and its token', async () => {
    const topic = await create(workflows.sns.resources, 'AWS::SNS::Topic', { TopicName: 'news' });
    const queueArn = 'arn:aws:sqs:us-east-1:123456789012:work';
    await create(workflows.sns.resources, 'AWS::SNS::Subscription', {
      TopicArn: topic.ref,
      Protocol: 'sqs',
      Endpoint: queueArn,
      RawMessageDelivery: true,
    });
    await create(workflows.sqs.resources, 'AWS::SQS::QueuePolicy', {
      Queues: [queueUrl],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: queueArn,
          },
        ],
      },
    });
    const Message = { 'token.$': '$$.Task.Token', 'order.$': '$.order' };
    const executionArn = await workflows.start(
      one({
        Resource: service('sns:publish.waitForTaskToken'),
        Parameters: { TopicArn: topic.ref, Message },
      }),
      { order: 9 },
    );
    const { token, order } = await message();
    expect(order).toBe(9);
    await workflows.client.send(new SendTaskSuccessCommand({ taskToken: token, output: '"read"' }));
    expect(await workflows.ended(executionArn)).toMatchObject({ output: '"read"' });
  });

  it('get events that name machine and execution; one that is refused fails the task', async () => {
    const put = (entry: object) =>
      workflows.state(
        { Type: 'Task', Resource: service('events:putEvents'), Parameters: { Entries: [entry] } },
        { order: 1 },
      );
    const entry = { Source: 'shop', DetailType: 'Ordered', Detail: { 'order.$': '$.order' } };
    const { output, executionArn } = await put(entry);
    expect(output).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    const [event] = workflows.events.inspect().events;
    expect(JSON.stringify(event)).toContain(executionArn);
    const { Source: _, ...without } = entry;
    const { error, cause } = await put(without);
    expect(error).toBe('EventBridge.FailedEntry');
    expect(JSON.parse(cause!)).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: expect.any(String) }],
    });
  });
});

describe('DynamoDB', () => {
  it('reads and writes items, and does transactions through the SDK integration', async () => {
    const key = { pk: { 'S.$': '$.id' } };
    const { output } = await workflows.run(
      {
        StartAt: 'Put',
        States: {
          Put: {
            Type: 'Task',
            Resource: service('dynamodb:putItem'),
            Parameters: { TableName: 'Things', Item: { ...key, n: { N: '1' } } },
            ResultPath: null,
            Next: 'Update',
          },
          Update: {
            Type: 'Task',
            Resource: service('aws-sdk:dynamodb:transactWriteItems'),
            Parameters: {
              TransactItems: [
                {
                  Update: {
                    TableName: 'Things',
                    Key: key,
                    UpdateExpression: 'ADD n :one',
                    ExpressionAttributeValues: { ':one': { N: '1' } },
                  },
                },
              ],
            },
            ResultPath: null,
            Next: 'Get',
          },
          Get: {
            Type: 'Task',
            Resource: service('dynamodb:getItem'),
            Parameters: { TableName: 'Things', Key: key },
            OutputPath: '$.Item.n.N',
            End: true,
          },
        },
      },
      { id: 'a' },
    );
    expect(output).toBe('2');
  });

  it.each([
    [
      'dynamodb:putItem',
      'DynamoDB.ConditionalCheckFailedException',
      /Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ConditionalCheckFailedException/,
    ],
    [
      'aws-sdk:dynamodb:putItem',
      'DynamoDb.ConditionalCheckFailedException',
      /Service: DynamoDb, Status Code: 400/,
    ],
  ])('%s fails as %s', async (resource, error, cause) => {
    const ended = await workflows.state({
      Type: 'Task',
      Resource: service(resource),
      Parameters: {
        TableName: 'Things',
        Item: { pk: { S: 'z' } },
        ConditionExpression: 'attribute_exists(pk)',
      },
    });
    expect(ended.error).toBe(error);
    expect(ended.cause).toMatch(cause);
  });
});

describe('nested executions', () => {
  const nested = async (resource: string, inner: object) => {
    const stateMachineArn = await workflows.machine(inner);
    return workflows.state(
      {
        Type: 'Task',
        Resource: service(resource),
        Parameters: { StateMachineArn: stateMachineArn, Input: { 'n.$': '$.n' } },
      },
      { n: 1 },
    );
  };
  const echo = { StartAt: 'E', States: { E: { Type: 'Pass', End: true } } };

  it('are begun, and waited for', async () => {
    expect((await nested('states:startExecution', echo)).output).toMatchObject({
      ExecutionArn: expect.stringContaining(':execution:'),
    });
    expect((await nested('states:startExecution.sync', echo)).output).toMatchObject({
      Status: 'SUCCEEDED',
      Output: '{"n":1}',
    });
    expect((await nested('states:startExecution.sync:2', echo)).output).toMatchObject({
      Output: { n: 1 },
      Input: { n: 1 },
    });
  });

  it('fail the task that waits for them', async () => {
    const failing = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Broken' } } };
    const { error, cause } = await nested('states:startExecution.sync:2', failing);
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause!)).toMatchObject({ Error: 'Broken', Status: 'FAILED' });
  });
});

describe('roles', () => {
  it('decide what tasks may do', async () => {
    await create(workflows.iam.resources, 'AWS::IAM::Role', {
      RoleName: 'Nothing',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'states.us-east-1.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
    });
    const stateMachineArn = await workflows.machine(
      one({
        Resource: service('sqs:sendMessage'),
        Parameters: { QueueUrl: queueUrl, MessageBody: 'x' },
        Catch: [{ ErrorEquals: ['Other'], Next: 'Caught' }],
      }),
      { roleArn: 'arn:aws:iam::123456789012:role/Nothing' },
    );
    const { executionArn } = await workflows.stepFunctions.start(stateMachineArn, '{}');
    const { error, cause } = await workflows.ended(executionArn);
    expect(error).toBe('SQS.AmazonSQSException');
    expect(cause).toMatch(/is not authorized to perform: sqs:SendMessage/);
  });

  it('must trust the service', async () => {
    await create(workflows.iam.resources, 'AWS::IAM::Role', {
      RoleName: 'Stranger',
      AssumeRolePolicyDocument: { Statement: [] },
    });
    const stateMachineArn = await workflows.machine(
      one({ Resource: service('sqs:sendMessage'), Parameters: { QueueUrl: queueUrl, MessageBody: 'x' } }),
      { roleArn: 'arn:aws:iam::123456789012:role/Stranger' },
    );
    const { executionArn } = await workflows.stepFunctions.start(stateMachineArn, '{}');
    expect(await workflows.ended(executionArn)).toMatchObject({ error: 'States.Permissions' });
  });
});

it.each([
  [service('http:invoke'), 'The local cloud does not serve the integration arn:aws:states:::http:invoke.'],
  [
    service('ecs:runTask.sync'),
    'The local cloud does not serve the integration arn:aws:states:::ecs:runTask.sync.',
  ],
  [
    service('aws-sdk:s3:getObject'),
    'The local cloud does not serve the integration arn:aws:states:::aws-sdk:s3:getObject.',
  ],
  [
    service('dynamodb:query'),
    'The resource provided arn:aws:states:::dynamodb:query is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.',
  ],
])('%s is refused by name', async (resource, reason) => {
  await expect(workflows.machine(one({ Resource: resource }))).rejects.toMatchObject({
    name: 'InvalidDefinition',
    message: `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${reason} at /States/It/Resource'`,
  });
});
