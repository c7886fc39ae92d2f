import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  SignUpCommand,
  UsernameExistsException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { DemoUser } from './users.ts';

/** The pool to fill, and the client that people sign up with. */
export interface Pool {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

/**
 * Signs users up as they would themselves, so that the pool's triggers do for them what they do for anybody; then
 * confirms them and puts them into their groups. Who is there already gets the same password and groups again.
 *
 * @param client - the SDK's, with an administrator's credentials.
 * @throws the SDK's errors, e.g. ResourceNotFoundException for a pool or group that is not there.
 */
export async function createUsers(
  client: CognitoIdentityProviderClient,
  pool: Pool,
  users: readonly DemoUser[],
): Promise<void> {
  await Promise.all(users.map((user) => createUser(client, pool, user)));
}

async function createUser(
  client: CognitoIdentityProviderClient,
  { userPoolId: UserPoolId, userPoolClientId: ClientId }: Pool,
  { username: Username, password: Password, name, groups }: DemoUser,
): Promise<void> {
  const user = { UserPoolId, Username };
  try {
    await client.send(
      new SignUpCommand({
        ClientId,
        Username,
        Password,
        UserAttributes: [
          { Name: 'email', Value: Username },
          { Name: 'name', Value: name },
        ],
      }),
    );
    await client.send(new AdminConfirmSignUpCommand(user));
    // Nobody reads the mail of example addresses.
    const verified = [{ Name: 'email_verified', Value: 'true' }];
    await client.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes: verified }));
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    await client.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }));
  }
  await Promise.all(
    groups.map((GroupName) => client.send(new AdminAddUserToGroupCommand({ ...user, GroupName }))),
  );
}
