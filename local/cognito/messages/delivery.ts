import { invalidParameter } from '../errors.ts';
import type { User } from '../pools/model.ts';
import type { UserPool } from '../pools/registry.ts';
import type { Metadata, Service } from '../service.ts';
import { attributesForTrigger, callTrigger } from '../triggers.ts';

/** Where a code went, as the service tells the caller. */
export interface CodeDeliveryDetails {
  readonly Destination: string;
  readonly DeliveryMedium: 'EMAIL' | 'SMS';
  readonly AttributeName: string;
}

export interface Delivery {
  readonly pool: UserPool;
  readonly user: User;
  readonly clientId: string;
  /** E.g. `CustomMessage_ForgotPassword`. */
  readonly occasion: string;
  readonly attribute: 'email' | 'phone_number';
  /** The address, when it is not yet the user's attribute. */
  readonly destination?: string;
  readonly code: string;
  readonly metadata?: Metadata;
}

/**
 * Writes a message from the pool's template, lets the CustomMessage trigger rewrite it, and puts it in the outbox.
 */
export async function deliver(service: Service, delivery: Delivery): Promise<CodeDeliveryDetails> {
  const { pool, user, clientId, occasion, attribute, code } = delivery;
  const invitation = occasion === 'CustomMessage_AdminCreateUser';
  const custom = await callTrigger(service, pool, {
    trigger: 'CustomMessage',
    source: occasion,
    clientId,
    username: user.username,
    request: {
      userAttributes: attributesForTrigger(user),
      codeParameter: '{####}',
      linkParameter: '{##Click Here##}',
      usernameParameter: invitation ? '{username}' : null,
      ...(delivery.metadata && { clientMetadata: delivery.metadata }),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  const medium = attribute === 'email' ? 'EMAIL' : 'SMS';
  const template = invitation ? invitationTemplate(pool) : verificationTemplate(pool);
  const body =
    medium === 'EMAIL'
      ? (custom?.['emailMessage'] ?? template.email)
      : (custom?.['smsMessage'] ?? template.sms);
  const destination = delivery.destination ?? user.attributes[attribute] ?? '';
  const text = fill(String(body), code, invitation ? user.username : undefined);
  service.outbox.send({
    medium,
    destination,
    userPoolId: pool.id,
    username: user.username,
    occasion,
    code,
    ...(medium === 'EMAIL' && { subject: custom?.['emailSubject'] ?? template.subject }),
    text,
    // The service sends its mails as HTML.
    ...(medium === 'EMAIL' && { html: text }),
  });
  return deliveryDetails(attribute, destination);
}

export const deliveryDetails = (
  attribute: 'email' | 'phone_number',
  destination: string,
): CodeDeliveryDetails => ({
  Destination: mask(attribute, destination),
  DeliveryMedium: attribute === 'email' ? 'EMAIL' : 'SMS',
  AttributeName: attribute,
});

/** `a***@e***` and `+*******1234`, as the service hides addresses from the caller. */
function mask(attribute: string, value: string): string {
  if (attribute === 'phone_number') return `+${'*'.repeat(Math.max(0, value.length - 5))}${value.slice(-4)}`;
  const [local = '', domain = ''] = value.split('@');
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}

const fill = (text: string, code: string, username?: string) =>
  text
    .replaceAll('{####}', code)
    .replace(/\{##[^#]*##\}/g, code)
    .replaceAll('{username}', username ?? '{username}');

function verificationTemplate({ properties }: UserPool) {
  const template = properties.VerificationMessageTemplate;
  return {
    subject: template?.EmailSubject ?? properties.EmailVerificationSubject ?? 'Your verification code',
    email:
      template?.EmailMessage ?? properties.EmailVerificationMessage ?? 'Your confirmation code is {####}',
    sms: template?.SmsMessage ?? properties.SmsVerificationMessage ?? 'Your confirmation code is {####}',
  };
}

function invitationTemplate({ properties }: UserPool) {
  const template = properties.AdminCreateUserConfig?.InviteMessageTemplate;
  const text = 'Your username is {username} and temporary password is {####}.';
  return {
    subject: template?.EmailSubject ?? 'Your temporary password',
    email: template?.EmailMessage ?? text,
    sms: template?.SMSMessage ?? text,
  };
}

/**
 * Through which attribute a user can recover an account, by the pool's order of preference; by default a verified phone
 * number comes before a verified mail address.
 * @throws AwsError InvalidParameterException when there is none.
 */
export function recoveryAttribute(pool: UserPool, user: User): 'email' | 'phone_number' {
  const mechanisms = pool.properties.AccountRecoverySetting?.RecoveryMechanisms ?? [
    { Name: 'verified_phone_number', Priority: 1 },
    { Name: 'verified_email', Priority: 2 },
  ];
  for (const { Name } of mechanisms.toSorted((a, b) => a.Priority - b.Priority)) {
    const attribute = Name.replace('verified_', '');
    if (attribute !== 'email' && attribute !== 'phone_number') continue;
    if (user.attributes[attribute] && user.attributes[`${attribute}_verified`] === 'true') return attribute;
  }
  throw invalidParameter(
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  );
}
