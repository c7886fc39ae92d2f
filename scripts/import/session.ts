import { signIn, signOut } from 'aws-amplify/auth';
import { ConsoleLogger } from 'aws-amplify/utils';
import { client, configure, importProducts, type AmplifyOutputs } from '../../client/index.ts';
import type { Send } from './row.ts';
import { withRetries, type RetryOptions } from './retry.ts';

export interface StaffSession {
  readonly send: Send;
  end(): Promise<void>;
}

/**
 * Signs in a member of staff, by the same protocol as any client, and gives the means to import.
 *
 * @param outputs - the parsed `amplify_outputs.json` of the shop.
 * @throws Error when the sign-in is refused, or asks for more than a password.
 * @example
 * const session = await signInStaff(outputs, { username: 'staff@example.com', password });
 * await session.send(products);
 * await session.end();
 */
export async function signInStaff(
  outputs: AmplifyOutputs,
  credentials: { readonly username: string; readonly password: string },
  retry?: RetryOptions,
): Promise<StaffSession> {
  // It warns of every user pool that is not AWS's own; here that is the point.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  configure(outputs);
  const { nextStep } = await withRetries(() => signIn(credentials), retry);
  if (nextStep.signInStep !== 'DONE') {
    throw new Error(`${credentials.username} must finish signing in first: ${nextStep.signInStep}.`);
  }
  return {
    send: (products) =>
      withRetries(async () => {
        const { data } = await client.graphql({ query: importProducts, variables: { input: { products } } });
        return data.importProducts;
      }, retry),
    // Ends the session here alone; the service's own end of it may fail without harm.
    end: () => signOut(),
  };
}
