import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { signInBySrp, type Tokens } from './srp.ts';

export type Group = 'customer' | 'seller' | 'staff' | 'admin';

/** A signed-in user. */
export interface Person extends Tokens {
  readonly username: string;
  readonly password: string;
  /** The subject of the tokens: the customer's id in the shop. */
  readonly id: string;
}

export interface PoolPlace {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string };
  readonly userPoolId: string;
  readonly clientId: string;
  /** How far the cloud's clock is ahead of the machine's, in milliseconds. */
  readonly ahead?: () => number;
}

const password = 'Correct-Horse-7';

/** Creates users through Cognito's admin API and signs them in through its public one. */
export function createPeople(place: PoolPlace) {
  const { endpoint, region, credentials, userPoolId } = place;
  const client = new CognitoIdentityProviderClient({ endpoint, region, credentials });
  let serial = 0;

  /** An address that nobody has: a shop that was started again has people already. */
  async function newUser(kind: string): Promise<string> {
    const Username = `${kind}${++serial}@example.com`;
    const UserAttributes = [
      { Name: 'email', Value: Username },
      { Name: 'email_verified', Value: 'true' },
    ];
    try {
      const user = { UserPoolId: userPoolId, Username, UserAttributes };
      await client.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
      return Username;
    } catch (error) {
      if ((error as Error).name !== 'UsernameExistsException') throw error;
      return newUser(kind);
    }
  }

  async function person(...groups: Group[]): Promise<Person> {
    client.config.systemClockOffset = place.ahead?.() ?? 0;
    const username = await newUser(groups[0] ?? 'nobody');
    const user = { UserPoolId: userPoolId, Username: username };
    await client.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
    await Promise.all(
      groups.map((GroupName) => client.send(new AdminAddUserToGroupCommand({ ...user, GroupName }))),
    );
    const tokens = await signInBySrp(client, place, { username, password });
    const claims = JSON.parse(Buffer.from(tokens.accessToken.split('.')[1]!, 'base64url').toString()) as {
      sub: string;
    };
    return { ...tokens, username, password, id: claims.sub };
  }
  /** The same user with tokens of now: those from before run out after an hour. */
  async function again(person: Person): Promise<Person> {
    client.config.systemClockOffset = place.ahead?.() ?? 0;
    return { ...person, ...(await signInBySrp(client, place, person)) };
  }

  return { person, again, close: () => client.destroy() };
}
