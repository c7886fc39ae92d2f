import { createHmac } from 'node:crypto';
import { notAuthorized } from '../errors.ts';
import { sameText } from '../srp.ts';
import type { UserPoolClient } from './settings.ts';

/**
 * Checks `SECRET_HASH`: base64 of HMAC-SHA256 over username and client id under the client's secret.
 * @throws AwsError NotAuthorizedException for a client with a secret.
 */
export function checkSecretHash(client: UserPoolClient, username: string, given: string | undefined): void {
  if (!client.secret) return;
  if (!given)
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  const expected = createHmac('sha256', client.secret).update(`${username}${client.id}`).digest('base64');
  if (!sameText(expected, given)) throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
}

/** Checks the secret where an operation takes it as it is. @throws AwsError NotAuthorizedException. */
export function checkSecret(client: UserPoolClient, given: string | undefined): void {
  if (client.secret && !(given && sameText(client.secret, given)))
    throw notAuthorized(`Unable to verify secret for client ${client.id}`); // wording not established
}
