/**
 * A server under measurement: this local cloud as it is built, with an article in its table and a user signed in.
 * Says where it is in one line of JSON (see `Cloud`).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { loadLocal } from '../../scripts/start/shop.ts';
import { item } from './article.ts';
import { template } from './template.ts';

/** What the load and the peers are told. */
export interface Cloud {
  readonly url: string;
  readonly apiKey: string;
  readonly token: string;
  /** The endpoint of the database itself. */
  readonly database: string;
  readonly table: string;
}

const folder = mkdtempSync(join(tmpdir(), 'peers-'));
const file = join(folder, 'template.json');
writeFileSync(file, JSON.stringify(template));
const { start } = await loadLocal();
const cloud = await start({ cloudAssembly: file, ports: { graphql: 0, gateway: 0 }, tls: false });
rmSync(folder, { recursive: true });

const { Table, Key, Pool, Client } = Object.values(cloud.outputs)[0]!;
const configuration = {
  endpoint: cloud.endpoints.gateway,
  region: cloud.region,
  credentials: cloud.credentials,
};
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(configuration));
await documents.send(new PutCommand({ TableName: Table!, Item: item }));

const user = { UserPoolId: Pool!, Username: 'ada', Password: 'Correct.Horse.1' };
const cognito = new CognitoIdentityProviderClient(configuration);
await cognito.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
await cognito.send(new AdminSetUserPasswordCommand({ ...user, Permanent: true }));
const { AuthenticationResult } = await cognito.send(
  new AdminInitiateAuthCommand({
    UserPoolId: Pool,
    ClientId: Client,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: user.Username, PASSWORD: user.Password },
  }),
);

const told: Cloud = {
  url: cloud.endpoints.graphql!.replace('localhost', '127.0.0.1'),
  apiKey: Key!,
  token: AuthenticationResult!.AccessToken!,
  database: cloud.services.dynamodb.endpoint,
  table: Table!,
};
console.log(JSON.stringify(told));
process.once('SIGTERM', () => void cloud.close().finally(() => process.exit(0)));
