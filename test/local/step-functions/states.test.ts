import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkflows, type Workflows } from './cloud.ts';

let workflows: Workflows;
beforeAll(async () => {
  workflows = await startWorkflows();
});
afterAll(() => workflows.close());

const states = (first: string, all: object, more: object = {}) => ({ StartAt: first, States: all, ...more });
const passThrough = { StartAt: 'Inner', States: { Inner: { Type: 'Pass', End: true } } };

describe('data in JSONPath', () => {
  it.each<[string, object, unknown, unknown]>([
    ['hands its input on', {}, { a: 1 }, { a: 1 }],
    ['answers a fixed result', { Result: { b: 2 } }, { a: 1 }, { b: 2 }],
    ['leaves a fixed result as it is', { Result: { 'b.$': '$.a' } }, { a: 1 }, { 'b.$': '$.a' }],
    ['puts a result into its input', { Result: 2, ResultPath: '$.x.y' }, { a: 1 }, { a: 1, x: { y: 2 } }],
    ['throws a result away', { Result: 2, ResultPath: null }, { a: 1 }, { a: 1 }],
    ['looks at a part of its input', { InputPath: '$.a' }, { a: { b: 1 } }, { b: 1 }],
    ['looks at nothing', { InputPath: null }, { a: 1 }, {}],
    ['hands a part on', { OutputPath: '$.a' }, { a: 1 }, 1],
    ['hands nothing on', { OutputPath: null }, { a: 1 }, {}],
    [
      'makes its input of a template',
      { InputPath: '$.a', Parameters: { 'n.$': '$.b', 'all.$': '$', 'who.$': '$$.State.Name' } },
      { a: { b: 1 } },
      { n: 1, all: { b: 1 }, who: 'It' },
    ],
  ])('%s', async (_, fields, input, output) => {
    expect(await workflows.state({ Type: 'Pass', ...fields }, input)).toMatchObject({
      status: 'SUCCEEDED',
      output,
    });
  });

  it('keeps variables until another state assigns them anew', async () => {
    const { output, events } = await workflows.run(
      states('Set', {
        Set: { Type: 'Pass', Assign: { 'total.$': '$.a', rate: 2 }, Next: 'Change' },
        Change: { Type: 'Pass', Assign: { 'rate.$': '$total', 'former.$': '$rate' }, Next: 'Use' },
        Use: {
          Type: 'Pass',
          Parameters: { 'a.$': '$rate', 'b.$': '$former', 'c.$': 'States.MathAdd($total, 1)' },
          End: true,
        },
      }),
      { a: 5 },
    );
    expect(output).toEqual({ a: 5, b: 2, c: 6 });
    expect(events[2].stateExitedEventDetails.assignedVariables).toEqual({ total: '5', rate: '2' });
  });

  it.each([
    [{ InputPath: '$.none' }, "Invalid path '$.none' : No results for path: $['none']"],
    [{ OutputPath: '$.no.such' }, "Invalid path '$.no.such' : Missing property in path $['no']"],
    [
      { Parameters: { 'v.$': '$.none' } },
      "The JSONPath '$.none' specified for the field 'v.$' could not be found in the input '{\"a\":1}'",
    ],
  ])('%j fails as the service says', async (fields, reason) => {
    expect(await workflows.state({ Type: 'Pass', ...fields }, { a: 1 })).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: `An error occurred while executing the state 'It' (entered at the event id #2). ${reason}`,
    });
  });
});

