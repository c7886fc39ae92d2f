import { fetchAuthSession, signIn } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger } from 'aws-amplify/utils';
import { configure } from '../../client/index.ts';
import type { Shop } from './shop.ts';

/** Signs a user in as any client does, and gives the access token. Several may be signed in, one after the other. */
export async function tokenOf(
  { outputs }: Shop,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<string> {
  // It warns of every user pool that is not AWS's own.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  configure(outputs);
  const entries = new Map<string, string>();
  // A store of its own for each user: what one leaves there would sign the next one out.
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void entries.set(key, value),
    getItem: async (key) => entries.get(key) ?? null,
    removeItem: async (key) => void entries.delete(key),
    clear: async () => entries.clear(),
  });
  await signIn({ username, password });
  const { tokens } = await fetchAuthSession();
  if (!tokens) throw new Error(`${username} was not signed in.`);
  return tokens.accessToken.toString();
}
