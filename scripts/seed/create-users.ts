import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  UsernameExistsException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { DemoUser } from './users.ts';

/**
 * Creates users in a pool, confirmed and with a lasting password, and puts them into their groups. Who is there
 * already gets the same password and groups again.
 *
 * @param client - the SDK's, with an administrator's credentials.
 * @throws the SDK's errors, e.g. ResourceNotFoundException for a pool or group that is not there.
 */
export async function createUsers(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  users: readonly DemoUser[],
): Promise<void> {
  await Promise.all(users.map((user) => createUser(client, userPoolId, user)));
}

async function createUser(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  { username: Username, password: Password, name, groups }: DemoUser,
): Promise<void> {
  try {
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: Username },
          { Name: 'email_verified', Value: 'true' },
          { Name: 'name', Value: name },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
  }
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
  await Promise.all(
    groups.map((GroupName) =>
      client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName })),
    ),
  );
}
