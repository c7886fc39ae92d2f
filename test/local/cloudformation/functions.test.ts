import { describe, expect, it } from 'vitest';
import { deploy, type DeployOptions } from '../../../local/cloudformation/deploy.ts';
import { assemblyOf, environment, recorder } from './recorder.ts';

/** Resolves one value in a stack that has a resource, parameters, a mapping and conditions to refer to. */
async function resolve(value: unknown, options: DeployOptions = {}): Promise<unknown> {
  const { provider, requests } = recorder('Test::Thing::It');
  const template = {
    Parameters: {
      Stage: { Type: 'String', Default: 'dev' },
      Count: { Type: 'Number', Default: 3 },
      Zones: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
      Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/images/latest' },
    },
    Mappings: { Sizes: { dev: { memory: 128, names: ['x', 'y'] } } },
    Conditions: {
      IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
      IsLive: { 'Fn::Not': [{ Condition: 'IsDev' }] },
      Either: { 'Fn::Or': [{ Condition: 'IsLive' }, { 'Fn::Equals': [{ Ref: 'Count' }, 3] }] },
      Both: { 'Fn::And': [{ Condition: 'IsDev' }, { Condition: 'Either' }] },
    },
    Resources: {
      Table: { Type: 'Test::Thing::It', Properties: { Name: 'goods' } },
      Probe: { Type: 'Test::Thing::It', Properties: { Value: value } },
    },
  };
  await deploy(assemblyOf({ Shop: template }), [provider], environment, options);
  return requests.find(({ logicalId }) => logicalId === 'Probe')?.properties['Value'];
}

describe('intrinsic functions', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref of a resource', { Ref: 'Table' }, 'goods'],
    ['Ref of a parameter', { Ref: 'Stage' }, 'dev'],
    ['Ref of a number', { Ref: 'Count' }, '3'],
    ['Ref of a list', { Ref: 'Zones' }, ['a', 'b', 'c']],
    [
      'pseudo parameters',
      { 'Fn::Sub': '${AWS::Partition}/${AWS::Region}/${AWS::AccountId}' },
      'aws/eu-central-1/111122223333',
    ],
    ['AWS::NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['AWS::NoValue in a list', ['a', { 'Fn::If': ['IsLive', 'b', { Ref: 'AWS::NoValue' }] }], ['a']],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:thing:::goods'],
    ['GetAtt as text', { 'Fn::GetAtt': 'Table.Endpoint.Address' }, 'goods.local'],
    [
      'Sub with variables',
      { 'Fn::Sub': ['${Table.Arn}/${x}/${!x}', { x: { Ref: 'Stage' } }] },
      'arn:aws:thing:::goods/dev/${x}',
    ],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Count' }, { Ref: 'AWS::NoValue' }]] }, 'a-3'],
    ['Join of a list', { 'Fn::Join': ['+', { Ref: 'Zones' }] }, 'a+b+c'],
    ['Select and Split', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['If', { 'Fn::If': ['Both', 'yes', 'no'] }, 'yes'],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 128],
    ['FindInMap of a list', { 'Fn::FindInMap': ['Sizes', 'dev', 'names'] }, ['x', 'y']],
    [
      'FindInMap with a default',
      { 'Fn::FindInMap': ['Sizes', 'live', 'memory', { DefaultValue: 256 }] },
      256,
    ],
    ['Base64', { 'Fn::Base64': 'größe' }, 'Z3LDtsOfZQ=='],
    ['Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 2, '8'] }, ['10.0.0.0/24', '10.0.1.0/24']],
    [
      'Cidr of IPv6',
      { 'Fn::Cidr': ['2600:1f16:aa::/56', 2, 64] },
      ['2600:1f16:aa::/64', '2600:1f16:aa:1::/64'],
    ],
    ['GetAZs', { 'Fn::GetAZs': '' }, ['eu-central-1a', 'eu-central-1b', 'eu-central-1c']],
    ['Length', { 'Fn::Length': { Ref: 'Zones' } }, 3],
    ['ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Stage' } } }, '{"a":"dev"}'],
    [
      'a policy statement',
      { Condition: { StringEquals: { a: { Ref: 'Stage' } } } },
      { Condition: { StringEquals: { a: 'dev' } } },
    ],
  ])('%s', async (_, value, expected) => {
    expect(await resolve(value)).toEqual(expected);
  });

  it('reads the Parameter Store from values that were given', async () => {
    const ssmParameters = { '/images/latest': 'sha-1', '/token': 'abc' };
    expect(await resolve({ Ref: 'Image' }, { ssmParameters })).toBe('sha-1');
    expect(await resolve('x-{{resolve:ssm:/token:3}}', { ssmParameters })).toBe('x-abc');
  });

  it.each<[string, unknown, string]>([
    [
      'a name that nothing has',
      { Ref: 'Nobody' },
      'Shop/Probe Properties.Value: Ref Nobody: there is no Nobody in stack Shop',
    ],
    [
      'an attribute that nothing has',
      { a: { 'Fn::GetAtt': ['Table', 'Colour'] } },
      'Shop/Probe Properties.Value.a: Fn::GetAtt Table.Colour: Test::Thing::It has no such attribute here; it has: Arn, Endpoint.Address',
    ],
    ['a condition that is not there', { 'Fn::If': ['Never', 1, 2] }, 'there is no condition Never'],
    [
      'a mapping without the key',
      { 'Fn::FindInMap': ['Sizes', 'live', 'memory'] },
      'mapping Sizes has no live.memory',
    ],
    ['an element beyond the list', { 'Fn::Select': [7, ['a']] }, 'no element 7 in a list of 1'],
    ['a macro', { 'Fn::Transform': { Name: 'M' } }, 'Fn::Transform is not supported'],
    ['a function that does not exist', { 'Fn::Guess': 1 }, 'unknown intrinsic function Fn::Guess'],
    ['a function with company', { 'Fn::Sub': 'a', b: 1 }, 'Fn::Sub must stand alone'],
    ['an import without export', { 'Fn::ImportValue': 'Nothing' }, 'no export named Nothing; exports: none'],
    ['a secret', '{{resolve:secretsmanager:a:SecretString:b}}', 'secretsmanager is not supported'],
    ['a stored parameter without value', { Ref: 'Image' }, 'parameter Image reads /images/latest'],
    [
      'a range too small',
      { 'Fn::Cidr': ['10.0.0.0/24', 4, 8] },
      '10.0.0.0/24 does not hold 4 blocks of 8 bits',
    ],
  ])('refuses %s', async (_, value, message) => {
    await expect(resolve(value)).rejects.toThrow(message);
  });
});
