import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { deliveryTo } from '../../../local/cloud/delivery.ts';
import { sdkCalls } from '../../../local/cloud/sdk-calls.ts';
import { ManualClock } from '../../../local/core/clock.ts';
import type { Environment } from '../../../local/core/environment.ts';
import { createDynamoDb } from '../../../local/dynamodb/index.ts';
import { createEvents } from '../../../local/events/index.ts';
import { createGateway } from '../../../local/gateway/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { createLambda } from '../../../local/lambda/index.ts';
import { createOutbox } from '../../../local/outbox/index.ts';
import { createSns } from '../../../local/sns/index.ts';
import { createSqs } from '../../../local/sqs/index.ts';
import { createStepFunctions } from '../../../local/step-functions/index.ts';
import { create, testEnvironment } from '../support.ts';

const administrator = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Step Functions behind a gateway with functions and queues, its SDK, and a clock that a test moves. */
export async function startWorkflows(
  options: { environment?: Partial<Environment>; database?: boolean } = {},
) {
  const clock = new ManualClock(Date.now());
  const environment = testEnvironment({ clock, ...options.environment });
  // Signatures are compared with the machine's time, and functions run in it.
  const real = testEnvironment();
  const iam = createIam({ environment: real });
  const gateway = await createGateway({ environment: real, iam, port: 0 });
  const sqs = createSqs({ environment: real, iam, gatewayUrl: gateway.url });
  const dynamodb = options.database ? await createDynamoDb({ environment: real, iam }) : undefined;
  const lambda = createLambda({ environment: real, iam, gatewayUrl: gateway.url });
  const outbox = createOutbox(real);
  const sns = createSns({ environment: real, iam, sqs, lambda, outbox, gatewayUrl: gateway.url });
  const events = createEvents({
    environment: real,
    iam,
    deliver: deliveryTo({ sqs }),
    sdk: sdkCalls({ sqs }),
  });
  const ports = { lambda, sqs, dynamodb, sns, events };
  const stepFunctions = createStepFunctions({ environment, iam, ports });
  gateway.serve(iam.api, sqs.api, lambda.api, stepFunctions.api, ...(dynamodb?.apis ?? []));
  await create(iam.resources, 'AWS::IAM::Role', {
    RoleName: 'Workflow',
    AssumeRolePolicyDocument: {
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    },
    Policies: [
      {
        PolicyName: 'Everything',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      },
    ],
  });
  const roleArn = 'arn:aws:iam::123456789012:role/Workflow';
  const client = new SFNClient({
    region: environment.region,
    endpoint: gateway.url,
    credentials: administrator,
    maxAttempts: 1,
    disableHostPrefix: true,
  });
  const folders: string[] = [];
  let machines = 0;

  const ended = async (executionArn: string) => {
    for (;;) {
      const described = await stepFunctions.call('DescribeExecution', { executionArn });
      if (described.status !== 'RUNNING') return described;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  /** Waits until an execution has so many events of a type, and what they lead to is under way. */
  const reached = async (executionArn: string, type: string, count = 1) => {
    for (;;) {
      const { events } = await stepFunctions.call('GetExecutionHistory', { executionArn, maxResults: 1000 });
      const there = events.filter((event: any) => event.type === type).length >= count;
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (there) return events;
    }
  };
  const machine = async (definition: object, more: object = {}): Promise<string> => {
    const { stateMachineArn } = await stepFunctions.call('CreateStateMachine', {
      name: `Machine${++machines}`,
      definition: JSON.stringify(definition),
      roleArn,
      ...more,
    });
    return stateMachineArn;
  };
  const start = async (definition: object, input: unknown = {}): Promise<string> => {
    const stateMachineArn = await machine(definition);
    const { executionArn } = await stepFunctions.start(stateMachineArn, JSON.stringify(input));
    return executionArn;
  };

  return {
    clock,
    environment,
    iam,
    roleArn,
    gatewayUrl: gateway.url,
    sqs,
    sns,
    events,
    lambda,
    dynamodb,
    stepFunctions,
    client,
    machine,
    start,
    ended,
    reached,
    /** Runs a definition to its end; its output is parsed. */
    async run(definition: object, input: unknown = {}) {
      const executionArn = await start(definition, input);
      const { output, ...described } = await ended(executionArn);
      const { events } = await stepFunctions.call('GetExecutionHistory', { executionArn, maxResults: 1000 });
      return {
        executionArn,
        status: described.status as string,
        error: described.error as string | undefined,
        cause: described.cause as string | undefined,
        output: output === undefined ? undefined : JSON.parse(output),
        types: events.map(({ type }: any) => type) as string[],
        events: events as any[],
      };
    },
    /** Runs one state that ends. */
    async state(state: object, input: unknown = {}, machineFields: object = {}) {
      return this.run({ StartAt: 'It', States: { It: { End: true, ...state } }, ...machineFields }, input);
    },
    /** Stands a function up; answers its ARN. */
    async fn(code: string, properties: Record<string, any> = {}): Promise<string> {
      const folder = await mkdtemp(join(tmpdir(), 'workflow-'));
      folders.push(folder);
      await writeFile(join(folder, 'index.mjs'), code);
      const { attributes } = await create(
        lambda.resources,
        'AWS::Lambda::Function',
        {
          FunctionName: `Function${folders.length}`,
          Handler: 'index.handler',
          Runtime: 'nodejs22.x',
          Role: roleArn,
          Code: { S3Bucket: 'assets', S3Key: 'code' },
          ...properties,
        },
        { asset: () => folder },
      );
      return String(attributes!.Arn);
    },
    async queue(properties: Record<string, any> = {}) {
      const { ref } = await create(sqs.resources, 'AWS::SQS::Queue', { QueueName: 'work', ...properties });
      return ref;
    },
    async close() {
      client.destroy();
      await stepFunctions.close();
      await events.close();
      await sns.close();
      await lambda.close();
      await sqs.close();
      await dynamodb?.close();
      await gateway.close();
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

export type Workflows = Awaited<ReturnType<typeof startWorkflows>>;
