import { expect, it } from 'vitest';
import { servicePrincipal } from '../../../local/core/access.ts';
import type { PolicyStatement, Principal } from '../../../local/core/ports.ts';
import { createIam } from '../../../local/iam/index.ts';
import { create, testEnvironment } from '../support.ts';

const environment = testEnvironment();
const queue = 'arn:aws:sqs:us-east-1:123456789012:orders';
const rule = 'arn:aws:events:us-east-1:123456789012:rule/paid';
const roleArn = 'arn:aws:iam::123456789012:role/Sender';
const events = servicePrincipal('events.amazonaws.com', rule, environment.accountId);

async function identities(Policies: object[] = []) {
  const iam = createIam({ environment });
  await create(iam.resources, 'AWS::IAM::Role', {
    RoleName: 'Sender',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': environment.accountId } },
      },
    },
    Policies,
  });
  const { principal: role } = iam.assume(roleArn, 'session');
  const decide = (principal: Principal, ...Statement: PolicyStatement[]) =>
    iam.authorize(principal, 'sqs:SendMessage', { arn: queue, policy: { Version: '2012-10-17', Statement } });
  return { iam, role, decide };
}

const allow = (Principal: unknown, more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: 'Allow',
  Principal,
  Action: 'sqs:SendMessage',
  Resource: queue,
  ...more,
});
const from = (SourceArn: string) => ({ Condition: { ArnEquals: { 'aws:SourceArn': SourceArn } } });

it('lets a service in by the policy on the resource alone', async () => {
  const { iam, decide } = await identities();
  const service = { Service: 'events.amazonaws.com' };
  expect(decide(events, allow(service))).toEqual({ allowed: true });
  expect(decide(events, allow('*', from(rule)))).toEqual({ allowed: true });
  expect(decide(events, allow({ AWS: '*' }))).toEqual({ allowed: true });
  const refused = { allowed: false, reason: 'implicitDeny', resourceBased: true };
  expect(decide(events, allow({ Service: 'sns.amazonaws.com' }))).toEqual(refused);
  expect(decide(events, allow(service, from(`${rule}s`)))).toEqual(refused);
  expect(decide(events, allow(service, { Action: 'sqs:ReceiveMessage' }))).toEqual(refused);
  expect(decide(events, allow(service), allow('*', { Effect: 'Deny' }))).toMatchObject({
    reason: 'explicitDeny',
  });
  expect(iam.authorize(events, 'sqs:SendMessage', queue)).toEqual(refused);
});

it('lets a role in by its own policies or by those of the resource, unless either denies', async () => {
  const { role, decide } = await identities();
  expect(decide(role, allow({ AWS: roleArn }))).toEqual({ allowed: true });
  expect(decide(role, allow({ AWS: `${roleArn}s` }))).toEqual({ allowed: false, reason: 'implicitDeny' });
  // The account as a whole: its identities need policies of their own.
  expect(decide(role, allow({ AWS: 'arn:aws:iam::123456789012:root' }))).toMatchObject({ allowed: false });

  const granted = await identities([
    {
      PolicyName: 'send',
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] },
    },
  ]);
  expect(granted.decide(granted.role, allow({ Service: 'events.amazonaws.com' }))).toEqual({ allowed: true });
  const account = { AWS: environment.accountId };
  expect(granted.decide(granted.role, allow(account, { Effect: 'Deny' }))).toEqual({
    allowed: false,
    reason: 'explicitDeny',
    resourceBased: true,
  });
  const others = { Effect: 'Deny', NotPrincipal: { AWS: roleArn }, Principal: undefined } as const;
  expect(granted.decide(granted.role, allow('*', others))).toEqual({ allowed: true });
});

it('asks the trust policy of a role when a service assumes it', async () => {
  const { iam } = await identities();
  const as = (name: string) => iam.assume(roleArn, 'session', { name, sourceArn: rule }).principal;
  expect(as('scheduler.amazonaws.com').roleArn).toBe(roleArn);
  expect(() => as('events.amazonaws.com')).toThrow(
    'events.amazonaws.com is not authorized to perform: sts:AssumeRole',
  );
});
