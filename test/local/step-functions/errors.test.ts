import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkflows, type Workflows } from './cloud.ts';

let workflows: Workflows;
let fn: string;
beforeAll(async () => {
  workflows = await startWorkflows();
  // Fails so often as it is told to, by the name of the call, and then answers.
  fn = await workflows.fn(`
    const counts = new Map();
    export const handler = async ({ call = 'x', failures = 0, error = 'Broken', hang }) => {
      if (hang) await new Promise(() => setInterval(() => {}, 1000));
      const count = (counts.get(call) ?? 0) + 1;
      counts.set(call, count);
      if (count <= failures) {
        const failure = new Error('failure ' + count);
        failure.name = error;
        throw failure;
      }
      return { call, count };
    };`);
});
afterAll(() => workflows.close());

const task = (fields: object = {}) => ({
  StartAt: 'It',
  States: {
    It: { Type: 'Task', Resource: fn, End: true, ...fields },
    ...('Catch' in fields && { Caught: { Type: 'Pass', End: true } }),
  },
});
let calls = 0;
const call = (more: object = {}) => ({ call: `call${++calls}`, ...more });

describe('Retry', () => {
  it.each<[object, number[]]>([
    [{}, [1, 2, 4]],
    [{ IntervalSeconds: 3, BackoffRate: 1.5, MaxAttempts: 3 }, [3, 4.5, 6.75]],
    [{ IntervalSeconds: 2, BackoffRate: 10, MaxDelaySeconds: 30 }, [2, 20, 30]],
  ])('waits as %j says: %j seconds', async (policy, delays) => {
    const definition = task({ Retry: [{ ErrorEquals: ['Broken'], ...policy }] });
    const executionArn = await workflows.start(definition, call({ failures: 3 }));
    for (const [index, delay] of delays.entries()) {
      await workflows.reached(executionArn, 'LambdaFunctionFailed', index + 1);
      workflows.clock.advance(delay * 1000 - 1);
      const events = await workflows.reached(executionArn, 'LambdaFunctionFailed', index + 1);
      expect(events.at(-1).type).toBe('LambdaFunctionFailed');
      workflows.clock.advance(1);
    }
    expect(await workflows.ended(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('counts each retrier by itself, and lets a catcher take over when tries are used up', async () => {
    const definition = task({
      Retry: [
        { ErrorEquals: ['Broken'], MaxAttempts: 1, IntervalSeconds: 1 },
        { ErrorEquals: ['States.ALL'], MaxAttempts: 5 },
      ],
      Catch: [{ ErrorEquals: ['States.TaskFailed'], ResultPath: '$.error', Next: 'Caught' }],
    });
    const input = call({ failures: 9 });
    const executionArn = await workflows.start(definition, input);
    await workflows.reached(executionArn, 'LambdaFunctionFailed');
    workflows.clock.advance(1000);
    const { output } = await workflows.ended(executionArn);
    const { error, ...rest } = JSON.parse(output);
    expect(rest).toEqual(input);
    expect(error.Error).toBe('Broken');
    expect(JSON.parse(error.Cause)).toMatchObject({ errorType: 'Broken', errorMessage: 'failure 2' });
  });

  it('tells parameters how often it was tried', async () => {
    const definition = task({
      Parameters: { call: call().call, failures: 1, 'tried.$': '$$.State.RetryCount' },
      Retry: [{ ErrorEquals: ['States.ALL'] }],
    });
    const executionArn = await workflows.start(definition);
    await workflows.reached(executionArn, 'LambdaFunctionFailed');
    workflows.clock.advance(1000);
    await workflows.ended(executionArn);
    const events = await workflows.reached(executionArn, 'LambdaFunctionScheduled', 2);
    const inputs = events.flatMap((event: any) => event.lambdaFunctionScheduledEventDetails ?? []);
    expect(inputs.map(({ input }: any) => JSON.parse(input).tried)).toEqual([0, 1]);
  });

  it('runs a Parallel state anew as a whole', async () => {
    const branch = (name: string, state: object) => ({
      StartAt: name,
      States: { [name]: { End: true, ...state } },
    });
    const executionArn = await workflows.start(
      {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Branches: [branch('A', { Type: 'Pass' }), branch('B', { Type: 'Task', Resource: fn })],
            Retry: [{ ErrorEquals: ['Broken'] }],
            End: true,
          },
        },
      },
      call({ failures: 1 }),
    );
    await workflows.reached(executionArn, 'LambdaFunctionFailed');
    workflows.clock.advance(1000);
    const { output } = await workflows.ended(executionArn);
    expect(JSON.parse(output)[1]).toMatchObject({ count: 2 });
    const events = await workflows.reached(executionArn, 'ParallelStateStarted', 2);
    expect(events.filter(({ type }: any) => type === 'ParallelStateFailed')).toEqual([]);
  });
});

describe('Catch', () => {
  it.each<[string, object, boolean]>([
    ['States.ALL', {}, true],
    ['States.TaskFailed', {}, true],
    ['Broken', {}, true],
    ['Other', {}, false],
    ['States.Timeout', {}, false],
  ])('%s of a failure', async (name, _, caught) => {
    const { status } = await workflows.run(
      task({ Catch: [{ ErrorEquals: [name], Next: 'Caught' }] }),
      call({ failures: 1 }),
    );
    expect(status).toBe(caught ? 'SUCCEEDED' : 'FAILED');
  });

  it('does not take faults of the definition, unless by the name that the language gives them', async () => {
    const broken = { Parameters: { 'a.$': '$.none' } };
    const catching = (...names: string[]) =>
      workflows.run(task({ ...broken, Catch: [{ ErrorEquals: names, Next: 'Caught' }] }));
    expect(await catching('States.ALL')).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(await catching('States.Runtime')).toMatchObject({ status: 'FAILED' });
    expect((await catching('States.ParameterPathFailure')).output.Error).toBe('States.ParameterPathFailure');
  });

  it('shapes its output and assigns in JSONata', async () => {
    const { output } = await workflows.run(
      {
        ...task({
          Catch: [
            {
              ErrorEquals: ['States.ALL'],
              Next: 'Caught',
              Output: { was: '{% $states.input.call %}', error: '{% $states.errorOutput.Error %}' },
              Assign: { cause: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
            },
          ],
        }),
        QueryLanguage: 'JSONata',
      },
      call({ call: 'shaped', failures: 1 }),
    );
    expect(output).toEqual({ was: 'shaped', error: 'Broken' });
  });
});

describe('timeouts', () => {
  it('end a task, which can be caught', async () => {
    const executionArn = await workflows.start(
      task({ TimeoutSecondsPath: '$.limit', Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Caught' }] }),
      call({ hang: true, limit: 5 }),
    );
    const events = await workflows.reached(executionArn, 'LambdaFunctionStarted');
    expect(events[2].lambdaFunctionScheduledEventDetails.timeoutInSeconds).toBe(5);
    workflows.clock.advance(5000);
    expect(JSON.parse((await workflows.ended(executionArn)).output)).toEqual({
      Error: 'States.Timeout',
      Cause: '',
    });
  });

  it('end an execution, which says so by its status and its history', async () => {
    const executionArn = await workflows.start({
      StartAt: 'W',
      TimeoutSeconds: 3,
      States: { W: { Type: 'Wait', Seconds: 25, End: true } },
    });
    await workflows.reached(executionArn, 'WaitStateEntered');
    workflows.clock.advance(3000);
    const described = await workflows.ended(executionArn);
    expect(described.status).toBe('TIMED_OUT');
    expect(described).not.toHaveProperty('error');
    expect((await workflows.reached(executionArn, 'ExecutionTimedOut')).at(-1)).toMatchObject({
      previousEventId: 0,
      executionTimedOutEventDetails: { error: 'States.Timeout' },
    });
  });
});

it('every execution ends, whatever fails and is tried again', async () => {
  const names = ['Broken', 'Other', 'States.ALL', 'States.TaskFailed', 'States.Timeout'];
  const retrier = fc.record({
    ErrorEquals: fc.constantFrom(...names).map((name) => [name]),
    MaxAttempts: fc.integer({ min: 0, max: 3 }),
    IntervalSeconds: fc.integer({ min: 1, max: 5 }),
    BackoffRate: fc.constantFrom(1, 1.5, 2),
  });
  // States.ALL stands last.
  const last = <T extends { ErrorEquals: string[] }>(policies: T[]) => [
    ...policies.filter(({ ErrorEquals }) => ErrorEquals[0] !== 'States.ALL'),
    ...policies.filter(({ ErrorEquals }) => ErrorEquals[0] === 'States.ALL').slice(0, 1),
  ];
  const leaf = fc.record({
    kind: fc.constantFrom('pass', 'fail', 'wait', 'timeout'),
    retry: fc.array(retrier, { maxLength: 2 }).map(last),
    caught: fc.boolean(),
    seconds: fc.integer({ min: 0, max: 20 }),
  });
  const shape = fc.record({
    leaves: fc.array(leaf, { minLength: 1, maxLength: 4 }),
    wrap: fc.constantFrom('none', 'parallel', 'map'),
  });

  const stateOf = ({ kind, retry, caught, seconds }: any, next: object, end: string) => {
    const policies = { Retry: retry, ...(caught && { Catch: [{ ErrorEquals: ['States.ALL'], Next: end }] }) };
    if (kind === 'pass') return { Type: 'Pass', ...next };
    if (kind === 'wait') return { Type: 'Wait', Seconds: seconds, ...next };
    const inner =
      kind === 'fail'
        ? { Inner: { Type: 'Fail', Error: 'Broken' } }
        : { Inner: { Type: 'Wait', Seconds: 5, Next: 'Late' }, Late: { Type: 'Fail', Error: 'Other' } };
    return { Type: 'Parallel', Branches: [{ StartAt: 'Inner', States: inner }], ...policies, ...next };
  };
  const rename = (definition: object, suffix: string) =>
    JSON.parse(JSON.stringify(definition).replaceAll(/"(Inner|Late)"/g, `"$1${suffix}"`));

  await fc.assert(
    fc.asyncProperty(shape, async ({ leaves, wrap }) => {
      const States: Record<string, object> = { End: { Type: 'Succeed' } };
      for (const [index, one] of leaves.entries()) {
        const next = { Next: index + 1 < leaves.length ? `S${index + 1}` : 'End' };
        States[`S${index}`] = rename(stateOf(one, next, 'End'), String(index));
      }
      const line = { StartAt: 'S0', States };
      const definition =
        wrap === 'none'
          ? line
          : {
              StartAt: 'Wrap',
              States: {
                Wrap:
                  wrap === 'parallel'
                    ? { Type: 'Parallel', Branches: [line], End: true }
                    : { Type: 'Map', ItemsPath: '$.items', ItemProcessor: line, End: true },
              },
            };
      const executionArn = await workflows.start(definition, { items: [1, 2, 3] });
      for (let turn = 0; turn < 500; turn++) {
        const { status } = await workflows.stepFunctions.call('DescribeExecution', { executionArn });
        if (status !== 'RUNNING') {
          expect(['SUCCEEDED', 'FAILED']).toContain(status);
          return;
        }
        workflows.clock.advance(1000);
        await new Promise((resolve) => setImmediate(resolve));
      }
      throw new Error('did not end');
    }),
    { numRuns: 150 },
  );
});
