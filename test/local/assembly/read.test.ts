import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  Aws,
  aws_dynamodb as dynamodb,
  aws_lambda as lambda,
  CfnCondition,
  CfnMapping,
  CfnOutput,
  CfnResource,
  Fn,
  NestedStack,
  Stack,
  Stage,
} from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../local/assembly/read.ts';
import { deploy } from '../../../local/cloudformation/deploy.ts';
import { environment, recorder } from '../cloudformation/recorder.ts';

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'assembly-'));
  mkdirSync(join(scratch, 'code'));
  writeFileSync(join(scratch, 'code', 'index.mjs'), 'export const handler = async () => 1;\n');
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A CDK app of a stateful and a stateless stack, synthesized into a directory of its own. */
function synthesize(name: string, references: 'strong' | 'weak'): string {
  const outdir = join(scratch, name);
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { '@aws-cdk/core:defaultCrossStackReferences': references },
  });
  const data = new Stack(app, 'Data');
  const table = new dynamodb.Table(data, 'Table', {
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
  });
  const api = new Stack(app, 'Api', { stackName: 'Shop-Api' });
  const sizes = new CfnMapping(api, 'Sizes', { mapping: { dev: { memory: 256 } } });
  const always = new CfnCondition(api, 'Always', { expression: Fn.conditionEquals(Aws.PARTITION, 'aws') });
  const handler = new lambda.Function(api, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(join(scratch, 'code')),
    environment: { TABLE: table.tableName, SIZE: sizes.findInMap('dev', 'memory') },
  });
  table.grantReadData(handler);
  const extra = new CfnResource(api, 'Extra', { type: 'Test::Thing::It', properties: { Name: 'extra' } });
  extra.cfnOptions.condition = always;
  const nested = new NestedStack(api, 'Nested');
  new CfnResource(nested, 'Inner', { type: 'Test::Thing::It', properties: { Of: table.tableArn } });
  new CfnOutput(api, 'HandlerArn', { value: handler.functionArn });
  const stage = new Stage(app, 'Dev');
  new CfnResource(new Stack(stage, 'Extras'), 'Only', { type: 'Test::Thing::It' });
  app.synth();
  return outdir;
}

describe.each(['strong', 'weak'] as const)('a CDK app with %s references between stacks', (references) => {
  it('stands up from cdk.out', async () => {
    const assembly = readAssembly(synthesize(references, references));
    expect(assembly.stacks.map(({ displayName }) => displayName).sort()).toEqual([
      'Api',
      'Data',
      'Dev/Extras',
    ]);

    const table = recorder('AWS::DynamoDB::Table');
    const handler = recorder('AWS::Lambda::Function');
    const thing = recorder('Test::Thing::It');
    const roles = [recorder('AWS::IAM::Role'), recorder('AWS::IAM::Policy')];
    const providers = [table, handler, thing, ...roles].map(({ provider }) => provider);
    const { stacks, report } = await deploy(assembly, providers, environment, { strict: true });

    const tableName = table.requests[0]?.generatedName ?? '';
    const made = handler.requests[0];
    expect(made?.stackName).toBe('Shop-Api');
    expect(made?.properties['Environment']).toEqual({ Variables: { TABLE: tableName, SIZE: 256 } });
    const { S3Bucket, S3Key } = made!.properties['Code'];
    expect(made?.asset(S3Bucket, S3Key)).toMatch(/asset\.[0-9a-f]{64}$/);
    expect(made?.asset(S3Bucket, 'nothing.zip')).toBeUndefined();

    const inner = thing.requests.find(({ logicalId }) => logicalId === 'Inner');
    expect(inner?.properties['Of']).toBe(`arn:aws:dynamodb:::${tableName}`);
    expect(thing.requests.map(({ logicalId }) => logicalId).sort()).toEqual(['Extra', 'Inner', 'Only']);
    const api = stacks.find(({ name }) => name === 'Shop-Api');
    expect(api?.outputs['HandlerArn']).toBe(`arn:aws:lambda:::${made?.generatedName}`);
    expect(report.unknown).toEqual([]);
  });
});

describe('choosing stacks', () => {
  it('takes those named with what they depend on', () => {
    const directory = synthesize('chosen', 'strong');
    expect(readAssembly(directory, ['Dev/*']).stacks.map(({ name }) => name)).toEqual(['Dev-Extras']);
    expect(readAssembly(directory, ['Api']).stacks.map(({ name }) => name)).toEqual(['Data', 'Shop-Api']);
    expect(() => readAssembly(directory, ['Live/*'])).toThrow(/no stack is named Live\/\*; there are: /);
  });
});

describe('plain templates', () => {
  it('understands the short forms of YAML', async () => {
    const directory = join(scratch, 'plain');
    mkdirSync(directory);
    writeFileSync(
      join(directory, 'shop.template.yaml'),
      `AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Stage: { Type: String, Default: dev }
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
  IsLive: !Not [!Condition IsDev]
Resources:
  Table:
    Type: Test::Thing::It
    Properties:
      Name: !Sub '\${AWS::StackName}-\${Stage}'
  Reader:
    Type: Test::Thing::It
    Properties:
      Arn: !GetAtt Table.Arn
      Address: !GetAtt Table.Endpoint.Address
      Live: !If [IsLive, 'yes', !Select [1, !Split [',', 'a,b']]]
      Text: !Join
        - '-'
        - - !Ref Stage
          - !Sub ['\${x}', { x: !Ref Stage }]
`,
    );
    writeFileSync(join(directory, 'notes.json'), '{"no": "template"}');
    const { provider, requests } = recorder('Test::Thing::It');
    await deploy(readAssembly(directory), [provider], environment);
    expect(requests.map(({ properties }) => properties)).toEqual([
      { Name: 'shop-dev' },
      { Arn: 'arn:aws:thing:::shop-dev', Address: 'shop-dev.local', Live: 'b', Text: 'dev-dev' },
    ]);
  });

  it('says what is wrong with a place or a file', () => {
    expect(() => readAssembly(join(scratch, 'nowhere'))).toThrow(
      /nowhere does not exist; run `cdk synth` first/,
    );
    expect(() => readAssembly(join(scratch, 'code'))).toThrow(
      /neither a cloud assembly .* nor a CloudFormation template/,
    );
    const broken = join(scratch, 'broken.json');
    writeFileSync(broken, '{"Resources": ');
    expect(() => readAssembly(broken)).toThrow(/broken\.json is not valid JSON/);
    const unknownTag = join(scratch, 'tag.yaml');
    writeFileSync(unknownTag, 'Resources:\n  A: !Guess b\n');
    expect(() => readAssembly(unknownTag)).toThrow(/tag\.yaml is not valid YAML: .*!Guess/s);
  });
});
