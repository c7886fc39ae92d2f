import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, expect, it } from 'vitest';
import { generatedName } from '../../../local/cloudformation/names.ts';
import { role, standUp, type Standing } from '../standing.ts';

const secret = (properties: object) => ({ Type: 'AWS::SecretsManager::Secret', Properties: properties });

let cloud: Standing;
let client: SecretsManagerClient;
afterEach(async () => {
  client?.destroy();
  await cloud?.close();
});
async function start(Resources: object, Outputs: object = {}, dataDirectory?: string) {
  cloud = await standUp(
    { Resources, Outputs },
    dataDirectory === undefined ? {} : { environment: { dataDirectory } },
  );
  client = new SecretsManagerClient(cloud.client);
}
const textOf = async (SecretId: string, more: object = {}) =>
  (await client.send(new GetSecretValueCommand({ SecretId, ...more }))).SecretString;

it('stands secrets up from templates, with passwords of their own', async () => {
  await start(
    {
      Plain: secret({ Name: 'stripe', SecretString: '{"key":"sk_test"}', Tags: [{ Key: 'a', Value: 'b' }] }),
      Made: secret({
        GenerateSecretString: {
          SecretStringTemplate: '{"username":"admin"}',
          GenerateStringKey: 'password',
          PasswordLength: 20,
          ExcludePunctuation: true,
          ExcludeCharacters: 'abc',
        },
      }),
    },
    { Arn: { Value: { Ref: 'Plain' } }, Made: { Value: { Ref: 'Made' } } },
  );
  expect(cloud.outputs.Arn).toMatch(
    /^arn:aws:secretsmanager:us-east-1:123456789012:secret:stripe-[a-z2-7]{6}$/,
  );
  expect(await textOf('stripe')).toBe('{"key":"sk_test"}');
  expect(await textOf(cloud.outputs.Arn!)).toBe('{"key":"sk_test"}');
  const made = JSON.parse((await textOf(cloud.outputs.Made!))!);
  expect(made.username).toBe('admin');
  expect(made.password).toMatch(/^[d-zA-Z0-9]{20}$/);
  expect(made.password).toMatch(/[a-z]/);
  expect(made.password).toMatch(/[A-Z]/);
  expect(made.password).toMatch(/\d/);
});

it('keeps versions with their stages', async () => {
  await start({ Plain: secret({ Name: 'token', SecretString: 'one' }) });
  const put = await client.send(new PutSecretValueCommand({ SecretId: 'token', SecretString: 'two' }));
  expect(put.VersionStages).toEqual(['AWSCURRENT']);
  expect(await textOf('token')).toBe('two');
  expect(await textOf('token', { VersionStage: 'AWSPREVIOUS' })).toBe('one');
  await client.send(
    new PutSecretValueCommand({ SecretId: 'token', SecretString: 'three', VersionStages: ['AWSPENDING'] }),
  );
  expect(await textOf('token')).toBe('two');
  expect(await textOf('token', { VersionStage: 'AWSPENDING' })).toBe('three');
  const { Versions } = await client.send(new ListSecretVersionIdsCommand({ SecretId: 'token' }));
  expect(Versions!.map(({ VersionStages }) => VersionStages)).toEqual([
    ['AWSPREVIOUS'],
    ['AWSCURRENT'],
    ['AWSPENDING'],
  ]);
});

it('serves the operations of the SDK, and calls errors by their names', async () => {
  await start({});
  const { ARN, VersionId } = await client.send(
    new CreateSecretCommand({ Name: 'made/here', SecretBinary: new Uint8Array([1, 2]), Description: 'Made' }),
  );
  const { SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: ARN }));
  expect(SecretBinary).toEqual(new Uint8Array([1, 2]));
  await expect(client.send(new CreateSecretCommand({ Name: 'made/here' }))).rejects.toMatchObject({
    name: 'ResourceExistsException',
  });
  await client.send(new UpdateSecretCommand({ SecretId: ARN, Description: 'Changed' }));
  const description = await client.send(new DescribeSecretCommand({ SecretId: 'made/here' }));
  expect(description).toMatchObject({
    ARN,
    Description: 'Changed',
    VersionIdsToStages: { [VersionId!]: ['AWSCURRENT'] },
  });
  expect(description.CreatedDate).toBeInstanceOf(Date);
  const { SecretList } = await client.send(
    new ListSecretsCommand({ Filters: [{ Key: 'name', Values: ['made'] }] }),
  );
  expect(SecretList).toMatchObject([{ ARN, Name: 'made/here' }]);
  await client.send(new DeleteSecretCommand({ SecretId: ARN }));
  await expect(textOf('made/here')).rejects.toMatchObject({ name: 'InvalidRequestException' });
  await client.send(new RestoreSecretCommand({ SecretId: ARN }));
  await client.send(new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true }));
  await expect(textOf('made/here')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret.",
  });
  const { RandomPassword } = await client.send(new GetRandomPasswordCommand({ PasswordLength: 8 }));
  expect(RandomPassword).toHaveLength(8);
});

