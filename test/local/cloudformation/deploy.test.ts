import { describe, expect, it } from 'vitest';
import { deploy, UnknownInTemplateError } from '../../../local/cloudformation/deploy.ts';
import { generatedName } from '../../../local/cloudformation/names.ts';
import { formatReport } from '../../../local/cloudformation/report.ts';
import { assemblyOf, environment, recorder } from './recorder.ts';

const thing = (properties: object = {}, rest: object = {}) => ({
  Type: 'Test::Thing::It',
  Properties: properties,
  ...rest,
});

describe('order', () => {
  it('creates what is referred to first, and waits for DependsOn', async () => {
    const { provider, requests } = recorder('Test::Thing::It');
    const Resources = {
      C: thing({ of: { 'Fn::Sub': '${B.Arn}' } }),
      B: thing({ of: { Ref: 'A' } }),
      A: thing({}, { DependsOn: ['Z'] }),
      Z: thing(),
    };
    await deploy(assemblyOf({ Shop: { Resources } }), [provider], environment);
    expect(requests.map(({ logicalId }) => logicalId)).toEqual(['Z', 'A', 'B', 'C']);
  });

  it('names the resources of a circle', async () => {
    const Resources = {
      A: thing({ of: { Ref: 'B' } }),
      B: thing({}, { DependsOn: 'C' }),
      C: thing({ of: { Ref: 'A' } }),
    };
    await expect(deploy(assemblyOf({ Shop: { Resources } }), [], environment)).rejects.toThrow(
      'Shop/A: circular dependency between resources: A → B → C → A',
    );
  });

  it('lets a circle be that only a condition not met would close', async () => {
    const { provider } = recorder('Test::Thing::It');
    const template = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: {
        A: thing({ of: { Ref: 'B' } }),
        B: thing({ of: { 'Fn::If': ['Never', { Ref: 'A' }, 'none'] } }),
      },
    };
    await deploy(assemblyOf({ Shop: template }), [provider], environment);
  });

  it('deploys plain stacks after those whose exports and outputs they use', async () => {
    const { provider, requests } = recorder('Test::Thing::It');
    const { stacks, exports } = await deploy(
      assemblyOf({
        Api: { Resources: { F: thing({ table: { 'Fn::ImportValue': { 'Fn::Sub': 'Data-Table' } } }) } },
        Data: {
          Resources: { Table: thing({ Name: 'goods' }) },
          Outputs: {
            T: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-Table' } } },
          },
        },
        Admin: {
          Resources: {
            F: thing({ table: { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'T' } } }),
          },
        },
      }),
      [provider],
      environment,
    );
    expect(stacks.map(({ name }) => name)).toEqual(['Data', 'Api', 'Admin']);
    expect(exports).toEqual({ 'Data-Table': 'goods' });
    expect(requests.map(({ properties }) => properties['table'])).toEqual([undefined, 'goods', 'goods']);
  });

  it('lets providers settle once everything stands', async () => {
    const events: string[] = [];
    const { provider, requests } = recorder('Test::Thing::It', {
      settle: async () => void events.push(`settled after ${requests.length}`),
    });
    await deploy(
      assemblyOf({ One: { Resources: { A: thing() } }, Two: { Resources: { A: thing() } } }),
      [provider],
      environment,
    );
    expect(events).toEqual(['settled after 2']);
  });

  it('waits for what has begun before it reports a failure', async () => {
    let ended = false;
    const slow = {
      ...recorder('Test::Slow::It').provider,
      create: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        ended = true;
        return { ref: 'slow' };
      },
    };
    const broken = {
      ...recorder('Test::Broken::It').provider,
      create: async () => {
        throw new Error('no room');
      },
    };
    const Resources = { A: { Type: 'Test::Broken::It' }, B: { Type: 'Test::Slow::It' } };
    await expect(deploy(assemblyOf({ Shop: { Resources } }), [slow, broken], environment)).rejects.toThrow(
      'Shop/A: Test::Broken::It could not be created: no room',
    );
    expect(ended).toBe(true);
  });
});

