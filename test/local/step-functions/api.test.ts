import {
  CreateActivityCommand,
  CreateStateMachineAliasCommand,
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetActivityTaskCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  PublishStateMachineVersionCommand,
  RedriveExecutionCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkflows, type Workflows } from './cloud.ts';

let workflows: Workflows;
beforeAll(async () => {
  workflows = await startWorkflows();
});
afterAll(() => workflows.close());

const pass = (Result: unknown) => ({ StartAt: 'P', States: { P: { Type: 'Pass', Result, End: true } } });
const wait = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
const fail = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Broken', Cause: 'no' } } };

describe('state machines', () => {
  it('are made, described, changed, listed and deleted', async () => {
    const { client, roleArn } = workflows;
    const create = (name: string, definition: object) =>
      client.send(new CreateStateMachineCommand({ name, roleArn, definition: JSON.stringify(definition) }));
    const { stateMachineArn, creationDate } = await create('Orders', pass(1));
    expect(stateMachineArn).toBe('arn:aws:states:us-east-1:123456789012:stateMachine:Orders');
    expect(creationDate).toBeInstanceOf(Date);
    // The same again is no fault, another one is.
    expect((await create('Orders', pass(1))).stateMachineArn).toBe(stateMachineArn);
    await expect(create('Orders', pass(2))).rejects.toMatchObject({
      name: 'StateMachineAlreadyExists',
      message: `State Machine Already Exists: '${stateMachineArn}'`,
    });
    await expect(create('no good', pass(1))).rejects.toMatchObject({ name: 'InvalidName' });

    const { revisionId } = await client.send(
      new UpdateStateMachineCommand({ stateMachineArn, definition: JSON.stringify(pass(3)) }),
    );
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(described).toMatchObject({
      name: 'Orders',
      status: 'ACTIVE',
      type: 'STANDARD',
      revisionId,
      definition: JSON.stringify(pass(3)),
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    });
    const { stateMachines } = await client.send(new ListStateMachinesCommand({ maxResults: 1 }));
    expect(stateMachines).toHaveLength(1);
    await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await expect(client.send(new DescribeStateMachineCommand({ stateMachineArn }))).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
      message: `State Machine Does Not Exist: '${stateMachineArn}'`,
    });
  });

  it('are run in the version or by the alias that is named', async () => {
    const { client } = workflows;
    const stateMachineArn = await workflows.machine(pass('one'));
    const { stateMachineVersionArn } = await client.send(
      new PublishStateMachineVersionCommand({ stateMachineArn }),
    );
    await client.send(
      new UpdateStateMachineCommand({ stateMachineArn, definition: JSON.stringify(pass('two')) }),
    );
    const { stateMachineAliasArn } = await client.send(
      new CreateStateMachineAliasCommand({
        name: 'live',
        routingConfiguration: [{ stateMachineVersionArn, weight: 100 }],
      }),
    );
    const outputs = [];
    for (const arn of [stateMachineArn, stateMachineVersionArn, stateMachineAliasArn]) {
      const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn: arn }));
      await workflows.ended(executionArn!);
      outputs.push(await client.send(new DescribeExecutionCommand({ executionArn })));
    }
    expect(outputs.map(({ output }) => output)).toEqual(['"two"', '"one"', '"one"']);
    expect(outputs[2]).toMatchObject({ stateMachineVersionArn, stateMachineAliasArn });
  });
});

