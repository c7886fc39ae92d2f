import type {
  AdminConfirmSignUpRequest,
  AdminCreateUserRequest,
  AdminDeleteUserAttributesRequest,
  AdminResetUserPasswordRequest,
  AdminSetUserMFAPreferenceRequest,
  AdminSetUserPasswordRequest,
  AdminUpdateUserAttributesRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../core/aws-error.ts';
import { issueCode } from '../codes.ts';
import { invalidParameter, notAuthorized, required, userNotFound } from '../errors.ts';
import { deliver, recoveryAttribute } from '../messages/delivery.ts';
import {
  checkMutable,
  checkSchema,
  checkUniqueUsernameAttributes,
  toList,
  toRecord,
} from '../pools/attributes.ts';
import type { User } from '../pools/model.ts';
import { setPassword } from '../pools/password-policy.ts';
import type { UserPool } from '../pools/registry.ts';
import { setAttributes } from '../pools/users.ts';
import type { Service } from '../service.ts';
import { revokeAll } from '../tokens/grants.ts';
import { afterConfirmation } from './confirmation.ts';
import { createUser } from './create-user.ts';
import { preferSoftwareToken } from './mfa.ts';
import { seconds } from './operation.ts';
import { mfaMembers, userType } from './shapes.ts';

interface UserRequest {
  UserPoolId: string | undefined;
  Username: string | undefined;
}

/** The client id that triggers hear of when an administrator acts. */
export const adminClientId = 'CLIENT_ID_NOT_APPLICABLE';

/** The pool and user of a request. @throws AwsError UserNotFoundException, ResourceNotFoundException. */
export function locate(service: Service, input: UserRequest): { pool: UserPool; user: User } {
  const pool = service.registry.pool(required(input.UserPoolId, 'userPoolId'));
  const user = pool.directory.find(required(input.Username, 'username'));
  if (!user) throw userNotFound();
  return { pool, user };
}

/** Runs a change on a user and stores it, with its time. */
function change(service: Service, input: UserRequest, apply: (user: User, pool: UserPool) => void): object {
  const { pool, user } = locate(service, input);
  apply(user, pool);
  user.modifiedAt = service.environment.clock.now();
  pool.directory.save(user);
  return {};
}

async function adminCreateUser(service: Service, input: AdminCreateUserRequest) {
  const pool = service.registry.pool(required(input.UserPoolId, 'userPoolId'));
  return { User: userType(await createUser(service, pool, input)) };
}

async function adminGetUser(service: Service, input: UserRequest) {
  const { user } = locate(service, input);
  return {
    Username: user.username,
    UserAttributes: toList(user),
    UserCreateDate: seconds(user.createdAt),
    UserLastModifiedDate: seconds(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
    ...mfaMembers(user),
  };
}

async function adminSetUserPassword(service: Service, input: AdminSetUserPasswordRequest) {
  return change(service, input, (user, pool) => {
    const { clock, ids } = service.environment;
    setPassword(pool, user, required(input.Password, 'password'), clock.now(), ids);
    user.status = input.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
  });
}

async function adminConfirmSignUp(service: Service, input: AdminConfirmSignUpRequest) {
  const { pool, user } = locate(service, input);
  if (user.status !== 'UNCONFIRMED')
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  user.status = 'CONFIRMED';
  user.modifiedAt = service.environment.clock.now();
  pool.directory.save(user);
  const source = 'PostConfirmation_ConfirmSignUp';
  await afterConfirmation(service, pool, user, adminClientId, source, input.ClientMetadata);
  return {};
}

/** Administrators may set what people may not: verified flags, and developer-only attributes. */
async function adminUpdateUserAttributes(service: Service, input: AdminUpdateUserAttributesRequest) {
  const { pool, user } = locate(service, input);
  const values = toRecord(required(input.UserAttributes, 'userAttributes'));
  if ('sub' in values) throw invalidParameter('Cannot modify the non-mutable attribute sub');
  checkMutable(pool, user, values);
  checkSchema(pool, values, false);
  checkUniqueUsernameAttributes(pool, values, user);
  for (const name of ['email', 'phone_number'])
    if (name in values && values[name] !== user.attributes[name])
      values[`${name}_verified`] ??= values[name] ? 'false' : '';
  setAttributes(pool, user, values, { now: service.environment.clock.now() });
  return {};
}

async function adminDeleteUserAttributes(service: Service, input: AdminDeleteUserAttributesRequest) {
  const { pool, user } = locate(service, input);
  const names = required(input.UserAttributeNames, 'userAttributeNames');
  const emptied = Object.fromEntries(names.map((name) => [name, '']));
  checkMutable(pool, user, emptied);
  checkSchema(pool, emptied, false);
  setAttributes(pool, user, emptied, { now: service.environment.clock.now() });
  return {};
}

async function adminResetUserPassword(service: Service, input: AdminResetUserPasswordRequest) {
  const { pool, user } = locate(service, input);
  if (user.status === 'UNCONFIRMED' || user.status === 'FORCE_CHANGE_PASSWORD')
    throw notAuthorized('User password cannot be reset in the current state.');
  const attribute = recoveryAttribute(pool, user);
  const code = issueCode(service.environment, user, 'forgot-password');
  user.status = 'RESET_REQUIRED';
  pool.directory.save(user);
  const occasion = 'CustomMessage_ForgotPassword';
  const metadata = input.ClientMetadata;
  await deliver(service, { pool, user, clientId: adminClientId, occasion, attribute, code, metadata });
  return {};
}

async function adminDeleteUser(service: Service, input: UserRequest) {
  const { pool, user } = locate(service, input);
  pool.directory.remove(user);
  return {};
}

async function adminUserGlobalSignOut(service: Service, input: UserRequest) {
  const { pool, user } = locate(service, input);
  revokeAll(pool, user);
  return {};
}

async function adminSetUserMfaPreference(service: Service, input: AdminSetUserMFAPreferenceRequest) {
  const { pool, user } = locate(service, input);
  if (input.SMSMfaSettings?.Enabled || input.EmailMfaSettings?.Enabled)
    throw new AwsError(
      'InvalidParameterException',
      'The local user pool has software tokens as its only second factor.',
    );
  preferSoftwareToken(pool, user, input.SoftwareTokenMfaSettings);
  return {};
}

const setEnabled = (enabled: boolean) => async (service: Service, input: UserRequest) => {
  const done = change(service, input, (user) => (user.enabled = enabled));
  // Disabling also revokes what the user has signed in with (AdminDisableUser, API reference).
  if (!enabled) await adminUserGlobalSignOut(service, input);
  return done;
};

export const adminUserOperations = {
  AdminCreateUser: adminCreateUser,
  AdminGetUser: adminGetUser,
  AdminSetUserPassword: adminSetUserPassword,
  AdminConfirmSignUp: adminConfirmSignUp,
  AdminUpdateUserAttributes: adminUpdateUserAttributes,
  AdminDeleteUserAttributes: adminDeleteUserAttributes,
  AdminResetUserPassword: adminResetUserPassword,
  AdminEnableUser: setEnabled(true),
  AdminDisableUser: setEnabled(false),
  AdminDeleteUser: adminDeleteUser,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  AdminSetUserMFAPreference: adminSetUserMfaPreference,
};
