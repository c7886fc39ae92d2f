/** Cognito's trigger after an account is confirmed: whoever signed up becomes a customer. */
import {
  AdminAddUserToGroupCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { logger, observed, tracer } from './lib/observed.ts';

const cognito = tracer.captureAWSv3Client(new CognitoIdentityProviderClient({}));

/** The group that the schema's rules know customers by. */
const group = 'customer';

/**
 * Answers with the event, as Cognito asks of a trigger. A failure here would refuse a confirmation that Cognito has
 * already written down, and be tried again by nobody; so it is thrown, for the client to see and to repeat.
 * A forgotten password confirms nothing new and changes no group.
 */
export const handler = observed('postConfirmation', async (event: PostConfirmationTriggerEvent) => {
  if (event.triggerSource === 'PostConfirmation_ConfirmSignUp') {
    await cognito.send(
      new AdminAddUserToGroupCommand({
        UserPoolId: event.userPoolId,
        Username: event.userName,
        GroupName: group,
      }),
    );
    logger.info('A new customer.', { customerId: event.request.userAttributes['sub'] });
  }
  return event;
});
