import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListGroupsCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create } from '../support.ts';
import { startCognito } from './harness.ts';
import type { Running } from './harness.ts';

const password = 'Correct-Horse-7';
let cloud: Running;
let client: CognitoIdentityProviderClient;
let UserPoolId: string;
let ClientId: string;

const clientFor = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
  new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint: cloud.url, credentials });

beforeAll(async () => {
  cloud = await startCognito({
    pool: {
      UsernameAttributes: undefined,
      AliasAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [
        { Name: 'email', Required: true, Mutable: true },
        {
          Name: 'tier',
          AttributeDataType: 'Number',
          Mutable: true,
          NumberAttributeConstraints: { MaxValue: '9' },
        },
      ],
    },
  });
  ({ userPoolId: UserPoolId, clientId: ClientId } = cloud);
  client = clientFor(cloud.iam.root());
});
afterAll(() => cloud.close());

/** A user with a password that lasts. */
async function person(Username: string, email = `${Username}@example.com`) {
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: 'true' },
  ];
  await client.send(
    new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }),
  );
  await client.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }),
  );
  return Username;
}

const signIn = (USERNAME: string, PASSWORD = password) =>
  client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );

describe('users', () => {
  it('are invited with a temporary password that they must change', async () => {
    const UserAttributes = [{ Name: 'email', Value: 'grace@example.com' }];
    const { User } = await client.send(
      new AdminCreateUserCommand({ UserPoolId, Username: 'grace', UserAttributes }),
    );
    expect(User).toMatchObject({ Username: 'grace', UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });
    expect(User!.UserCreateDate).toBeInstanceOf(Date);
    expect(cloud.cognito.outbox.list().at(-1)).toMatchObject({ destination: 'grace@example.com' });
    const first = await client.send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'grace', PASSWORD: cloud.code() },
      }),
    );
    expect(first.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    const answer = (NEW_PASSWORD: string) =>
      client.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId,
          ClientId,
          ChallengeName: first.ChallengeName,
          Session: first.Session,
          ChallengeResponses: { USERNAME: 'grace', NEW_PASSWORD },
        }),
      );
    await expect(answer('weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
    expect((await answer(password)).AuthenticationResult?.TokenType).toBe('Bearer');
    expect(await client.send(new AdminGetUserCommand({ UserPoolId, Username: 'grace' }))).toMatchObject({
      UserStatus: 'CONFIRMED',
    });
  });

  it('sign in by alias and whatever the case, unless disabled or unconfirmed', async () => {
    await person('linus');
    await signIn('LINUS@example.com');
    await client.send(new AdminDisableUserCommand({ UserPoolId, Username: 'Linus' }));
    await expect(signIn('linus')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User is disabled.',
    });
    await client.send(new AdminEnableUserCommand({ UserPoolId, Username: 'linus' }));
    await signIn('linus');

    const UserAttributes = [{ Name: 'email', Value: 'new@example.com' }];
    await client.send(
      new SignUpCommand({ ClientId, Username: 'newcomer', Password: password, UserAttributes }),
    );
    await expect(signIn('newcomer')).rejects.toMatchObject({
      name: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
    await client.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: 'newcomer' }));
    await signIn('newcomer');
  });

  it('have attributes that conform to the schema', async () => {
    await person('barbara');
    const set = (Name: string, Value: string) =>
      client.send(
        new AdminUpdateUserAttributesCommand({
          UserPoolId,
          Username: 'barbara',
          UserAttributes: [{ Name, Value }],
        }),
      );
    await set('custom:tier', '7');
    await expect(set('custom:tier', '70')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(set('custom:size', '7')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(set('email', 'nowhere')).rejects.toThrow('Invalid email address format.');
    const lacking = new SignUpCommand({ ClientId, Username: 'lacking', Password: password });
    await expect(client.send(lacking)).rejects.toThrow('email: The attribute is required');
    const taken = client.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: 'Barbara',
        UserAttributes: [{ Name: 'email', Value: 'b@b.de' }],
      }),
    );
    await expect(taken).rejects.toMatchObject({
      name: 'UsernameExistsException',
      message: 'User already exists',
    });
    const { AuthenticationResult } = await signIn('barbara');
    expect(decodeJwt(AuthenticationResult!.IdToken!)).toMatchObject({
      'custom:tier': '7',
      email_verified: true,
    });
  });

  it('are listed by page and by filter', async () => {
    for (const name of ['list-a', 'list-b', 'list-c']) await person(name);
    const all: string[] = [];
    let PaginationToken: string | undefined;
    do {
      const answer = await client.send(new ListUsersCommand({ UserPoolId, Limit: 2, PaginationToken }));
      all.push(...answer.Users!.map((user) => user.Username!));
      PaginationToken = answer.PaginationToken;
    } while (PaginationToken);
    expect(all).toEqual(expect.arrayContaining(['list-a', 'list-b', 'list-c']));
    expect(new Set(all).size).toBe(all.length);
    const found = async (Filter: string) =>
      (await client.send(new ListUsersCommand({ UserPoolId, Filter }))).Users!.map((user) => user.Username);
    expect(await found('username ^= "list-"')).toEqual(['list-a', 'list-b', 'list-c']);
    expect(await found('email = "list-b@example.com"')).toEqual(['list-b']);
    await expect(found('custom:tier = "7"')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('are gone after AdminDeleteUser', async () => {
    await person('gone');
    const { AuthenticationResult } = await signIn('gone');
    await client.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'gone' }));
    await expect(
      client.send(new AdminGetUserCommand({ UserPoolId, Username: 'gone' })),
    ).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    });
    const AccessToken = AuthenticationResult!.AccessToken!;
    await expect(client.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
  });
});

