import type { User } from '../pools/model.ts';
import type { UserPool } from '../pools/registry.ts';
import type { Metadata, Service } from '../service.ts';
import { attributesForTrigger, callTrigger } from '../triggers.ts';
import { issueCode } from '../codes.ts';
import { deliver } from '../messages/delivery.ts';
import type { CodeDeliveryDetails } from '../messages/delivery.ts';

/** The attribute to which a new user's code goes: a phone number before a mail address, if the pool verifies it. */
export function signUpAttribute(pool: UserPool, user: User): 'email' | 'phone_number' | undefined {
  const verified = pool.properties.AutoVerifiedAttributes ?? [];
  return (['phone_number', 'email'] as const).find(
    (name) => verified.includes(name) && user.attributes[name],
  );
}

/** Sends a sign-up code; undefined when the pool verifies nothing that the user has. */
export async function sendSignUpCode(
  service: Service,
  pool: UserPool,
  user: User,
  clientId: string,
  occasion: 'CustomMessage_SignUp' | 'CustomMessage_ResendCode',
  metadata: Metadata,
): Promise<CodeDeliveryDetails | undefined> {
  const attribute = signUpAttribute(pool, user);
  if (!attribute) return undefined;
  const code = issueCode(service.environment, user, 'sign-up');
  pool.directory.save(user);
  return deliver(service, { pool, user, clientId, occasion, attribute, code, metadata });
}

/** Tells the PostConfirmation trigger of a user who is confirmed now. Its failure does not undo the confirmation. */
export async function afterConfirmation(
  service: Service,
  pool: UserPool,
  user: User,
  clientId: string,
  source: 'PostConfirmation_ConfirmSignUp' | 'PostConfirmation_ConfirmForgotPassword',
  metadata: Metadata,
): Promise<void> {
  await callTrigger(service, pool, {
    trigger: 'PostConfirmation',
    source,
    clientId,
    username: user.username,
    request: { userAttributes: attributesForTrigger(user), ...(metadata && { clientMetadata: metadata }) },
  });
}

/** The PreSignUp trigger: may refuse, confirm at once, and verify attributes. */
export async function beforeSignUp(
  service: Service,
  pool: UserPool,
  user: User,
  clientId: string,
  source: 'PreSignUp_SignUp' | 'PreSignUp_AdminCreateUser',
  validationData: Record<string, string> | undefined,
  metadata: Metadata,
): Promise<{ confirm: boolean }> {
  const response = await callTrigger(service, pool, {
    trigger: 'PreSignUp',
    source,
    clientId,
    username: user.username,
    request: {
      userAttributes: { ...user.attributes },
      validationData: validationData ?? null,
      ...(metadata && { clientMetadata: metadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  if (response?.['autoVerifyEmail'] === true && user.attributes['email'])
    user.attributes['email_verified'] = 'true';
  if (response?.['autoVerifyPhone'] === true && user.attributes['phone_number'])
    user.attributes['phone_number_verified'] = 'true';
  return { confirm: response?.['autoConfirmUser'] === true };
}
