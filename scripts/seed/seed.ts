import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { client, createCategory, errorsOf, putZone, type AmplifyOutputs } from '../../client/index.ts';
import { importProducts, type Summary } from '../import/import-products.ts';
import { signInStaff } from '../import/session.ts';
import { createUsers } from './create-users.ts';
import { seedCategories, seedRows } from './goods.ts';
import { seedZones } from './zones.ts';
import { demoUsers, stan } from './users.ts';

export interface SeedTarget {
  /** The parsed `amplify_outputs.json` of the shop. */
  readonly outputs: AmplifyOutputs;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly region: string;
  /** Where AWS's service APIs answer, e.g. `http://localhost:4566`; AWS itself when absent. */
  readonly endpoint?: string;
  /** An administrator's; found as the SDK finds them when absent. */
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/**
 * Fills a shop with the demo users and the demo goods, through the same doors as anybody: Cognito's API for the
 * users, the shop's own GraphQL API for the rest. Running it again changes nothing.
 *
 * @throws Error that names the products that the shop refused, if any.
 * @example
 * await seed({ outputs, userPoolId, userPoolClientId, region: 'us-east-1', endpoint: 'http://localhost:4566' });
 */
export async function seed(target: SeedTarget): Promise<Summary> {
  const { outputs, userPoolId, userPoolClientId, region, endpoint, credentials } = target;
  const cognito = new CognitoIdentityProviderClient({ region, endpoint, credentials });
  try {
    await createUsers(cognito, { userPoolId, userPoolClientId }, demoUsers);
  } finally {
    cognito.destroy();
  }
  const session = await signInStaff(outputs, stan);
  try {
    await Promise.all([...seedZones.map(putMissing), ...seedCategories.map(createMissing)]);
    const summary = await importProducts(seedRows, session.send);
    const refused = summary.refused.map(({ handle, reason }) => `${handle}: ${reason}`);
    if (refused.length > 0) throw new Error(`The shop refused its own goods.\n${refused.join('\n')}`);
    return summary;
  } finally {
    await session.end();
  }
}

async function createMissing(input: (typeof seedCategories)[number]): Promise<void> {
  await unless('AlreadyExists', client.graphql({ query: createCategory, variables: { input } }));
}

async function putMissing(input: (typeof seedZones)[number]): Promise<void> {
  await unless('VersionConflict', client.graphql({ query: putZone, variables: { input } }));
}

/** Waits for an answer; the error that says it is there already is none. */
async function unless(errorType: string, answer: PromiseLike<unknown>): Promise<void> {
  try {
    await answer;
  } catch (caught) {
    if (!errorsOf(caught).some((error) => error.errorType === errorType)) throw caught;
  }
}
