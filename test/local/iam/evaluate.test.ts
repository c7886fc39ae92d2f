import { describe, expect, it } from 'vitest';
import type { PolicyStatement } from '../../../local/core/ports.ts';
import { checkPolicy, evaluate } from '../../../local/iam/evaluate.ts';

const table = 'arn:aws:dynamodb:us-east-1:123456789012:table/Shop';
const allowAll: PolicyStatement = { Effect: 'Allow', Action: '*', Resource: '*' };

function decide(
  statements: PolicyStatement[],
  {
    action = 'dynamodb:GetItem',
    resource = table,
    context = {},
    boundary,
  }: {
    action?: string;
    resource?: string;
    context?: Record<string, string | string[]>;
    boundary?: PolicyStatement[];
  } = {},
): string {
  const version = '2012-10-17';
  const decision = evaluate(
    [{ Version: version, Statement: statements }],
    boundary && { Version: version, Statement: boundary },
    { action, resource, context },
  );
  return decision.allowed ? 'allow' : decision.reason;
}

describe('statements', () => {
  it.each<[string, PolicyStatement[], Parameters<typeof decide>[1], string]>([
    ['nothing said', [], {}, 'implicitDeny'],
    ['allowed', [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table }], {}, 'allow'],
    [
      'another action',
      [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: table }],
      {},
      'implicitDeny',
    ],
    ['actions have no case', [{ Effect: 'Allow', Action: 'DynamoDB:getitem', Resource: table }], {}, 'allow'],
    ['resources have', [{ Effect: 'Allow', Action: '*', Resource: table.toLowerCase() }], {}, 'implicitDeny'],
    [
      'wildcards',
      [{ Effect: 'Allow', Action: 'dynamodb:Get*', Resource: 'arn:aws:dynamodb:*:*:table/Sh?p' }],
      {},
      'allow',
    ],
    [
      'a pattern covers all of the text',
      [{ Effect: 'Allow', Action: 'dynamodb:Get', Resource: '*' }],
      {},
      'implicitDeny',
    ],
    [
      'an index is not its table',
      [{ Effect: 'Allow', Action: '*', Resource: table }],
      { resource: `${table}/index/a` },
      'implicitDeny',
    ],
    [
      'deny wins over allow',
      [allowAll, { Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' }],
      {},
      'explicitDeny',
    ],
    ['NotAction', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], {}, 'allow'],
    ['NotAction names it', [{ Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' }], {}, 'implicitDeny'],
    ['NotResource', [{ Effect: 'Allow', Action: '*', NotResource: `${table}2` }], {}, 'allow'],
    [
      'NotResource names it',
      [allowAll, { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::*' }],
      {},
      'explicitDeny',
    ],
    ['a boundary that allows', [allowAll], { boundary: [allowAll] }, 'allow'],
    ['a boundary grants nothing by itself', [], { boundary: [allowAll] }, 'implicitDeny'],
    [
      'outside of the boundary',
      [allowAll],
      { boundary: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
      'implicitDeny',
    ],
    [
      'denied by the boundary',
      [allowAll],
      { boundary: [allowAll, { Effect: 'Deny', Action: '*', Resource: '*' }] },
      'explicitDeny',
    ],
    [
      'a policy variable',
      [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::home/${aws:username}/*' }],
      { resource: 'arn:aws:s3:::home/ada/x', context: { 'aws:username': 'ada' } },
      'allow',
    ],
    [
      'a wildcard in the value of a variable is only itself',
      [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::home/${aws:username}/*' }],
      { resource: 'arn:aws:s3:::home/ada/x', context: { 'aws:username': '*' } },
      'implicitDeny',
    ],
    [
      'a variable without value matches nothing',
      [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::home/${aws:username}*' }],
      { resource: 'arn:aws:s3:::home/' },
      'implicitDeny',
    ],
    [
      'a variable with a default',
      [{ Effect: 'Allow', Action: '*', Resource: "arn:aws:s3:::home/${aws:username, 'guest'}" }],
      { resource: 'arn:aws:s3:::home/guest' },
      'allow',
    ],
  ])('%s', (_, statements, question, expected) => {
    expect(decide(statements, question)).toBe(expected);
  });
});

describe('conditions', () => {
  const holds = (operator: string, expected: unknown, actual?: string | string[]) =>
    decide([{ ...allowAll, Condition: { [operator]: { 'my:Key': expected } } }], {
      context: actual === undefined ? {} : { 'my:key': actual },
    }) === 'allow';

  it.each<[string, unknown, string | string[] | undefined, boolean]>([
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', 'a', undefined, false],
    ['StringEqualsIfExists', 'a', undefined, true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringNotEquals', 'a', undefined, true],
    ['StringEqualsIgnoreCase', 'ABC', 'abc', true],
    ['StringLike', 'a?c*', 'abcd', true],
    ['StringNotLike', 'a*', 'abc', false],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThanEquals', 10, '10', true],
    ['NumericGreaterThan', '10', 'x', false],
    ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z', true],
    ['DateLessThan', '2026-01-01T00:00:00Z', '1767225599', true],
    ['Bool', 'true', 'true', true],
    ['Bool', true, 'false', false],
    ['IpAddress', '10.0.0.0/8', '10.1.2.3', true],
    ['IpAddress', ['192.168.0.0/16', '2001:db8::/32'], '2001:db8::1', true],
    ['NotIpAddress', '10.0.0.0/8', '10.1.2.3', false],
    ['ArnLike', 'arn:aws:sns:*:123456789012:orders-*', 'arn:aws:sns:us-east-1:123456789012:orders-1', true],
    ['ArnEquals', 'arn:aws:sns:*:*:a', 'arn:aws:sns:us-east-1:1:b', false],
    ['Null', 'true', undefined, true],
    ['Null', 'true', 'x', false],
    ['Null', 'false', 'x', true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a'], undefined, true],
    ['ForAnyValue:StringLike', ['a*'], ['xyz', 'abc'], true],
    ['ForAnyValue:StringLike', ['a*'], ['xyz'], false],
    ['ForAnyValue:StringEquals', ['a'], undefined, false],
  ])('%s %j against %j is %s', (operator, expected, actual, result) => {
    expect(holds(operator, expected, actual)).toBe(result);
  });

  it('must all hold', () => {
    const statement = { ...allowAll, Condition: { StringEquals: { a: '1', b: '2' } } };
    expect(decide([statement], { context: { a: '1', b: '2' } })).toBe('allow');
    expect(decide([statement], { context: { a: '1' } })).toBe('implicitDeny');
  });

  it('have operators that IAM knows', () => {
    const document = { Statement: { ...allowAll, Sid: 'Odd', Condition: { StringMatches: { a: 'b' } } } };
    expect(() => checkPolicy(document, 'Mine')).toThrow(
      'Policy Mine, statement Odd: Unknown condition operator StringMatches',
    );
  });
});
