import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiKeyExpiry } from '../../infra/api/api-key.ts';
import { table as tableOfEntities } from '../../entities/table.ts';
import { synthesize, type Synthesized } from './synthesized.ts';

const stages = ['dev', 'prod'] as const;
const shops = {} as Record<(typeof stages)[number], Synthesized>;
beforeAll(() => {
  for (const stage of stages) shops[stage] = synthesize(stage);
});

describe('the table', () => {
  test.each([
    ['dev', false, 'Delete'],
    ['prod', true, 'Retain'],
  ] as const)('in %s: protected %s, %s', (stage, protectedFromDeletion, policy) => {
    shops[stage].stateful.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: policy,
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: protectedFromDeletion,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: tableOfEntities.timeToLive, Enabled: true },
      },
    });
  });

  test('has the keys and indexes that the entities use, and no other attributes', () => {
    const [table] = Object.values(shops.dev.stateful.findResources('AWS::DynamoDB::Table'));
    const { KeySchema, GlobalSecondaryIndexes, AttributeDefinitions } = table!['Properties'];
    const keys = (partitionKey: string, sortKey: string) => [
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ];
    expect(KeySchema).toEqual(keys(tableOfEntities.partitionKey, tableOfEntities.sortKey));
    expect(GlobalSecondaryIndexes).toEqual(
      Object.entries(tableOfEntities.indexes).map(([IndexName, { partitionKey, sortKey }]) => ({
        IndexName,
        KeySchema: keys(partitionKey, sortKey),
        Projection: { ProjectionType: 'ALL' },
      })),
    );
    expect(AttributeDefinitions).toHaveLength(8);
  });
});

describe('the user pool', () => {
  test('signs in by e-mail, checks passwords, and gives away nothing', () => {
    const { stateful } = shops.prod;
    stateful.hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      Properties: {
        DeletionProtection: 'ACTIVE',
        UsernameAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
        LambdaConfig: { PostConfirmation: Match.anyValue() },
        Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 12, RequireSymbols: true }) },
      },
    });
    stateful.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    });
  });

  test('has the groups that the schema names', () => {
    const groups = Object.values(shops.dev.stateful.findResources('AWS::Cognito::UserPoolGroup'));
    expect(groups.map((group) => group['Properties'].GroupName).sort()).toEqual([
      'admin',
      'customer',
      'seller',
      'staff',
    ]);
  });
});

describe('the API', () => {
  test.each([
    ['dev', 'ENABLED', false],
    ['prod', 'DISABLED', true],
  ] as const)('in %s: introspection %s, verbose logs left out: %s', (stage, introspection, excluded) => {
    shops[stage].stateless.hasResourceProperties('AWS::AppSync::GraphQLApi', {
      AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
      AdditionalAuthenticationProviders: [
        { AuthenticationType: 'API_KEY' },
        { AuthenticationType: 'AWS_IAM' },
      ],
      IntrospectionConfig: introspection,
      QueryDepthLimit: 15,
      ResolverCountLimit: 500,
      XrayEnabled: true,
      LogConfig: Match.objectLike({ FieldLogLevel: 'ERROR', ExcludeVerboseContent: excluded }),
      EnvironmentVariables: { CURRENCY: 'EUR', STAGE: stage },
    });
  });

  test('takes its currency from the context', () => {
    synthesize('dev', { currency: 'JPY' }).stateless.hasResourceProperties('AWS::AppSync::GraphQLApi', {
      EnvironmentVariables: { CURRENCY: 'JPY' },
    });
  });

  test('gives its clients what they are configured with', () => {
    expect(Object.keys(shops.dev.stateless.toJSON()['Outputs'])).toEqual(
      expect.arrayContaining(['ApiKey', 'GraphQLUrl', 'Region', 'UserPoolClientId', 'UserPoolId']),
    );
  });

  test.each(['2026-01-01T00:00:00Z', '2026-02-28T23:59:59Z', '2028-02-29T12:00:00Z'])(
    'has a key that ends within a year of %s, and not before eleven months',
    (moment) => {
      const now = new Date(moment);
      const days = (apiKeyExpiry(now) - now.getTime() / 1000) / (24 * 60 * 60);
      expect(days).toBeLessThanOrEqual(365);
      expect(days).toBeGreaterThan(333);
    },
  );
});