it('lets a role read what its policy allows', async () => {
  await start({
    Plain: secret({ Name: 'token', SecretString: 'one' }),
    Other: secret({ Name: 'other', SecretString: 'two' }),
    Reader: role({ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { Ref: 'Plain' } }),
  });
  const roleArn = `arn:aws:iam::123456789012:role/${generatedName('Stack', 'Reader', 'AWS::IAM::Role')}`;
  const reader = new SecretsManagerClient({
    ...cloud.client,
    credentials: cloud.iam.assume(roleArn, 'test'),
  });
  const read = (SecretId: string) => reader.send(new GetSecretValueCommand({ SecretId }));
  expect((await read('token')).SecretString).toBe('one');
  await expect(read('other')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  // Whether a secret is there is nothing to a caller who may not read it.
  await expect(read('absent')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  reader.destroy();
});

it('fills references of templates, and says which database a secret opens', async () => {
  await start(
    {
      Made: secret({
        GenerateSecretString: { SecretStringTemplate: '{"username":"shop"}', GenerateStringKey: 'password' },
      }),
      Attachment: {
        Type: 'AWS::SecretsManager::SecretTargetAttachment',
        Properties: {
          SecretId: { Ref: 'Made' },
          TargetId: 'cluster-1',
          TargetType: 'AWS::RDS::DBCluster',
        },
      },
      User: {
        Type: 'AWS::SSM::Parameter',
        Properties: {
          Name: '/user',
          Value: {
            'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Made' }, ':SecretString:username::}}']],
          },
        },
      },
      Copy: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/copy', Value: '{{resolve:ssm:/given}}' } },
    },
    { User: { Value: { 'Fn::GetAtt': ['User', 'Value'] } }, Secret: { Value: { Ref: 'Attachment' } } },
  );
  expect(cloud.outputs.User).toBe('shop');
  expect(cloud.ssm.value('/copy')).toBe('at the start');
  expect(JSON.parse((await textOf(cloud.outputs.Secret!))!)).toMatchObject({
    username: 'shop',
    dbClusterIdentifier: 'cluster-1',
  });
  const lost = { Type: 'AWS::SSM::Parameter', Properties: { Value: '{{resolve:secretsmanager:absent}}' } };
  await expect(standUp({ Resources: { Lost: lost } })).rejects.toThrow(
    "{{resolve:secretsmanager:absent}} cannot be resolved: Secrets Manager can't find the specified secret.",
  );
});

it('keeps with the data directory what was set on the laptop, until the template says something else', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'secrets-'));
  const resources = (SecretString: string) => ({
    Plain: secret({ Name: 'stripe', SecretString }),
    Made: secret({ Name: 'made', GenerateSecretString: {} }),
  });
  try {
    await start(resources('to be set'), {}, dataDirectory);
    const made = await textOf('made');
    await client.send(new PutSecretValueCommand({ SecretId: 'stripe', SecretString: 'sk_test_mine' }));
    await cloud.close();
    await start(resources('to be set'), {}, dataDirectory);
    expect(await textOf('stripe')).toBe('sk_test_mine');
    expect(await textOf('made')).toBe(made);
    await cloud.close();
    await start(resources('another'), {}, dataDirectory);
    expect(await textOf('stripe')).toBe('another');
    expect(await textOf('stripe', { VersionStage: 'AWSPREVIOUS' })).toBe('sk_test_mine');
  } finally {
    await cloud.close();
    rmSync(dataDirectory, { recursive: true });
  }
});
