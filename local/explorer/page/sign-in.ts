import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import type { ExplorerConfig } from '../config.ts';
import type { TokenSource } from './credentials.ts';

/**
 * Tells Amplify where users sign in.
 *
 * @returns the means to get a user's tokens: by SRP at first, from the browser's session afterwards, refreshed when
 * they are old.
 */
export function createTokens(userPool: ExplorerConfig['userPool']) {
  if (userPool) {
    const { endpoint, ...pool } = userPool;
    Amplify.configure({ Auth: { Cognito: { ...pool, userPoolEndpoint: endpoint } } });
  }
  return (username: string, password: string): TokenSource => {
    const store = storeOf(username);
    return {
      token: () =>
        oneAtATime(async () => {
          if (!userPool) throw new Error('There is no user pool to sign in to.');
          cognitoUserPoolsTokenProvider.setKeyValueStorage(store);
          return (await currentToken()) ?? (await newToken(username, password));
        }),
      forget: () => store.clear(),
    };
  };
}

/** Nothing for nobody: also when what was kept cannot be refreshed any more. */
async function currentToken(): Promise<string | undefined> {
  const { tokens } = await fetchAuthSession().catch(() => ({ tokens: undefined }));
  return tokens?.accessToken.toString();
}

async function newToken(username: string, password: string): Promise<string> {
  const { nextStep } = await signIn({ username, password });
  if (nextStep.signInStep !== 'DONE') throw new Error(`${username} must first: ${nextStep.signInStep}.`);
  const token = await currentToken();
  if (!token) throw new Error(`${username} signed in and got no token.`);
  return token;
}

/** Amplify knows one user at a time: whoever wants a token waits for the one before. */
let last: Promise<unknown> = Promise.resolve();
function oneAtATime<Result>(action: () => Promise<Result>): Promise<Result> {
  const mine = last.catch(() => undefined).then(action);
  last = mine;
  return mine;
}

/** The browser's storage for a session, a part of it for each user, so that one can go back and forth. */
function storeOf(username: string) {
  const prefix = `explorer:${username}:`;
  return {
    setItem: async (key: string, value: string) => sessionStorage.setItem(prefix + key, value),
    getItem: async (key: string) => sessionStorage.getItem(prefix + key),
    removeItem: async (key: string) => sessionStorage.removeItem(prefix + key),
    clear: async () =>
      Object.keys(sessionStorage)
        .filter((key) => key.startsWith(prefix))
        .forEach((key) => sessionStorage.removeItem(key)),
  };
}
