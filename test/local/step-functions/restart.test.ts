import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import { createIam } from '../../../local/iam/index.ts';
import { createSqs } from '../../../local/sqs/index.ts';
import { createStepFunctions, type StepFunctionsService } from '../../../local/step-functions/index.ts';
import { create, testEnvironment } from '../support.ts';

let dataDirectory: string;
let clock: ManualClock;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'workflows-'));
  clock = new ManualClock();
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

const roleArn = 'arn:aws:iam::123456789012:role/Workflow';
const turns = async (count = 20) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

const happened = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await turns(1);
};

/** A cloud on the same data; what functions do is told by the caller. */
async function start(invoke: (payload: any) => Promise<unknown> = async () => null) {
  const crashing = new AbortController();
  const environment = testEnvironment({ clock, dataDirectory, crashed: crashing.signal });
  const iam = createIam({ environment });
  const sqs = createSqs({ environment, iam, gatewayUrl: 'http://127.0.0.1:1' });
  const stepFunctions = createStepFunctions({
    environment,
    iam,
    ports: {
      sqs,
      lambda: {
        invoke: async ({ payload }) => ({ statusCode: 200, payload: JSON.stringify(await invoke(payload)) }),
      },
    },
  });
  await create(iam.resources, 'AWS::IAM::Role', {
    RoleName: 'Workflow',
    AssumeRolePolicyDocument: {
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    },
    Policies: [
      { PolicyName: 'All', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
    ],
  });
  const { ref: queueUrl } = await create(sqs.resources, 'AWS::SQS::Queue', { QueueName: 'work' });
  const settle = () => stepFunctions.resources.find(({ settle }) => settle)!.settle!();
  return {
    stepFunctions,
    sqs,
    queueUrl,
    settle,
    crash: () => crashing.abort(),
    async close() {
      await stepFunctions.close();
      await sqs.close();
    },
  };
}

const machine = async (service: StepFunctionsService, definition: object): Promise<string> => {
  const input = { name: 'Kept', roleArn, definition: JSON.stringify(definition) };
  return (await service.call('CreateStateMachine', input)).stateMachineArn;
};
const describeOf = (service: StepFunctionsService, executionArn: string) =>
  service.call('DescribeExecution', { executionArn });
const ended = async (service: StepFunctionsService, executionArn: string) => {
  for (;;) {
    const described = await describeOf(service, executionArn);
    if (described.status !== 'RUNNING') return described;
    await turns(1);
  }
};

it('goes on with waits, branches, retries and variables after a restart, and loses no event', async () => {
  const branch = (name: string, seconds: number) => ({
    StartAt: name,
    States: { [name]: { Type: 'Wait', Seconds: seconds, End: true } },
  });
  const definition = {
    StartAt: 'Set',
    States: {
      Set: { Type: 'Pass', Assign: { 'kept.$': '$.n' }, Next: 'Both' },
      Both: { Type: 'Parallel', Branches: [branch('Short', 10), branch('Long', 100)], Next: 'Items' },
      Items: {
        Type: 'Map',
        MaxConcurrency: 1,
        ItemProcessor: {
          StartAt: 'Pause',
          States: {
            Pause: { Type: 'Wait', Seconds: 10, Next: 'Say' },
            Say: { Type: 'Pass', InputPath: '$kept', End: true },
          },
        },
        End: true,
      },
    },
  };
  let cloud = await start();
  const stateMachineArn = await machine(cloud.stepFunctions, definition);
  const { executionArn } = await cloud.stepFunctions.start(stateMachineArn, '{"n":7}');
  await turns();
  // Every ten seconds the cloud is stopped and started again.
  for (let step = 0; step < 14; step++) {
    await cloud.close();
    cloud = await start();
    await cloud.settle();
    await turns();
    clock.advance(10_000);
    await turns();
  }
  expect(await ended(cloud.stepFunctions, executionArn)).toMatchObject({
    status: 'SUCCEEDED',
    output: '[7,7]',
  });
  const { events } = await cloud.stepFunctions.call('GetExecutionHistory', {
    executionArn,
    maxResults: 1000,
  });
  expect(events.map(({ id }: any) => id)).toEqual(events.map((_: unknown, index: number) => index + 1));
  const count = (type: string) => events.filter((event: any) => event.type === type).length;
  expect([count('WaitStateEntered'), count('WaitStateExited'), count('MapIterationSucceeded')]).toEqual([
    4, 4, 2,
  ]);
  await cloud.close();
});

/** Has a workflow give a task token out by a queue; then the cloud crashes. */
async function askedBeforeCrash() {
  const cloud = await start();
  const stateMachineArn = await machine(cloud.stepFunctions, {
    StartAt: 'Ask',
    States: {
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: { QueueUrl: cloud.queueUrl, 'MessageBody.$': '$$.Task.Token' },
        TimeoutSeconds: 100,
        End: true,
      },
    },
  });
  const { executionArn } = await cloud.stepFunctions.start(stateMachineArn, '{}');
  await happened(async () => {
    const { events } = await cloud.stepFunctions.call('GetExecutionHistory', { executionArn });
    return events.at(-1).type === 'TaskSubmitted';
  });
  const { Messages } = await cloud.sqs.call('ReceiveMessage', { QueueUrl: cloud.queueUrl });
  cloud.crash();
  await cloud.close().catch(() => {});
  const { Body: taskToken, MessageId: messageId } = Messages[0];
  return { executionArn, taskToken, messageId };
}