describe('data in JSONata', () => {
  const jsonata = { QueryLanguage: 'JSONata' };
  it('evaluates expressions wherever they stand in Output', async () => {
    const Output = {
      sum: '{% $sum($states.input.list) %}',
      text: 'no {% expression %}',
      list: ['{% $states.input.list[0] %}', 7],
      name: '{% $states.context.State.Name %}',
      parts: '{% $partition($states.input.list, 2) %}',
      range: '{% $range(1, 7, 3) %}',
      hash: "{% $hash('Hash this string', 'SHA-256') %}",
      parsed: '{% $parse(\'{"a":1}\').a %}',
      chance: '{% $random() < 1 and $random(3) = $random(3) %}',
      id: '{% $length($uuid()) %}',
      time: '{% $toMillis($now()) = $millis() %}',
    };
    const { output } = await workflows.state({ Type: 'Pass', Output }, { list: [1, 2, 3] }, jsonata);
    expect(output).toEqual({
      sum: 6,
      text: 'no {% expression %}',
      list: [1, 7],
      name: 'It',
      parts: [[1, 2], [3]],
      range: [1, 4, 7],
      hash: '1cac63f39fd68d8c531f27b807610fb3d50f0fc3f186995767fb6316e7200a3e',
      parsed: 1,
      chance: true,
      id: 36,
      time: true,
    });
  });

  it("takes $now from the cloud's clock", async () => {
    const { output } = await workflows.state({ Type: 'Pass', Output: '{% $now() %}' }, {}, jsonata);
    expect(output).toBe(new Date(workflows.clock.now()).toISOString());
  });

  it('assigns and answers with the variables as they were before', async () => {
    const { output } = await workflows.run(
      states(
        'Set',
        {
          Set: { Type: 'Pass', Assign: { x: 1 }, Next: 'Use' },
          Use: { Type: 'Pass', Assign: { x: '{% $x + 1 %}' }, Output: '{% $x %}', Next: 'Last' },
          Last: { Type: 'Pass', Output: ['{% $states.input %}', '{% $x %}'], End: true },
        },
        jsonata,
      ),
    );
    expect(output).toEqual([1, 2]);
  });

  it.each([
    [
      '{% $none %}',
      "The JSONata expression '$none' specified for the field 'Output/v' returned nothing (undefined).",
    ],
    [
      '{% function($x){$x} %}',
      "The JSONata expression 'function($x){$x}' specified for the field 'Output/v' returned an unsupported result type.",
    ],
    [
      '{% $none() %}',
      "The JSONata expression '$none()' specified for the field 'Output/v' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
    [
      "{% $eval('1') %}",
      "The JSONata expression '$eval('1')' specified for the field 'Output/v' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
  ])('%s fails and leaves an event', async (v, reason) => {
    const ended = await workflows.state({ Type: 'Pass', Output: { v } }, {}, jsonata);
    const cause = `An error occurred while executing the state 'It' (entered at the event id #2). ${reason}`;
    expect(ended).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError', cause });
    expect(ended.events[2]).toMatchObject({
      type: 'EvaluationFailed',
      evaluationFailedEventDetails: { state: 'It', location: 'Output/v', cause },
    });
  });

  it('can be the language of one state in a machine of the other', async () => {
    const { output } = await workflows.run(
      states('A', {
        A: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input.n * 2 %}', Next: 'B' },
        B: { Type: 'Pass', Parameters: { 'v.$': '$' }, End: true },
      }),
      { n: 4 },
    );
    expect(output).toEqual({ v: 8 });
  });
});

describe('Choice', () => {
  const outcomes = { Big: { Type: 'Succeed' }, Small: { Type: 'Pass', End: true } };
  const choice = (fields: object) => states('Which', { Which: { Type: 'Choice', ...fields }, ...outcomes });

  it('takes the first rule that holds, otherwise Default', async () => {
    const definition = choice({
      Choices: [
        { Variable: '$.n', NumericGreaterThan: 10, Next: 'Big' },
        {
          And: [
            { Variable: '$.n', IsNumeric: true },
            { Variable: '$.n', NumericLessThan: 3 },
          ],
          Next: 'Small',
        },
      ],
      Default: 'Small',
    });
    expect((await workflows.run(definition, { n: 11 })).types).toContain('SucceedStateEntered');
    expect((await workflows.run(definition, { n: 5 })).types).toContain('PassStateEntered');
  });

  it('fails when nothing holds', async () => {
    const definition = states('Which', {
      Which: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'Big' }] },
      Big: { Type: 'Succeed' },
    });
    expect(await workflows.run(definition, { n: 2 })).toMatchObject({
      status: 'FAILED',
      error: 'States.NoChoiceMatched',
    });
  });

  it('evaluates conditions, and assigns by the rule that was taken', async () => {
    const definition = {
      ...choice({
        Choices: [
          {
            Condition: '{% $states.input.n > 10 %}',
            Next: 'Big',
            Assign: { size: 'big' },
            Output: '{% $states.input.n %}',
          },
        ],
        Default: 'Small',
        Output: 'small',
      }),
      QueryLanguage: 'JSONata',
    };
    expect(await workflows.run(definition, { n: 11 })).toMatchObject({ output: 11 });
    expect(await workflows.run(definition, { n: 1 })).toMatchObject({ output: 'small' });
    expect(
      await workflows.run({
        ...definition,
        States: {
          ...definition.States,
          Which: { Type: 'Choice', Choices: [{ Condition: '{% 5 %}', Next: 'Big' }], Default: 'Small' },
        },
      }),
    ).toMatchObject({ error: 'States.QueryEvaluationError' });
  });
});

