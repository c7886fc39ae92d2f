import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RestartNeededError } from '../../../local/core/resource.ts';
import { create } from '../support.ts';
import { startWorkflows, type Workflows } from './cloud.ts';

let workflows: Workflows;
let folder: string;
beforeAll(async () => {
  workflows = await startWorkflows();
  folder = await mkdtemp(join(tmpdir(), 'definition-'));
});
afterAll(async () => {
  await workflows.close();
  await rm(folder, { recursive: true, force: true });
});

const type = 'AWS::StepFunctions::StateMachine';
const pass = (Result: unknown) => ({ StartAt: 'P', States: { P: { Type: 'Pass', Result, End: true } } });
const stand = (properties: object, changes: object = {}) =>
  create(workflows.stepFunctions.resources, type, { RoleArn: workflows.roleArn, ...properties }, changes);
const outputOf = async (arn: string) => {
  const { executionArn } = await workflows.stepFunctions.start(arn, '{}');
  return JSON.parse((await workflows.ended(executionArn)).output);
};

it('stands machines up from a text, an object or an asset, with what is to be put in', async () => {
  const path = join(folder, 'machine.json');
  await writeFile(path, JSON.stringify(pass('${Name} ${Unknown}')));
  const DefinitionSubstitutions = { Name: 'put in' };
  const sources = [
    { StateMachineName: 'Text', DefinitionString: JSON.stringify(pass('${Name} ${Unknown}')) },
    { StateMachineName: 'Object', Definition: pass('${Name} ${Unknown}') },
    { StateMachineName: 'Asset', DefinitionS3Location: { Bucket: 'assets', Key: 'machine' } },
  ];
  for (const source of sources) {
    const { ref, attributes } = await stand({ ...source, DefinitionSubstitutions }, { asset: () => path });
    expect(attributes).toMatchObject({ Arn: ref, Name: source.StateMachineName });
    expect(await outputOf(ref)).toBe('put in ${Unknown}');
  }
});

it('names the logical id and the place of what is wrong', async () => {
  const Definition = {
    StartAt: 'T',
    States: { T: { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', End: true } },
  };
  await expect(stand({ StateMachineName: 'Wrong', Definition }, { logicalId: 'Orders' })).rejects.toThrow(
    /^Orders: .*does not serve the integration arn:aws:states:::http:invoke\. at \/States\/T\/Resource/,
  );
});

it('takes a new definition up while it runs, takes it back, and removes', async () => {
  const properties = { StateMachineName: 'Changing', RoleArn: workflows.roleArn, Definition: pass('old') };
  const created = await stand(properties);
  const provider = workflows.stepFunctions.resources.find((one) => one.type === type)!;
  const request = {
    stackName: 'Stack',
    logicalId: 'Resource',
    type,
    generatedName: 'Stack-Resource-1A2B3C4D5E6F',
    asset: () => undefined,
    assetFromUrl: () => undefined,
    former: properties,
    created,
  };
  const changed = { ...properties, Definition: pass('new') };
  const { undo } = await provider.update!({ ...request, properties: changed });
  expect(await outputOf(created.ref)).toBe('new');
  await undo();
  expect(await outputOf(created.ref)).toBe('old');
  const express = { ...properties, StateMachineType: 'EXPRESS' };
  await expect(provider.update!({ ...request, properties: express })).rejects.toThrow(RestartNeededError);
  await provider.remove!({ ...request, properties }, created);
  await expect(outputOf(created.ref)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
});

it('stands versions, aliases and activities up', async () => {
  const { resources } = workflows.stepFunctions;
  const { ref } = await stand({ StateMachineName: 'Versioned', Definition: pass(1) });
  const version = await create(resources, 'AWS::StepFunctions::StateMachineVersion', {
    StateMachineArn: ref,
  });
  expect(version.ref).toBe(`${ref}:1`);
  const alias = await create(resources, 'AWS::StepFunctions::StateMachineAlias', {
    Name: 'live',
    RoutingConfiguration: [{ StateMachineVersionArn: version.ref, Weight: 100 }],
  });
  expect(await outputOf(alias.ref)).toBe(1);
  const activity = await create(resources, 'AWS::StepFunctions::Activity', { Name: 'pack' });
  expect(activity.ref).toBe('arn:aws:states:us-east-1:123456789012:activity:pack');
});

it('shows what every state did, with secrets masked', async () => {
  const fn = await workflows.fn(`
    let calls = 0;
    export const handler = async () => { if (++calls < 3) throw new RangeError('no'); return { apiKey: 'k-1' }; };`);
  const executionArn = await workflows.start(
    {
      StartAt: 'Try',
      States: {
        Try: {
          Type: 'Task',
          Resource: fn,
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Again' }],
          Next: 'Again',
        },
        Again: { Type: 'Task', Resource: fn, Retry: [{ ErrorEquals: ['RangeError'] }], Next: 'Last' },
        Last: { Type: 'Fail', Error: 'Enough' },
      },
    },
    { password: 'p', order: 1 },
  );
  await workflows.reached(executionArn, 'LambdaFunctionFailed', 2);
  workflows.clock.advance(1000);
  await workflows.ended(executionArn);
  expect(workflows.stepFunctions.inspectStates(executionArn)).toMatchObject([
    {
      name: 'Try',
      type: 'Task',
      status: 'caught',
      retries: 0,
      error: 'RangeError',
      input: { password: '***', order: 1 },
    },
    { name: 'Again', status: 'succeeded', retries: 1, output: { apiKey: '***' } },
    { name: 'Last', type: 'Fail', status: 'failed' },
  ]);
  const { machines, executions } = workflows.stepFunctions.inspect();
  expect(executions[0]).toMatchObject({
    arn: executionArn,
    status: 'FAILED',
    error: 'Enough',
    input: { password: '***' },
  });
  expect(machines.find(({ arn }) => arn === executions[0]!.stateMachineArn)!.definition).toHaveProperty(
    'StartAt',
    'Try',
  );
});
