import type {
  ChangePasswordRequest,
  ConfirmForgotPasswordRequest,
  ForgotPasswordRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { issueCode, useCode } from '../codes.ts';
import { codeMismatch, invalidParameter, notAuthorized, required, userNotFound } from '../errors.ts';
import { checkLock, countFailure } from '../flows/attempt.ts';
import { migrateUser } from '../flows/migration.ts';
import { deliver, deliveryDetails, recoveryAttribute } from '../messages/delivery.ts';
import { checkPassword, setPassword } from '../pools/password-policy.ts';
import { checkSecretHash } from '../pools/secret-hash.ts';
import { hidesAbsence } from '../pools/settings.ts';
import type { Service } from '../service.ts';
import { matches } from '../srp.ts';
import { authenticate } from '../tokens/access.ts';
import { afterConfirmation } from './confirmation.ts';

async function changePassword(service: Service, input: ChangePasswordRequest) {
  const { pool, user } = await authenticate(service, required(input.AccessToken, 'accessToken'));
  const previous = input.PreviousPassword ?? '';
  checkLock(service, user);
  if (user.password && !matches(pool.id, user.username, previous, user.password)) {
    countFailure(service, pool, user);
    throw notAuthorized();
  }
  const { clock, ids } = service.environment;
  setPassword(pool, user, required(input.ProposedPassword, 'proposedPassword'), clock.now(), ids);
  user.modifiedAt = clock.now();
  pool.directory.save(user);
  return {};
}

/** Sends a code to the verified address of a user; for one who is absent or disabled it only looks so. */
async function forgotPassword(service: Service, input: ForgotPasswordRequest) {
  const { pool, client } = service.registry.client(required(input.ClientId, 'clientId'));
  const name = required(input.Username, 'username');
  checkSecretHash(client, name, input.SecretHash);
  const metadata = input.ClientMetadata;
  const attempt = { pool, client, parameters: {}, metadata };
  const user = pool.directory.find(name) ?? (await migrateUser(service, attempt, name));
  if (!user || !user.enabled) {
    if (!hidesAbsence(client)) throw user ? notAuthorized('User is disabled.') : userNotFound();
    return { CodeDeliveryDetails: deliveryDetails('email', name) };
  }
  if (user.status === 'FORCE_CHANGE_PASSWORD')
    throw notAuthorized('User password cannot be reset in the current state.');
  const attribute = recoveryAttribute(pool, user);
  const code = issueCode(service.environment, user, 'forgot-password');
  pool.directory.save(user);
  const occasion = 'CustomMessage_ForgotPassword';
  const delivery = { pool, user, clientId: client.id, occasion, attribute, code, metadata };
  return { CodeDeliveryDetails: await deliver(service, delivery) };
}

async function confirmForgotPassword(service: Service, input: ConfirmForgotPasswordRequest) {
  const { pool, client } = service.registry.client(required(input.ClientId, 'clientId'));
  const name = required(input.Username, 'username');
  checkSecretHash(client, name, input.SecretHash);
  const code = required(input.ConfirmationCode, 'confirmationCode');
  const password = required(input.Password, 'password');
  const user = pool.directory.find(name);
  if (!user || !user.enabled) {
    if (hidesAbsence(client)) throw codeMismatch();
    throw user ? notAuthorized('User is disabled.') : userNotFound();
  }
  if (user.status === 'UNCONFIRMED') throw invalidParameter('User is not confirmed.'); // name not established
  // A password that breaks the policy must not use up the code.
  checkPassword(pool, password);
  const { clock, ids } = service.environment;
  try {
    useCode(service.environment, user, 'forgot-password', code);
    setPassword(pool, user, password, clock.now(), ids);
    user.status = 'CONFIRMED';
    user.modifiedAt = clock.now();
  } finally {
    pool.directory.save(user);
  }
  const source = 'PostConfirmation_ConfirmForgotPassword';
  await afterConfirmation(service, pool, user, client.id, source, input.ClientMetadata);
  return {};
}

export const passwordOperations = {
  ChangePassword: changePassword,
  ForgotPassword: forgotPassword,
  ConfirmForgotPassword: confirmForgotPassword,
};