describe('conditions and parameters', () => {
  const template = {
    Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'live'] } },
    Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] } },
    Resources: {
      Always: thing({}, { DependsOn: 'Sometimes' }),
      Sometimes: thing({}, { Condition: 'IsLive' }),
    },
    Outputs: { Name: { Condition: 'IsLive', Value: { Ref: 'Sometimes' } } },
  };
  const run = async (parameters: Record<string, string>) => {
    const { provider, requests } = recorder('Test::Thing::It');
    const { stacks } = await deploy(assemblyOf({ Shop: template }), [provider], environment, {
      parameters: { Shop: parameters },
    });
    return { made: requests.map(({ logicalId }) => logicalId), outputs: stacks[0]?.outputs };
  };

  it('creates a resource and an output only where their condition holds', async () => {
    expect(await run({ Stage: 'dev' })).toEqual({ made: ['Always'], outputs: {} });
    const live = await run({ Stage: 'live' });
    expect(live.made).toEqual(['Sometimes', 'Always']);
    expect(live.outputs).toEqual({ Name: generatedName('Shop', 'Sometimes', 'Test::Thing::It') });
  });

  it('refuses a missing, a foreign and a forbidden value', async () => {
    await expect(run({})).rejects.toThrow('Shop/Parameters: [Stage] must have a value');
    await expect(run({ Stage: 'dev', Colour: 'red' })).rejects.toThrow(
      '[Colour] do not exist in the template',
    );
    await expect(run({ Stage: 'test' })).rejects.toThrow('test is not one of dev, live');
  });

  it('says why a reference to a resource left out leads nowhere', async () => {
    const broken = {
      ...template,
      Resources: { ...template.Resources, Probe: thing({ of: { Ref: 'Sometimes' } }) },
    };
    const { provider } = recorder('Test::Thing::It');
    await expect(
      deploy(assemblyOf({ Shop: broken }), [provider], environment, {
        parameters: { Shop: { Stage: 'dev' } },
      }),
    ).rejects.toThrow('Sometimes is not created, condition IsLive is false');
  });
});

