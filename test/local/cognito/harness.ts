import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { createCognito } from '../../../local/cognito/index.ts';
import { createOutbox } from '../../../local/outbox/index.ts';
import type { Environment } from '../../../local/core/environment.ts';
import type { Lambda } from '../../../local/core/ports.ts';
import { createGateway } from '../../../local/gateway/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { create, testEnvironment } from '../support.ts';

/** A trigger function: takes the event, answers it. */
export type Trigger = (event: any) => unknown;

/** A Cognito with one pool and one client behind the real gateway; trigger functions run in this process. */
export async function startCognito(
  options: {
    pool?: object;
    client?: object;
    triggers?: Record<string, Trigger>;
    environment?: Partial<Environment>;
  } = {},
) {
  const environment = testEnvironment(options.environment);
  const iam = createIam({ environment });
  const lambda: Lambda = {
    async invoke({ functionName, payload }) {
      try {
        const answer = options.triggers?.[functionName]?.(JSON.parse(JSON.stringify(payload)));
        return { statusCode: 200, payload: JSON.stringify(await answer) };
      } catch (error) {
        const failure = { errorType: 'Error', errorMessage: (error as Error).message };
        return { statusCode: 200, functionError: 'Unhandled', payload: JSON.stringify(failure) };
      }
    },
  };
  const cognito = createCognito({ environment, iam, lambda, outbox: createOutbox(environment) });
  const gateway = await createGateway({ environment, iam, port: 0 });
  gateway.serve(cognito.api, cognito.identityApi);
  const make = (type: string, properties: object, logicalId: string) =>
    create(cognito.resources, `AWS::Cognito::${type}`, properties, { logicalId });
  const LambdaConfig = Object.fromEntries(Object.keys(options.triggers ?? {}).map((name) => [name, name]));
  const pool = await make(
    'UserPool',
    { UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'], LambdaConfig, ...options.pool },
    'Pool',
  );
  const client = await make(
    'UserPoolClient',
    {
      UserPoolId: pool.ref,
      PreventUserExistenceErrors: 'ENABLED',
      ExplicitAuthFlows: [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
      ...options.client,
    },
    'Client',
  );
  return {
    environment,
    iam,
    cognito,
    url: gateway.url,
    userPoolId: pool.ref,
    clientId: client.ref,
    make,
    /** The code of the latest message. */
    code: () => cognito.outbox.list().at(-1)?.code ?? '',
    async close() {
      await gateway.close();
      await cognito.close();
      await iam.close();
    },
  };
}

export type Running = Awaited<ReturnType<typeof startCognito>>;

/** Points the Amplify client at a pool, with an empty storage in memory. */
export function configureAmplify({ userPoolId, clientId, url }: Running): void {
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: url } },
  });
  const items = new Map<string, string>();
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void items.set(key, value),
    getItem: async (key) => items.get(key) ?? null,
    removeItem: async (key) => void items.delete(key),
    clear: async () => items.clear(),
  });
}