it('takes a task token that was given out before the restart', async () => {
  const { executionArn, taskToken, messageId } = await askedBeforeCrash();
  const cloud = await start();
  await cloud.settle();
  await turns();
  const { Messages: again = [] } = await cloud.sqs.call('ReceiveMessage', { QueueUrl: cloud.queueUrl });
  // The queue may hand the same message out again; none was sent anew.
  for (const { MessageId } of again) expect(MessageId).toBe(messageId);
  await cloud.stepFunctions.call('SendTaskSuccess', { taskToken, output: '{"answer":42}' });
  expect(await ended(cloud.stepFunctions, executionArn)).toMatchObject({ output: '{"answer":42}' });
  await cloud.close();
});

it('does not send away who tells by a token before its execution has gone on', async () => {
  const { executionArn, taskToken } = await askedBeforeCrash();
  const cloud = await start();
  const told = cloud.stepFunctions.call('SendTaskSuccess', { taskToken, output: '{"answer":42}' });
  await turns();
  await cloud.settle();
  await told;
  expect(await ended(cloud.stepFunctions, executionArn)).toMatchObject({ output: '{"answer":42}' });
  await cloud.close();
});

it('makes a call again that was under way, and keeps the time that it may take', async () => {
  const calls: number[] = [];
  let cloud = await start((payload) => {
    calls.push(payload.n);
    return new Promise(() => {});
  });
  const stateMachineArn = await machine(cloud.stepFunctions, {
    StartAt: 'Call',
    States: {
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:lambda:us-east-1:123456789012:function:any',
        TimeoutSeconds: 60,
        End: true,
      },
    },
  });
  const first = await cloud.stepFunctions.start(stateMachineArn, '{"n":1}');
  await happened(() => calls.length === 1);
  cloud.crash();
  await cloud.close().catch(() => {});

  clock.advance(30_000);
  cloud = await start(async ({ n }) => {
    calls.push(n);
    return n === 1 ? 'done' : new Promise(() => {});
  });
  await cloud.settle();
  expect(await ended(cloud.stepFunctions, first.executionArn)).toMatchObject({ output: '"done"' });
  expect(calls).toEqual([1, 1]);

  const second = await cloud.stepFunctions.start(stateMachineArn, '{"n":2}');
  await happened(() => calls.length === 3);
  await cloud.close();
  clock.advance(59_000);
  cloud = await start(() => new Promise(() => {}));
  await cloud.settle();
  await turns();
  clock.advance(1000);
  expect(await ended(cloud.stepFunctions, second.executionArn)).toMatchObject({ error: 'States.Timeout' });
  await cloud.close();
});

it('keeps machines that callers made, and executions that have ended', async () => {
  let cloud = await start();
  const stateMachineArn = await machine(cloud.stepFunctions, {
    StartAt: 'F',
    States: { F: { Type: 'Fail', Error: 'Broken' } },
  });
  const { executionArn } = await cloud.stepFunctions.start(stateMachineArn, '{}', undefined, 'once');
  await ended(cloud.stepFunctions, executionArn);
  await cloud.close();
  cloud = await start();
  expect(await describeOf(cloud.stepFunctions, executionArn)).toMatchObject({
    status: 'FAILED',
    error: 'Broken',
  });
  const { events } = await cloud.stepFunctions.call('GetExecutionHistory', { executionArn });
  expect(events).toHaveLength(3);
  await expect(cloud.stepFunctions.start(stateMachineArn, '{}', undefined, 'once')).rejects.toMatchObject({
    name: 'ExecutionAlreadyExists',
  });
  await cloud.close();
});
