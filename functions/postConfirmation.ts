/** Cognito's trigger after an account is confirmed: whoever signed up becomes a customer. */
import {
  AdminAddUserToGroupCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { openShop } from '../entities/index.ts';
import { env } from './lib/env.ts';
import { logger, observed, tracer } from './lib/observed.ts';

const cognito = tracer.captureAWSv3Client(new CognitoIdentityProviderClient({}));
const shop = openShop({
  client: tracer.captureAWSv3Client(new DynamoDBClient({})),
  table: env('TABLE_NAME'),
});

/** The group that the schema's rules know customers by. */
const group = 'customer';

/**
 * Puts the account into its group and begins its profile: access tokens, which clients send, carry no e-mail address.
 *
 * Answers with the event, as Cognito asks of a trigger. A failure here would refuse a confirmation that Cognito has
 * already written down, and be tried again by nobody; so it is thrown, for the client to see and to repeat.
 * A forgotten password confirms nothing new and changes nothing here.
 */
export const handler = observed('postConfirmation', async (event: PostConfirmationTriggerEvent) => {
  if (event.triggerSource === 'PostConfirmation_ConfirmSignUp') {
    const { sub, email, name } = event.request.userAttributes;
    if (!sub) throw new Error('The account has no subject.');
    await Promise.all([join(event), beginProfile(sub, { email, name })]);
    logger.info('A new customer.', { customerId: sub });
  }
  return event;
});

async function join({ userPoolId, userName }: PostConfirmationTriggerEvent): Promise<void> {
  await cognito.send(
    new AdminAddUserToGroupCommand({ UserPoolId: userPoolId, Username: userName, GroupName: group }),
  );
}

async function beginProfile(customerId: string, given: { email?: string; name?: string }): Promise<void> {
  const now = new Date().toISOString();
  await shop.entities.Customer.upsert({
    customerId,
    ...(given.email ? { email: given.email } : {}),
    ...(given.name ? { name: given.name } : {}),
    updatedAt: now,
  })
    .ifNotExists({ createdAt: now })
    .go();
}