describe('executions', () => {
  it('are one by name: the same is answered again while it runs', async () => {
    const { client } = workflows;
    const stateMachineArn = await workflows.machine(wait);
    const start = (input: string) =>
      client.send(new StartExecutionCommand({ stateMachineArn, name: 'only', input }));
    const first = await start('{}');
    const { executionArn } = first;
    expect(await start('{}')).toMatchObject({ executionArn, startDate: first.startDate });
    await expect(start('{"other":1}')).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
      message: `Execution Already Exists: '${executionArn}'`,
    });
    const running = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(running).toMatchObject({
      status: 'RUNNING',
      input: '{}',
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
    });
    const { stopDate } = await client.send(
      new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'why' }),
    );
    expect(stopDate).toBeInstanceOf(Date);
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
    });
    const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events!.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
      [1, 0, 'ExecutionStarted'],
      [2, 0, 'WaitStateEntered'],
      [3, 0, 'ExecutionAborted'],
    ]);
    await expect(start('{}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it.each(['', 'not json', "{'a':1}"])('do not begin with %j', async (input) => {
    const stateMachineArn = await workflows.machine(pass(1));
    const started = workflows.client.send(new StartExecutionCommand({ stateMachineArn, input }));
    await expect(started).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
  });

  it('keep the definition that they began with', async () => {
    const { client } = workflows;
    const later = (Result: string) => ({
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 5, Next: 'P' }, P: { Type: 'Pass', Result, End: true } },
    });
    const stateMachineArn = await workflows.machine(later('old'));
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    await client.send(
      new UpdateStateMachineCommand({ stateMachineArn, definition: JSON.stringify(later('new')) }),
    );
    await workflows.reached(executionArn!, 'WaitStateEntered');
    workflows.clock.advance(5000);
    expect(await workflows.ended(executionArn!)).toMatchObject({ output: '"old"' });
  });

  it('are listed by status, the latest first, page by page', async () => {
    const { client } = workflows;
    const stateMachineArn = await workflows.machine(pass(1));
    for (const name of ['a', 'b', 'c']) {
      const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, name }));
      await workflows.ended(executionArn!);
    }
    const list = (more: object) => client.send(new ListExecutionsCommand({ stateMachineArn, ...more }));
    const first = await list({ maxResults: 2, statusFilter: 'SUCCEEDED' });
    expect(first.executions!.map(({ name }) => name)).toEqual(['c', 'b']);
    const second = await list({ maxResults: 2, nextToken: first.nextToken });
    expect(second.executions!.map(({ name }) => name)).toEqual(['a']);
    expect((await list({ statusFilter: 'RUNNING' })).executions).toEqual([]);
  });

  it('go on from where they failed when they are redriven', async () => {
    const { client } = workflows;
    const fn = await workflows.fn(`
      let calls = 0;
      export const handler = async () => { if (++calls === 1) throw new Error('first'); return calls; };`);
    const executionArn = await workflows.start({
      StartAt: 'First',
      States: {
        First: { Type: 'Pass', Result: 'kept', ResultPath: '$.first', Next: 'Then' },
        Then: { Type: 'Task', Resource: fn, ResultPath: '$.then', End: true },
      },
    });
    expect(await workflows.ended(executionArn)).toMatchObject({
      status: 'FAILED',
      redriveStatus: 'REDRIVABLE',
    });
    const { redriveDate } = await client.send(new RedriveExecutionCommand({ executionArn }));
    expect(redriveDate).toBeInstanceOf(Date);
    expect(await workflows.ended(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      redriveCount: 1,
      output: '{"first":"kept","then":2}',
    });
    const again = client.send(new RedriveExecutionCommand({ executionArn }));
    await expect(again).rejects.toMatchObject({ name: 'ExecutionNotRedrivable' });
  });
});

describe('EXPRESS machines', () => {
  it('answer at once', async () => {
    const stateMachineArn = await workflows.machine(pass({ a: 1 }), { type: 'EXPRESS' });
    const answer = await workflows.client.send(
      new StartSyncExecutionCommand({ stateMachineArn, input: '{"b":2}' }),
    );
    expect(answer).toMatchObject({
      status: 'SUCCEEDED',
      input: '{"b":2}',
      output: '{"a":1}',
      executionArn: expect.stringMatching(/:express:Machine\d+:.+:.+/),
      billingDetails: { billedDurationInMilliseconds: 100, billedMemoryUsedInMB: 64 },
    });
    const failing = await workflows.machine(fail, { type: 'EXPRESS' });
    expect(
      await workflows.client.send(new StartSyncExecutionCommand({ stateMachineArn: failing })),
    ).toMatchObject({ status: 'FAILED', error: 'Broken', cause: 'no' });
    const described = workflows.client.send(
      new DescribeExecutionCommand({ executionArn: answer.executionArn }),
    );
    await expect(described).rejects.toMatchObject({ name: 'InvalidArn' });
  });

  it('end after five minutes', async () => {
    const definition = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 9999, End: true } } };
    const stateMachineArn = await workflows.machine(definition, { type: 'EXPRESS' });
    const answer = workflows.client.send(new StartSyncExecutionCommand({ stateMachineArn, name: 'long' }));
    while (!workflows.stepFunctions.inspect().executions.some(({ name }) => name === 'long'))
      await new Promise((resolve) => setTimeout(resolve, 1));
    workflows.clock.advance(300_000);
    expect(await answer).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });

  it('do not wait for tokens, and STANDARD ones do not answer at once', async () => {
    const token = {
      StartAt: 'T',
      States: {
        T: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', End: true },
      },
    };
    await expect(workflows.machine(token, { type: 'EXPRESS' })).rejects.toMatchObject({
      message:
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Express state machine does not support '.waitForTaskToken' service integration  at /States/T/Resource'",
    });
    const stateMachineArn = await workflows.machine(pass(1));
    const answer = workflows.client.send(new StartSyncExecutionCommand({ stateMachineArn }));
    await expect(answer).rejects.toMatchObject({ name: 'StateMachineTypeNotSupported' });
  });
});