describe('permissions', () => {
  test('the publisher may call the three publishing mutations and nothing else of the API', () => {
    const policies = Object.values(shops.dev.stateless.findResources('AWS::IAM::Policy'));
    const statements = policies.flatMap((policy) => policy['Properties'].PolicyDocument.Statement);
    const calls = statements.filter(({ Action }) => [Action].flat().includes('appsync:GraphQL'));
    expect(calls).toHaveLength(1);
    const resources = JSON.stringify(calls[0].Resource);
    expect(resources).toContain('/types/Mutation/fields/publishOrderChange');
    expect(resources).toContain('/types/Mutation/fields/publishStockChange');
    expect(resources).toContain('/types/Mutation/fields/publishSale');
    expect(calls[0].Resource).toHaveLength(3);
  });

  test('who sends text messages may publish to telephones, and to no topic', () => {
    const policies = Object.values(shops.prod.stateless.findResources('AWS::IAM::Policy'));
    const statements = policies.flatMap((policy) => policy['Properties'].PolicyDocument.Statement);
    const open = statements.filter(({ NotResource }) => NotResource);
    expect(open).toMatchObject([{ Effect: 'Allow', Action: 'sns:Publish' }]);
    expect(JSON.stringify(open[0].NotResource)).toMatch(/:sns:\*:\*:\*"/);
  });

  test('no role allows every action, and only tracing, listing streams and delivering logs are allowed on everything', () => {
    for (const { stateful, stateless } of Object.values(shops)) {
      for (const template of [stateful, stateless]) {
        for (const policy of Object.values(template.findResources('AWS::IAM::Policy'))) {
          for (const { Action, Resource } of policy['Properties'].PolicyDocument.Statement) {
            const actions = [Action].flat() as string[];
            expect(actions.filter((action) => action.includes('*'))).toEqual([]);
            if (Resource !== '*') continue;
            expect(
              actions.filter(
                (action) =>
                  !/^xray:|^dynamodb:ListStreams$|^logs:\w*(LogDeliver|ResourcePolic|LogGroups)/.test(action),
              ),
            ).toEqual([]);
          }
        }
      }
    }
  });
});

describe('the stream', () => {
  test('is read for what concerns subscribers', () => {
    shops.prod.stateless.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 100,
      FilterCriteria: {
        Filters: [
          { Pattern: Match.serializedJson(Match.objectLike({ eventName: ['INSERT'] })) },
          {
            Pattern: Match.serializedJson({ dynamodb: { NewImage: { __edb_e__: { S: ['sale'] } } } }),
          },
          { Pattern: Match.serializedJson(Match.objectLike({ eventName: ['MODIFY'] })) },
          { Pattern: Match.serializedJson(Match.objectLike({ eventName: ['MODIFY'] })) },
        ],
      },
    });
  });
});

test('stacks stay below four fifths of the resources that CloudFormation allows', () => {
  for (const { stateful, stateless } of Object.values(shops)) {
    for (const template of [stateful, stateless]) {
      expect(Object.keys(template.toJSON()['Resources']).length).toBeLessThan(0.8 * 500);
    }
  }
});

test('staff is written to at the address that the stage names, and at none that nobody named', () => {
  const written = (template: Template) =>
    Object.values(template.findResources('AWS::SNS::Subscription')).map(
      ({ Properties: { Protocol, Endpoint } }: any) => [Protocol, Endpoint],
    );
  expect(written(shops['dev']!.stateless)).toEqual([['email', 'staff@bodega.example']]);
  expect(written(shops['prod']!.stateless)).toEqual([]);
  const named = synthesize('prod', { staffAddress: 'orders@shop.example' }).stateless;
  expect(written(named)).toEqual([['email', 'orders@shop.example']]);
});

test.each([
  ['stage', 'Prod!', /stage is "Prod!"/],
  ['currency', 'euro', /currency is "euro"/],
  ['sender', 'shop', /sender is "shop"/],
  ['staffAddress', 'orders at shop', /staffAddress is "orders at shop"/],
  ['senderId', '12345', /senderId is "12345"/],
  ['senderId', 'Corner Shop', /senderId is "Corner Shop"/],
])('a malformed %s is refused', (name, value, message) => {
  expect(() => synthesize('dev', { [name]: value })).toThrow(message);
});
