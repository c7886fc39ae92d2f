import { Amplify } from 'aws-amplify';
import { describe, expect, it } from 'vitest';
import { configure } from '../../client/index.ts';
import { amplifyOutputs } from '../../scripts/outputs.ts';

const outputs = {
  GraphQLUrl: 'https://abcdefghijklmnopqrstuvwxyz.appsync-api.eu-central-1.amazonaws.com/graphql',
  ApiKey: 'da2-abcdefghijklmnopqrstuvwxyz',
  UserPoolId: 'eu-central-1_Abc123',
  UserPoolClientId: 'client',
  Region: 'eu-central-1',
};
const local = {
  graphqlEndpoint: 'http://localhost:4000/graphql',
  userPoolEndpoint: 'http://localhost:4566/',
};
const throughFile = (content: unknown) => JSON.parse(JSON.stringify(content));

describe('amplify_outputs.json', () => {
  it('configures an unmodified Amplify for the local shop, user pool endpoint included', () => {
    Amplify.configure(throughFile(amplifyOutputs({ outputs, local })));
    const { Auth, API } = Amplify.getConfig();
    expect(Auth?.Cognito).toMatchObject({
      userPoolId: 'eu-central-1_Abc123',
      userPoolClientId: 'client',
      userPoolEndpoint: 'http://localhost:4566/',
    });
    expect(API?.GraphQL).toMatchObject({
      endpoint: 'http://localhost:4000/graphql',
      defaultAuthMode: 'userPool',
      apiKey: outputs.ApiKey,
      region: 'eu-central-1',
    });
  });

  it('configures it for a deployed shop in the versioned form', () => {
    const content = throughFile(amplifyOutputs({ outputs }));
    expect(content.version).toMatch(/^1\./);
    Amplify.configure(content);
    const { Auth, API } = Amplify.getConfig();
    expect(Auth?.Cognito).toMatchObject({ userPoolId: 'eu-central-1_Abc123', userPoolClientId: 'client' });
    expect(API?.GraphQL).toMatchObject({
      endpoint: outputs.GraphQLUrl,
      defaultAuthMode: 'userPool',
      apiKey: outputs.ApiKey,
    });
  });

  it('names the outputs that a stack lacks', () => {
    expect(() => amplifyOutputs({ outputs: { Region: 'eu-central-1', UserPoolId: 'x' } })).toThrow(
      'The stack has no output GraphQLUrl, ApiKey, UserPoolClientId.',
    );
  });

  it('is asked for when a client is configured with something else', () => {
    expect(() => configure({ hello: 'world' })).toThrow(/amplify_outputs\.json/);
  });
});
