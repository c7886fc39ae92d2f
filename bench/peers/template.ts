import { typeDefs } from './article.ts';

const api = { 'Fn::GetAtt': ['Api', 'ApiId'] };

/** The same API as its peers', with what AppSync asks for besides: keys, tokens, a role with a policy, limits. */
export const template = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
    Client: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: { UserPoolId: { Ref: 'Pool' }, ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'appsync.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
        Policies: [
          {
            PolicyName: 'table',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: ['dynamodb:GetItem'],
                  Resource: { 'Fn::GetAtt': ['Table', 'Arn'] },
                },
              ],
            },
          },
        ],
      },
    },
    Api: {
      Type: 'AWS::AppSync::GraphQLApi',
      Properties: {
        Name: 'peers',
        AuthenticationType: 'API_KEY',
        AdditionalAuthenticationProviders: [
          {
            AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
            UserPoolConfig: { UserPoolId: { Ref: 'Pool' }, AwsRegion: { Ref: 'AWS::Region' } },
          },
        ],
        QueryDepthLimit: 10,
        ResolverCountLimit: 100,
      },
    },
    Key: { Type: 'AWS::AppSync::ApiKey', Properties: { ApiId: api } },
    Schema: {
      Type: 'AWS::AppSync::GraphQLSchema',
      Properties: { ApiId: api, Definition: typeDefs('@aws_api_key @aws_cognito_user_pools') },
    },
    Source: {
      Type: 'AWS::AppSync::DataSource',
      Properties: {
        ApiId: api,
        Name: 'Table',
        Type: 'AMAZON_DYNAMODB',
        ServiceRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DynamoDBConfig: { TableName: { Ref: 'Table' }, AwsRegion: { Ref: 'AWS::Region' } },
      },
    },
    None: { Type: 'AWS::AppSync::DataSource', Properties: { ApiId: api, Name: 'None', Type: 'NONE' } },
    Article: resolver('article', 'Source', `get({ key: { id: ctx.args.id } })`),
    Hello: resolver('hello', 'None', `{ payload: 'hello' }`),
  },
  Outputs: {
    Table: { Value: { Ref: 'Table' } },
    Key: { Value: { 'Fn::GetAtt': ['Key', 'ApiKey'] } },
    Pool: { Value: { Ref: 'Pool' } },
    Client: { Value: { Ref: 'Client' } },
  },
};

function resolver(FieldName: string, source: string, request: string) {
  return {
    Type: 'AWS::AppSync::Resolver',
    DependsOn: 'Schema',
    Properties: {
      ApiId: api,
      TypeName: 'Query',
      FieldName,
      DataSourceName: { 'Fn::GetAtt': [source, 'Name'] },
      Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
      Code: `import { get } from '@aws-appsync/utils/dynamodb';
export function request(ctx) { return ${request}; }
export function response(ctx) { return ctx.result; }`,
    },
  };
}
