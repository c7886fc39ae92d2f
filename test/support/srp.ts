import { createHash, createHmac, getDiffieHellman, randomBytes } from 'node:crypto';
import {
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

/**
 * The client's half of Cognito's sign-in, for tests with many users at once: Amplify's client holds one user a process.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
const N = toInteger(getDiffieHellman('modp15').getPrime('hex'));
const g = 2n;
const k = hash(padded(N), padded(g));

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

/**
 * Signs in by SRP.
 * @throws the SDK's errors, e.g. NotAuthorizedException.
 */
export async function signInBySrp(
  client: CognitoIdentityProviderClient,
  pool: { userPoolId: string; clientId: string; now?: () => number },
  { username, password }: { username: string; password: string },
): Promise<Tokens> {
  const a = toInteger(randomBytes(32).toString('hex'));
  const A = power(g, a);
  const { ChallengeParameters: asked = {} } = await client.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: pool.clientId,
      AuthParameters: { USERNAME: username, SRP_A: A.toString(16) },
    }),
  );
  const name = pool.userPoolId.split('_')[1]!;
  const userId = asked['USER_ID_FOR_SRP']!;
  const B = toInteger(asked['SRP_B']!);
  const u = hash(padded(A), padded(B));
  const identity = createHash('sha256').update(`${name}${userId}:${password}`).digest();
  const x = hash(padded(toInteger(asked['SALT']!)), identity);
  const S = power((((B - k * power(g, x)) % N) + N) % N, a + u * x);
  const prk = createHmac('sha256', padded(u)).update(padded(S)).digest();
  const key = createHmac('sha256', prk).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
  const timestamp = cognitoTime(new Date(pool.now?.() ?? Date.now()));
  const { AuthenticationResult: result } = await client.send(
    new RespondToAuthChallengeCommand({
      ChallengeName: 'PASSWORD_VERIFIER',
      ClientId: pool.clientId,
      ChallengeResponses: {
        USERNAME: userId,
        PASSWORD_CLAIM_SECRET_BLOCK: asked['SECRET_BLOCK']!,
        TIMESTAMP: timestamp,
        PASSWORD_CLAIM_SIGNATURE: createHmac('sha256', key)
          .update(name)
          .update(userId)
          .update(Buffer.from(asked['SECRET_BLOCK']!, 'base64'))
          .update(timestamp)
          .digest('base64'),
      },
    }),
  );
  if (!result) throw new Error(`${username} is asked for more than a password.`);
  return {
    accessToken: result.AccessToken!,
    idToken: result.IdToken!,
    refreshToken: result.RefreshToken!,
  };
}

/** E.g. `Sat Nov 1 09:05:00 UTC 2026`: the day without a leading zero. */
function cognitoTime(date: Date): string {
  const [weekday, day, month, year, time] = date.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}

function toInteger(hex: string): bigint {
  return BigInt(`0x${hex}`);
}

function hash(...parts: Buffer[]): bigint {
  return toInteger(createHash('sha256').update(Buffer.concat(parts)).digest('hex'));
}

/** A non-negative number in the fewest bytes that leave the sign bit clear. */
function padded(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base % N, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}