describe('Wait', () => {
  it.each<[object, unknown, number]>([
    [{ Seconds: 5 }, {}, 5000],
    [{ SecondsPath: '$.s' }, { s: 7 }, 7000],
    [{ QueryLanguage: 'JSONata', Seconds: '{% $states.input.s * 2 %}' }, { s: 2 }, 4000],
  ])('%j', async (fields, input, milliseconds) => {
    const executionArn = await workflows.start(
      states('It', { It: { Type: 'Wait', End: true, ...fields } }),
      input,
    );
    await workflows.reached(executionArn, 'WaitStateEntered');
    workflows.clock.advance(milliseconds - 1);
    expect(await workflows.stepFunctions.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'RUNNING',
    });
    workflows.clock.advance(1);
    expect(await workflows.ended(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: JSON.stringify(input),
    });
  });

  it('waits until a time, and not at all for one that is over', async () => {
    const at = new Date(workflows.clock.now() + 60_000).toISOString();
    const executionArn = await workflows.start(
      states('It', { It: { Type: 'Wait', End: true, TimestampPath: '$.at' } }),
      { at },
    );
    await workflows.reached(executionArn, 'WaitStateEntered');
    workflows.clock.advance(60_000);
    expect(await workflows.ended(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await workflows.state({ Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 'SUCCEEDED',
    });
  });

  it.each<[object, unknown, string]>([
    [{ SecondsPath: '$.s' }, { s: -1 }, 'The SecondsPath parameter references a negative value: $.s == -1'],
    [
      { SecondsPath: '$.s' },
      { s: 1.5 },
      'The SecondsPath parameter cannot be parsed as a long value: $.s == 1.5',
    ],
    [{ SecondsPath: '$.s' }, {}, 'The SecondsPath parameter does not reference an input value: $.s'],
    [
      { TimestampPath: '$.s' },
      { s: 'soon' },
      'The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.s == soon',
    ],
  ])('%j of %j', async (fields, input, reason) => {
    const { error, cause } = await workflows.state({ Type: 'Wait', ...fields }, input);
    expect(error).toBe('States.Runtime');
    expect(cause).toContain(reason);
  });
});

describe('Fail', () => {
  it.each<[object, unknown, object]>([
    [{ Error: 'Broken', Cause: 'It fell.' }, {}, { error: 'Broken', cause: 'It fell.' }],
    [{}, {}, { error: undefined, cause: undefined }],
    [
      { ErrorPath: '$.e', CausePath: "States.Format('because of {}', $.e)" },
      { e: 'E' },
      { error: 'E', cause: 'because of E' },
    ],
    [{ QueryLanguage: 'JSONata', Error: "{% 'A' & 'B' %}" }, {}, { error: 'AB' }],
  ])('%j', async (fields, input, expected) => {
    expect(await workflows.run(states('It', { It: { Type: 'Fail', ...fields } }), input)).toMatchObject({
      status: 'FAILED',
      ...expected,
    });
  });
});

describe('Parallel', () => {
  it('runs its branches side by side and answers their outputs in order', async () => {
    const branch = (name: string, seconds: number) =>
      states(name, {
        [name]: { Type: 'Wait', Seconds: seconds, Next: `${name}2` },
        [`${name}2`]: { Type: 'Pass', Result: name, End: true },
      });
    const executionArn = await workflows.start(
      states('It', {
        It: { Type: 'Parallel', Branches: [branch('A', 5), branch('B', 1)], ResultPath: '$.r', End: true },
      }),
      { a: 1 },
    );
    await workflows.reached(executionArn, 'WaitStateEntered', 2);
    workflows.clock.advance(1000);
    await workflows.reached(executionArn, 'PassStateExited');
    workflows.clock.advance(4000);
    expect(JSON.parse((await workflows.ended(executionArn)).output)).toEqual({ a: 1, r: ['A', 'B'] });
  });

  it('fails with the error of the first branch that fails, and stops the others', async () => {
    const { error, types } = await workflows.state({
      Type: 'Parallel',
      Branches: [
        states('W', { W: { Type: 'Wait', Seconds: 1000, End: true } }),
        states('F', { F: { Type: 'Fail', Error: 'Broken' } }),
      ],
    });
    expect(error).toBe('Broken');
    expect(types).toEqual([
      'ExecutionStarted',
      'ParallelStateEntered',
      'ParallelStateStarted',
      'WaitStateEntered',
      'FailStateEntered',
      'WaitStateAborted',
      'ParallelStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('lets branches see variables from outside, and keeps theirs to themselves', async () => {
    const { output } = await workflows.run(
      states(
        'Set',
        {
          Set: { Type: 'Pass', Assign: { x: 1 }, Next: 'Both' },
          Both: {
            Type: 'Parallel',
            Branches: [
              states('In', {
                In: { Type: 'Pass', Assign: { y: '{% $x + 1 %}' }, Output: '{% $x %}', End: true },
              }),
            ],
            Next: 'After',
          },
          After: { Type: 'Pass', Output: '{% [$states.input[0], $exists($y)] %}', End: true },
        },
        { QueryLanguage: 'JSONata' },
      ),
    );
    expect(output).toEqual([1, false]);
  });
});

describe('Map', () => {
  it('runs one after another when told to, with events as the service has them', async () => {
    const { events } = await workflows.state(
      { Type: 'Map', MaxConcurrency: 1, ItemProcessor: passThrough },
      [1, 2],
    );
    expect(events.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
      [1, 0, 'ExecutionStarted'],
      [2, 0, 'MapStateEntered'],
      [3, 2, 'MapStateStarted'],
      [4, 3, 'MapIterationStarted'],
      [5, 4, 'PassStateEntered'],
      [6, 5, 'PassStateExited'],
      [7, 6, 'MapIterationSucceeded'],
      [8, 6, 'MapIterationStarted'],
      [9, 8, 'PassStateEntered'],
      [10, 9, 'PassStateExited'],
      [11, 10, 'MapIterationSucceeded'],
      [12, 11, 'MapStateSucceeded'],
      [13, 11, 'MapStateExited'],
      [14, 13, 'ExecutionSucceeded'],
    ]);
  });

  it('selects what each iteration gets, in both languages and under the older names', async () => {
    const input = { items: ['a', 'b'], who: 'me' };
    const selector = { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'who.$': '$.who' };
    const expected = [
      { i: 0, v: 'a', who: 'me' },
      { i: 1, v: 'b', who: 'me' },
    ];
    for (const fields of [
      { ItemsPath: '$.items', ItemSelector: selector, ItemProcessor: passThrough },
      { ItemsPath: '$.items', Parameters: selector, Iterator: passThrough },
      {
        QueryLanguage: 'JSONata',
        Items: '{% $states.input.items %}',
        ItemSelector: {
          i: '{% $states.context.Map.Item.Index %}',
          v: '{% $states.context.Map.Item.Value %}',
          who: '{% $states.input.who %}',
        },
        ItemProcessor: passThrough,
      },
    ]) {
      expect((await workflows.state({ Type: 'Map', ...fields }, input)).output).toEqual(expected);
    }
  });

  it('runs no more iterations at once than it may', async () => {
    const waiting = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 1, End: true } } };
    const executionArn = await workflows.start(
      states('It', {
        It: { Type: 'Map', MaxConcurrencyPath: '$.n', ItemsPath: '$.l', ItemProcessor: waiting, End: true },
      }),
      { n: 2, l: [1, 2, 3, 4, 5] },
    );
    for (const entered of [2, 4, 5]) {
      const events = await workflows.reached(executionArn, 'WaitStateEntered', entered);
      expect(events.filter(({ type }: any) => type === 'WaitStateEntered')).toHaveLength(entered);
      workflows.clock.advance(1000);
    }
    expect(JSON.parse((await workflows.ended(executionArn)).output)).toEqual([1, 2, 3, 4, 5]);
  });

  it('ends at once with nothing to do, and refuses what is no list', async () => {
    expect(await workflows.state({ Type: 'Map', ItemProcessor: passThrough }, [])).toMatchObject({
      output: [],
    });
    expect(await workflows.state({ Type: 'Map', ItemProcessor: passThrough }, {})).toMatchObject({
      error: 'States.Runtime',
    });
  });

  const distributed = (inner: object, fields: object = {}) => ({
    Type: 'Map',
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...inner },
    ...fields,
  });
  const failOnOdd = states('Odd', {
    Odd: {
      Type: 'Choice',
      QueryLanguage: 'JSONata',
      Choices: [{ Condition: '{% $states.input % 2 = 1 %}', Next: 'No' }],
      Default: 'Yes',
    },
    No: { Type: 'Fail', Error: 'Odd' },
    Yes: { Type: 'Succeed' },
  });

  it('runs iterations as executions of their own when distributed', async () => {
    const { output, types } = await workflows.state(distributed(passThrough, { Label: 'All' }), [1, 2]);
    expect(output).toEqual([1, 2]);
    expect(types.slice(2, -2)).toEqual([
      'MapStateStarted',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateSucceeded',
    ]);
  });

  it('puts items together', async () => {
    const batcher = { MaxItemsPerBatch: 2, BatchInput: { 'who.$': '$.who' } };
    const { output } = await workflows.state(
      distributed(passThrough, { ItemsPath: '$.l', ItemBatcher: batcher }),
      {
        who: 'me',
        l: [1, 2, 3],
      },
    );
    expect(output).toEqual([
      { BatchInput: { who: 'me' }, Items: [1, 2] },
      { BatchInput: { who: 'me' }, Items: [3] },
    ]);
  });

  it.each<[object, string]>([
    [{}, 'FAILED'],
    [{ ToleratedFailureCount: 1 }, 'FAILED'],
    [{ ToleratedFailureCount: 2 }, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 50 }, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 49.9 }, 'FAILED'],
  ])('tolerates %j of two failures in four: %s', async (fields, status) => {
    const ended = await workflows.state(distributed(failOnOdd, fields), [1, 2, 3, 4]);
    expect(ended.status).toBe(status);
    if (status === 'FAILED')
      expect(ended).toMatchObject({
        error: 'States.ExceedToleratedFailureThreshold',
        cause: 'The specified tolerated failure threshold was exceeded',
      });
    else expect(ended.output).toEqual([2, 4]);
  });
});

it('refuses an output that is too large', async () => {
  const text = 'x'.repeat(200_000);
  const ended = await workflows.state({ Type: 'Pass', Parameters: { 'a.$': '$', 'b.$': '$' } }, text);
  expect(ended).toMatchObject({
    error: 'States.DataLimitExceeded',
    cause:
      "The state/task 'It' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
});

it('ends an execution whose history is full, with the failure as its last event', async () => {
  const loop = states('A', {
    A: { Type: 'Choice', Choices: [{ Variable: '$.go', BooleanEquals: true, Next: 'A' }], Default: 'B' },
    B: { Type: 'Succeed' },
  });
  const executionArn = await workflows.start(loop, { go: true });
  expect(await workflows.ended(executionArn)).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: 'The execution reached the maximum number of history events (25000).',
  });
  const { events } = await workflows.stepFunctions.call('GetExecutionHistory', {
    executionArn,
    reverseOrder: true,
    maxResults: 2,
  });
  expect(events.map(({ id, previousEventId, type }: any) => [id, previousEventId, type])).toEqual([
    [25000, 24999, 'ExecutionFailed'],
    [24999, 24998, 'ChoiceStateExited'],
  ]);
});
