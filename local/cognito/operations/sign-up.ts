import type {
  ConfirmSignUpRequest,
  ResendConfirmationCodeRequest,
  SignUpRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { useCode } from '../codes.ts';
import { expiredCode, invalidParameter, notAuthorized, required, userNotFound } from '../errors.ts';
import { deliveryDetails } from '../messages/delivery.ts';
import { checkSchema, checkUniqueUsernameAttributes, checkWritable, toRecord } from '../pools/attributes.ts';
import { setPassword } from '../pools/password-policy.ts';
import { checkSecretHash } from '../pools/secret-hash.ts';
import { allowsFlow, hidesAbsence } from '../pools/settings.ts';
import { claimAliases, newUser, setAttributes } from '../pools/users.ts';
import type { Service } from '../service.ts';
import { afterConfirmation, beforeSignUp, sendSignUpCode, signUpAttribute } from './confirmation.ts';

/** @throws AwsError UsernameExistsException, InvalidPasswordException, InvalidParameterException, and the trigger's. */
async function signUp(service: Service, input: SignUpRequest) {
  const { pool, client } = service.registry.client(required(input.ClientId, 'clientId'));
  const name = required(input.Username, 'username');
  checkSecretHash(client, name, input.SecretHash);
  if (pool.properties.AdminCreateUserConfig?.AllowAdminCreateUserOnly)
    throw notAuthorized('SignUp is not permitted for this user pool');
  const attributes = toRecord(input.UserAttributes);
  checkWritable(pool, client, attributes);
  const user = newUser(service.environment, pool, name, attributes);
  checkSchema(pool, user.attributes, true);
  const { clock, ids } = service.environment;
  setPassword(pool, user, required(input.Password, 'password'), clock.now(), ids);
  checkUniqueUsernameAttributes(pool, user.attributes);
  const validation = input.ValidationData && toRecord(input.ValidationData);
  const metadata = input.ClientMetadata;
  const { confirm } = await beforeSignUp(
    service,
    pool,
    user,
    client.id,
    'PreSignUp_SignUp',
    validation,
    metadata,
  );
  // The trigger may have taken its time: nobody else may have come first with the same name.
  checkUniqueUsernameAttributes(pool, user.attributes);
  if (confirm) user.status = 'CONFIRMED';
  claimAliases(pool, user);
  pool.directory.save(user);
  if (confirm) {
    await afterConfirmation(service, pool, user, client.id, 'PostConfirmation_ConfirmSignUp', metadata);
    return { UserConfirmed: true, UserSub: user.sub };
  }
  const details = await sendSignUpCode(service, pool, user, client.id, 'CustomMessage_SignUp', metadata);
  return { UserConfirmed: false, UserSub: user.sub, ...(details && { CodeDeliveryDetails: details }) };
}

/** @throws AwsError CodeMismatchException, ExpiredCodeException, AliasExistsException, NotAuthorizedException. */
async function confirmSignUp(service: Service, input: ConfirmSignUpRequest) {
  const { pool, client } = service.registry.client(required(input.ClientId, 'clientId'));
  const name = required(input.Username, 'username');
  checkSecretHash(client, name, input.SecretHash);
  const code = required(input.ConfirmationCode, 'confirmationCode');
  const user = pool.directory.find(name);
  // Absent users look like users whose code ran out (Cognito guide, "Managing user existence error responses").
  if (!user) throw hidesAbsence(client) ? expiredCode() : userNotFound();
  if (!user.enabled) throw hidesAbsence(client) ? expiredCode() : notAuthorized('User is disabled.');
  if (user.status !== 'UNCONFIRMED')
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  const attribute = signUpAttribute(pool, user);
  try {
    useCode(service.environment, user, 'sign-up', code);
  } finally {
    pool.directory.save(user);
  }
  const verified: Record<string, string> = attribute ? { [`${attribute}_verified`]: 'true' } : {};
  user.status = 'CONFIRMED';
  try {
    setAttributes(pool, user, verified, {
      force: input.ForceAliasCreation,
      now: service.environment.clock.now(),
    });
  } catch (error) {
    user.status = 'UNCONFIRMED';
    throw error;
  }
  const source = 'PostConfirmation_ConfirmSignUp';
  await afterConfirmation(service, pool, user, client.id, source, input.ClientMetadata);
  if (!allowsFlow(client, 'USER_AUTH')) return {};
  return { Session: service.sessions.open(pool, client, user.username, { challenge: 'CONFIRMED' }).id };
}

/** @throws AwsError InvalidParameterException for a confirmed user. */
async function resendConfirmationCode(service: Service, input: ResendConfirmationCodeRequest) {
  const { pool, client } = service.registry.client(required(input.ClientId, 'clientId'));
  const name = required(input.Username, 'username');
  checkSecretHash(client, name, input.SecretHash);
  const user = pool.directory.find(name);
  if (!user || !user.enabled) {
    if (!hidesAbsence(client)) throw user ? notAuthorized('User is disabled.') : userNotFound();
    return { CodeDeliveryDetails: deliveryDetails('email', name) };
  }
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
  const occasion = 'CustomMessage_ResendCode';
  const details = await sendSignUpCode(service, pool, user, client.id, occasion, input.ClientMetadata);
  if (!details) throw invalidParameter('Auto verification not turned on.');
  return { CodeDeliveryDetails: details };
}

export const signUpOperations = {
  SignUp: signUp,
  ConfirmSignUp: confirmSignUp,
  ResendConfirmationCode: resendConfirmationCode,
};