describe('groups', () => {
  it('stand in the tokens, the strongest role preferred', async () => {
    const group = (GroupName: string, Precedence: number) =>
      client.send(
        new CreateGroupCommand({
          UserPoolId,
          GroupName,
          Precedence,
          RoleArn: `arn:aws:iam::123456789012:role/${GroupName}`,
        }),
      );
    await group('second', 2);
    await group('first', 1);
    await expect(group('first', 3)).rejects.toMatchObject({ name: 'GroupExistsException' });
    const Username = await person('member');
    for (const GroupName of ['second', 'first'])
      await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
    const { AuthenticationResult } = await signIn(Username);
    expect(decodeJwt(AuthenticationResult!.IdToken!)).toMatchObject({
      'cognito:groups': ['first', 'second'],
      'cognito:roles': ['arn:aws:iam::123456789012:role/first', 'arn:aws:iam::123456789012:role/second'],
      'cognito:preferred_role': 'arn:aws:iam::123456789012:role/first',
    });
    expect(decodeJwt(AuthenticationResult!.AccessToken!)['cognito:groups']).toEqual(['first', 'second']);
    expect((await client.send(new ListGroupsCommand({ UserPoolId }))).Groups).toHaveLength(2);
    await client.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username, GroupName: 'second' }));
    const { Groups } = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
    expect(Groups!.map(({ GroupName }) => GroupName)).toEqual(['first']);
    const inFirst = await client.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: 'first' }));
    expect(inFirst.Users!.map((user) => user.Username)).toEqual([Username]);
    await expect(
      client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'third' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'Group not found.' });
  });
});

describe('the pool', () => {
  it('is described and listed with its clients', async () => {
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool).toMatchObject({
      Id: UserPoolId,
      Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${UserPoolId}`,
      AliasAttributes: ['email'],
    });
    const { UserPools } = await client.send(new ListUserPoolsCommand({ MaxResults: 10 }));
    expect(UserPools!.map(({ Id }) => Id)).toEqual([UserPoolId]);
    const { UserPoolClients } = await client.send(new ListUserPoolClientsCommand({ UserPoolId }));
    expect(UserPoolClients).toMatchObject([{ ClientId }]);
    const described = await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    expect(described.UserPoolClient).toMatchObject({ ClientId, PreventUserExistenceErrors: 'ENABLED' });
    await expect(
      client.send(new DescribeUserPoolCommand({ UserPoolId: 'us-east-1_x' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('lets a role do what its policies allow, and nothing else', async () => {
    const role = await create(cloud.iam.resources, 'AWS::IAM::Role', {
      RoleName: 'Reader',
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
      Policies: [
        {
          PolicyName: 'Read',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'cognito-idp:AdminGetUser', Resource: '*' }],
          },
        },
      ],
    });
    const reader = clientFor(cloud.iam.assume(String(role.attributes!['Arn']), 'session'));
    const Username = await person('read');
    await reader.send(new AdminGetUserCommand({ UserPoolId, Username }));
    await expect(reader.send(new AdminDeleteUserCommand({ UserPoolId, Username }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('is not authorized to perform: cognito-idp:AdminDeleteUser'),
    });
  });
});
