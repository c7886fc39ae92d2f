import type {
  DeleteUserAttributesRequest,
  DeleteUserRequest,
  GetUserAttributeVerificationCodeRequest,
  GetUserRequest,
  UpdateUserAttributesRequest,
  VerifyUserAttributeRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { issueCode, useCode } from '../codes.ts';
import { invalidParameter, required } from '../errors.ts';
import { deliver } from '../messages/delivery.ts';
import type { CodeDeliveryDetails } from '../messages/delivery.ts';
import {
  checkMutable,
  checkSchema,
  checkUniqueUsernameAttributes,
  checkWritable,
  readable,
  toRecord,
} from '../pools/attributes.ts';
import { setAttributes } from '../pools/users.ts';
import type { Metadata, Service } from '../service.ts';
import { authenticate } from '../tokens/access.ts';
import type { Caller } from '../tokens/access.ts';
import { mfaMembers } from './shapes.ts';

/** The attributes that codes can verify. */
const contacts = ['email', 'phone_number'] as const;

async function getUser(service: Service, input: GetUserRequest) {
  const { client, user } = await authenticate(service, required(input.AccessToken, 'accessToken'));
  const attributes = readable(client, { sub: user.sub, ...user.attributes });
  return {
    Username: user.username,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    ...mfaMembers(user),
  };
}

/**
 * Changes attributes. A changed mail address or phone number that the pool verifies gets a code; under
 * `AttributesRequireVerificationBeforeUpdate` the old value stays until the code comes back.
 */
async function updateUserAttributes(service: Service, input: UpdateUserAttributesRequest) {
  const caller = await authenticate(service, required(input.AccessToken, 'accessToken'));
  const { pool, client, user } = caller;
  const values = toRecord(required(input.UserAttributes, 'userAttributes'));
  checkWritable(pool, client, values);
  checkMutable(pool, user, values);
  checkSchema(pool, values, false);
  checkUniqueUsernameAttributes(pool, values, user);
  const later = pool.properties.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  const changed = contacts.filter((name) => name in values && values[name] !== user.attributes[name]);
  const now: Record<string, string> = { ...values };
  const pending: Record<string, string> = {};
  for (const name of changed) {
    if (!later.includes(name)) now[`${name}_verified`] = values[name] ? 'false' : '';
    else {
      pending[name] = values[name]!;
      delete now[name];
    }
  }
  setAttributes(pool, user, now, { now: service.environment.clock.now() });
  user.pendingAttributes = { ...user.pendingAttributes, ...pending };
  pool.directory.save(user);
  const details: CodeDeliveryDetails[] = [];
  for (const name of changed)
    if (values[name] && pool.properties.AutoVerifiedAttributes?.includes(name))
      details.push(
        await sendCode(service, caller, name, 'CustomMessage_UpdateUserAttribute', input.ClientMetadata),
      );
  return { CodeDeliveryDetailsList: details };
}

async function deleteUserAttributes(service: Service, input: DeleteUserAttributesRequest) {
  const { pool, client, user } = await authenticate(service, required(input.AccessToken, 'accessToken'));
  const names = required(input.UserAttributeNames, 'userAttributeNames');
  const emptied = Object.fromEntries(names.map((name) => [name, '']));
  checkWritable(pool, client, emptied);
  checkMutable(pool, user, emptied);
  checkSchema(pool, emptied, false);
  setAttributes(pool, user, emptied, { now: service.environment.clock.now() });
  return {};
}

async function sendCode(
  service: Service,
  { pool, client, user }: Caller,
  attribute: 'email' | 'phone_number',
  occasion: string,
  metadata: Metadata,
): Promise<CodeDeliveryDetails> {
  const code = issueCode(service.environment, user, `attribute:${attribute}`);
  pool.directory.save(user);
  const destination = user.pendingAttributes?.[attribute] ?? user.attributes[attribute];
  return deliver(service, {
    pool,
    user,
    clientId: client.id,
    occasion,
    attribute,
    destination,
    code,
    metadata,
  });
}

async function getUserAttributeVerificationCode(
  service: Service,
  input: GetUserAttributeVerificationCodeRequest,
) {
  const caller = await authenticate(service, required(input.AccessToken, 'accessToken'));
  const name = verifiable(required(input.AttributeName, 'attributeName'));
  if (!caller.user.attributes[name] && !caller.user.pendingAttributes?.[name])
    throw invalidParameter(`User does not have ${name} attribute.`); // wording not established
  const occasion = 'CustomMessage_VerifyUserAttribute';
  return { CodeDeliveryDetails: await sendCode(service, caller, name, occasion, input.ClientMetadata) };
}

async function verifyUserAttribute(service: Service, input: VerifyUserAttributeRequest) {
  const { pool, user } = await authenticate(service, required(input.AccessToken, 'accessToken'));
  const name = verifiable(required(input.AttributeName, 'attributeName'));
  const code = required(input.Code, 'code');
  try {
    useCode(service.environment, user, `attribute:${name}`, code);
  } finally {
    pool.directory.save(user);
  }
  const pending = user.pendingAttributes?.[name];
  const values = { ...(pending && { [name]: pending }), [`${name}_verified`]: 'true' };
  checkUniqueUsernameAttributes(pool, values, user);
  setAttributes(pool, user, values, { now: service.environment.clock.now() });
  delete user.pendingAttributes?.[name];
  pool.directory.save(user);
  return {};
}

function verifiable(name: string): 'email' | 'phone_number' {
  if (name === 'email' || name === 'phone_number') return name;
  throw invalidParameter('Invalid attribute name. Only email and phone_number can be verified.'); // wording not established
}

async function deleteUser(service: Service, input: DeleteUserRequest) {
  const { pool, user } = await authenticate(service, required(input.AccessToken, 'accessToken'));
  pool.directory.remove(user);
  return {};
}

export const accountOperations = {
  GetUser: getUser,
  UpdateUserAttributes: updateUserAttributes,
  DeleteUserAttributes: deleteUserAttributes,
  GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
  VerifyUserAttribute: verifyUserAttribute,
  DeleteUser: deleteUser,
};