describe('nothing is ignored in silence', () => {
  const declared = {
    honoured: ['Name', 'Indexes.*.IndexName', 'Log.Level'],
    inert: { Tags: 'no console shows them', 'Indexes.*.Throughput': 'a laptop has one size' },
  };
  const template = {
    Resources: {
      Table: thing({
        Name: 'goods',
        Indexes: [{ IndexName: 'a' }, { IndexName: 'b', Throughput: { Read: 1 }, Colour: 'red' }],
        Log: { Level: 'ALL', Role: 'x' },
        Tags: [{ Key: 'a', Value: 'b' }],
        Shape: { round: true },
      }),
      Stream: { Type: 'AWS::MediaLive::Channel', Properties: { Of: { Ref: 'Table' } } },
      Alarm: {
        Type: 'AWS::CloudWatch::CompositeAlarm',
        Properties: { AlarmName: 'full' },
        DeletionPolicy: 'Retain',
      },
    },
    Outputs: { Alarm: { Value: { 'Fn::GetAtt': ['Alarm', 'Arn'] } } },
  };

  it('reports unknown types and property paths, and what has no meaning with its reason', async () => {
    const { provider } = recorder('Test::Thing::It', declared);
    const { report, stacks } = await deploy(assemblyOf({ Shop: template }), [provider], environment);
    expect(report.unknown.map(({ logicalId, path }) => `${logicalId} ${path ?? '-'}`)).toEqual([
      'Table Indexes.1.Colour',
      'Table Log.Role',
      'Table Shape',
      'Stream -',
    ]);
    expect(
      report.inert.map(({ logicalId, path, reason }) => `${logicalId} ${path ?? '-'} ${reason}`),
    ).toEqual([
      'Table Indexes.1.Throughput a laptop has one size',
      'Table Tags no console shows them',
      'Alarm - nobody watches a laptop',
    ]);
    expect(stacks[0]?.outputs).toEqual({ Alarm: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:full' });
    const text = formatReport(report);
    expect(text).toContain('Shop/Stream (AWS::MediaLive::Channel): no provider for this type, not created');
    expect(text).toContain('Shop/Table (Test::Thing::It) Indexes.1.Colour: unknown property');
    expect(text).toContain('1 resource and 2 properties without meaning on a laptop (--verbose lists them)');
    expect(formatReport(report, { verbose: true })).toContain('Tags: no console shows them');
  });

  it('fails on anything unknown when it is strict', async () => {
    const { provider } = recorder('Test::Thing::It', declared);
    const failure = deploy(assemblyOf({ Shop: template }), [provider], environment, { strict: true });
    await expect(failure).rejects.toThrow(UnknownInTemplateError);
    await expect(failure).rejects.toThrow('Shop/Table (Test::Thing::It) Shape: unknown property');
  });

  it('reports a type without provider even where references to it can be written', async () => {
    const { provider, requests } = recorder('Test::Thing::It');
    const Resources = {
      Clicks: {
        Type: 'AWS::Kinesis::Stream',
        Properties: { Name: { 'Fn::Sub': '${AWS::StackName}-clicks' } },
      },
      Reader: thing({ Name: { Ref: 'Clicks' }, Arn: { 'Fn::GetAtt': ['Clicks', 'Arn'] } }),
    };
    const { report } = await deploy(assemblyOf({ Shop: { Resources } }), [provider], environment);
    expect(report.unknown).toEqual([
      { stackName: 'Shop', logicalId: 'Clicks', type: 'AWS::Kinesis::Stream' },
    ]);
    expect(requests[0]?.properties).toEqual({
      Name: 'Shop-clicks',
      Arn: 'arn:aws:kinesis:eu-central-1:111122223333:stream/Shop-clicks',
    });
  });

  it('names both ends of a reference to something unknown, until it is declared inert', async () => {
    const { provider, requests } = recorder('Test::Thing::It');
    const Resources = {
      Stream: { Type: 'AWS::MediaLive::Channel' },
      Reader: thing({ Source: { 'Fn::GetAtt': ['Stream', 'Arn'] } }),
    };
    const assembly = assemblyOf({ Shop: { Resources } });
    await expect(deploy(assembly, [provider], environment)).rejects.toThrow(
      'Shop/Reader Properties.Source: Fn::GetAtt Stream.Arn: Shop/Stream is of type AWS::MediaLive::Channel',
    );
    const inert = {
      'AWS::MediaLive::Channel': {
        reason: 'not used here',
        arn: 'medialive:{region}:{account}:channel/{name}',
      },
    };
    await deploy(assembly, [provider], environment, { inert });
    expect(requests[0]?.properties['Source']).toMatch(
      /^arn:aws:medialive:eu-central-1:111122223333:channel\/Shop-Stream-/,
    );
  });
});

describe('generated names', () => {
  it('are stable, differ by logical id, and keep within the length of their type', () => {
    expect(generatedName('Shop', 'Role', 'AWS::IAM::Role')).toBe(
      generatedName('Shop', 'Role', 'AWS::IAM::Role'),
    );
    expect(generatedName('Shop', 'Role', 'AWS::IAM::Role')).toMatch(/^Shop-Role-[0-9A-Z]{12}$/);
    const long = generatedName('S'.repeat(60), 'L'.repeat(60), 'AWS::Lambda::Function');
    expect(long).toHaveLength(64);
    expect(long).not.toBe(generatedName('S'.repeat(60), `${'L'.repeat(59)}M`, 'AWS::Lambda::Function'));
    expect(generatedName('Shop', 'Media', 'AWS::S3::Bucket')).toMatch(/^shop-media-[0-9a-z]{12}$/);
  });
});
