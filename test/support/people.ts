import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createUsers } from '../../scripts/seed/create-users.ts';
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
}

const password = 'Correct-Horse-7';

/** Creates users through Cognito's admin API and signs them in through its public one. */
export function createPeople(place: PoolPlace) {
  const { endpoint, region, credentials, userPoolId } = place;
  const client = new CognitoIdentityProviderClient({ endpoint, region, credentials });
  let serial = 0;

  async function person(...groups: Group[]): Promise<Person> {
    const username = `${groups[0] ?? 'nobody'}${++serial}@example.com`;
    await createUsers(client, userPoolId, [{ label: username, username, password, name: username, groups }]);
    const tokens = await signInBySrp(client, place, { username, password });
    const claims = JSON.parse(Buffer.from(tokens.accessToken.split('.')[1]!, 'base64url').toString()) as {
      sub: string;
    };
    return { ...tokens, username, password, id: claims.sub };
  }
  return { person, close: () => client.destroy() };
}