it('gives the tasks of an activity to its workers', async () => {
  const { client } = workflows;
  const { activityArn } = await client.send(new CreateActivityCommand({ name: 'pack' }));
  const executionArn = await workflows.start(
    { StartAt: 'A', States: { A: { Type: 'Task', Resource: activityArn, End: true } } },
    { order: 1 },
  );
  const { taskToken, input } = await client.send(
    new GetActivityTaskCommand({ activityArn, workerName: 'Ann' }),
  );
  expect(input).toBe('{"order":1}');
  await client.send(new SendTaskSuccessCommand({ taskToken, output: '"packed"' }));
  expect(await workflows.ended(executionArn)).toMatchObject({ output: '"packed"' });
  const events = await workflows.reached(executionArn, 'ActivityStarted');
  expect(events.slice(2, 5)).toMatchObject([
    { type: 'ActivityScheduled', activityScheduledEventDetails: { resource: activityArn } },
    { type: 'ActivityStarted', activityStartedEventDetails: { workerName: 'Ann' } },
    { type: 'ActivitySucceeded' },
  ]);
});

describe('definitions', () => {
  const state = (It: object) => ({ StartAt: 'It', States: { It } });
  it.each<[object, string]>([
    [{}, 'SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'],
    [
      { States: { A: { Type: 'Succeed' } } },
      'SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /',
    ],
    [{ ...state({ Type: 'Succeed' }), Extra: 1 }, "Field 'Extra' is not supported at /Extra"],
    [state({ Type: 'Nothing' }), 'at /States/It/Type'],
    [state({ Type: 'Pass' }), 'exactly one of the fields: [Next, End] at /States/It'],
    [
      state({ Type: 'Pass', Timeout: 1, End: true }),
      "Field 'Timeout' is not supported at /States/It/Timeout",
    ],
    [
      state({ Type: 'Pass', Next: 'None' }),
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: None at /States/It/Next",
    ],
    [
      { StartAt: 'A', States: { A: { Type: 'Succeed' }, B: { Type: 'Succeed' } } },
      'MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B',
    ],
    [state({ Type: 'Pass', InputPath: 'a', End: true }), 'at /States/It/InputPath'],
    [state({ Type: 'Pass', ResultPath: '$.a[*]', End: true }), 'at /States/It/ResultPath'],
    [state({ Type: 'Pass', Parameters: { 'a.$': 'b' }, End: true }), 'at /States/It/Parameters/a.$'],
    [
      state({ Type: 'Pass', Parameters: { 'a.$': 'States.None()' }, End: true }),
      'at /States/It/Parameters/a.$',
    ],
    [state({ Type: 'Pass', Output: 1, End: true }), "Field 'Output' is not supported at /States/It/Output"],
    [
      state({ Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% 1 + %}', End: true }),
      'at /States/It/Output',
    ],
    [
      { ...state({ Type: 'Pass', QueryLanguage: 'JSONPath', End: true }), QueryLanguage: 'JSONata' },
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/It",
    ],
    [state({ Type: 'Wait', End: true }), 'at /States/It'],
    [state({ Type: 'Wait', Seconds: -1, End: true }), 'at /States/It/Seconds'],
    [state({ Type: 'Choice', Choices: [] }), 'at /States/It/Choices'],
    [state({ Type: 'Choice', Choices: [{ Variable: '$.a', Next: 'It' }] }), 'at /States/It/Choices[0]'],
    [
      state({ Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: '1', Next: 'It' }] }),
      'at /States/It/Choices[0]/NumericEquals',
    ],
    [
      state({ Type: 'Parallel', Branches: [{ StartAt: 'A', States: {} }], End: true }),
      'at /States/It/Branches[0]/States',
    ],
    [
      state({ Type: 'Map', ItemReader: {}, ItemProcessor: pass(1), End: true }),
      'The local cloud does not serve ItemReader: it has no S3 to read from or write to. at /States/It/ItemReader',
    ],
  ])('%j is refused', async (definition, reason) => {
    const { result, diagnostics } = await workflows.client.send(
      new ValidateStateMachineDefinitionCommand({ definition: JSON.stringify(definition) }),
    );
    expect(result).toBe('FAIL');
    expect(diagnostics!.length).toBeGreaterThan(0);
    await expect(workflows.machine(definition)).rejects.toMatchObject({
      name: 'InvalidDefinition',
      message: expect.stringContaining(reason),
    });
  });

  it.each<[object, string]>([
    [{ Retry: [{ ErrorEquals: [] }] }, 'Retry[0]'],
    [{ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['A'] }] }, 'Retry[0]/ErrorEquals'],
    [{ Retry: [{ ErrorEquals: ['A'], BackoffRate: 0.5 }] }, 'Retry[0]/BackoffRate'],
    [{ Retry: [{ ErrorEquals: ['A'], JitterStrategy: 'SOME' }] }, 'Retry[0]/JitterStrategy'],
    [{ Catch: [{ ErrorEquals: ['A'] }] }, 'Catch[0]'],
  ])('a task with %j is refused', async (fields, place) => {
    const Resource = 'arn:aws:lambda:us-east-1:123456789012:function:any';
    const refused = workflows.machine(state({ Type: 'Task', Resource, End: true, ...fields }));
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining(`at /States/It/${place}`),
    });
  });
});
