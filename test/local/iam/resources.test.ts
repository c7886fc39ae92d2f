import { describe, expect, it } from 'vitest';
import { createIam } from '../../../local/iam/index.ts';
import { create, testEnvironment } from '../support.ts';

const trust = {
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
};
const document = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

function account() {
  const lines: string[] = [];
  const environment = testEnvironment();
  const warn = (message: string) => void lines.push(message);
  const log = { ...environment.log, warn, scope: () => ({ ...environment.log, warn }) as never };
  const iam = createIam({ environment: { ...environment, log } });
  const stand = (type: string, properties: object, logicalId = 'Resource') =>
    create(iam.resources, `AWS::IAM::${type}`, properties, {
      logicalId,
      generatedName: `Stack-${logicalId}-1A2B`,
    });
  return { iam, stand, lines };
}

describe('a role', () => {
  it('may do what is attached to it, at once and not before', async () => {
    const { iam, stand } = account();
    const role = await stand('Role', { AssumeRolePolicyDocument: trust }, 'Publisher');
    expect(role).toMatchObject({
      ref: 'Stack-Publisher-1A2B',
      attributes: {
        Arn: 'arn:aws:iam::123456789012:role/Stack-Publisher-1A2B',
        RoleId: expect.stringMatching(/^AROA\w{17}$/),
      },
    });
    const { principal } = iam.assume(role.attributes!.Arn as string, 'me');
    expect(principal.arn).toBe('arn:aws:sts::123456789012:assumed-role/Stack-Publisher-1A2B/me');
    expect(iam.authorize(principal, 's3:GetObject', 'arn:aws:s3:::a/b').allowed).toBe(false);

    await stand('Policy', { PolicyName: 'p', PolicyDocument: document('s3:GetObject'), Roles: [role.ref] });
    expect(iam.authorize(principal, 's3:GetObject', 'arn:aws:s3:::a/b').allowed).toBe(true);
  });

  it('takes managed policies, of the account and of AWS', async () => {
    const { iam, stand, lines } = account();
    const own = await stand('ManagedPolicy', { PolicyDocument: document('sqs:*') }, 'Queues');
    const role = await stand('Role', {
      AssumeRolePolicyDocument: trust,
      ManagedPolicyArns: [
        own.ref,
        'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
        'arn:aws:iam::aws:policy/SomethingElse',
      ],
    });
    const { principal } = iam.assume(role.attributes!.Arn as string, 'me');
    const allowed = (action: string) => iam.authorize(principal, action, '*').allowed;
    expect(['sqs:SendMessage', 'logs:PutLogEvents', 'sns:Publish'].map(allowed)).toEqual([true, true, false]);
    expect(lines).toEqual([
      'Resource: the managed policy arn:aws:iam::aws:policy/SomethingElse is not known here and grants nothing',
    ]);
  });

  it('is bounded by its permissions boundary', async () => {
    const { iam, stand } = account();
    const boundary = await stand('ManagedPolicy', { PolicyDocument: document('s3:*') }, 'Boundary');
    const role = await stand('Role', {
      AssumeRolePolicyDocument: trust,
      PermissionsBoundary: boundary.ref,
      Policies: [{ PolicyName: 'all', PolicyDocument: document('*') }],
    });
    const { principal } = iam.assume(role.attributes!.Arn as string, 'me');
    expect(iam.authorize(principal, 's3:GetObject', '*').allowed).toBe(true);
    expect(iam.authorize(principal, 'sqs:SendMessage', '*').allowed).toBe(false);
  });

  it('keeps the credentials of a session', async () => {
    const { iam, stand } = account();
    const { attributes } = await stand('Role', { AssumeRolePolicyDocument: trust });
    const arn = attributes!.Arn as string;
    expect(iam.assume(arn, 'a')).toBe(iam.assume(arn, 'a'));
    expect(iam.assume(arn, 'b').accessKeyId).not.toBe(iam.assume(arn, 'a').accessKeyId);
    expect(() => iam.assume('arn:aws:iam::123456789012:role/None', 'a')).toThrow(
      'The role with name None cannot be found.',
    );
  });
});

describe('a user', () => {
  it('acts by an access key', async () => {
    const { iam, stand } = account();
    const user = await stand('User', {
      UserName: 'ada',
      Policies: [{ PolicyName: 'p', PolicyDocument: document('s3:*') }],
    });
    const key = await stand('AccessKey', { UserName: user.ref });
    expect(key).toMatchObject({
      ref: expect.stringMatching(/^AKIA/),
      attributes: { SecretAccessKey: expect.any(String) },
    });
    const principal = { arn: user.attributes!.Arn as string, accountId: '123456789012', userId: 'x' };
    expect(iam.authorize(principal, 's3:GetObject', '*').allowed).toBe(true);
  });
});

it('lets the administrator do everything', () => {
  const { iam } = account();
  expect(iam.authorize(iam.root().principal, 'anything:AtAll', '*')).toEqual({ allowed: true });
});
