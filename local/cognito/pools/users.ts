import { AwsError } from '../../core/aws-error.ts';
import type { Environment } from '../../core/environment.ts';
import { invalidParameter } from '../errors.ts';
import { isEmail, isPhoneNumber } from './attributes.ts';
import type { User } from './model.ts';
import type { UserPool } from './registry.ts';

/**
 * Makes a user that is not yet stored. In a pool with username attributes the given name becomes that attribute, and the
 * username is the `sub`.
 * @throws AwsError UsernameExistsException, InvalidParameterException when the name has the wrong form.
 */
export function newUser(
  { ids, clock }: Environment,
  pool: UserPool,
  name: string,
  attributes: Record<string, string>,
): User {
  const { UsernameAttributes = [], AliasAttributes = [] } = pool.properties;
  const sub = ids.uuid();
  const now = clock.now();
  const own = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
  let username = name;
  if (UsernameAttributes.length) {
    own[nameAttribute(UsernameAttributes, name)] ??= name;
    username = sub;
  } else {
    if (AliasAttributes.includes('email') && isEmail(name))
      throw invalidParameter(
        'Username cannot be of email format, since user pool is configured for email alias.',
      );
    if (AliasAttributes.includes('phone_number') && isPhoneNumber(name))
      throw invalidParameter(
        'Username cannot be of phone number format, since user pool is configured for phone number alias.',
      );
    if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(name))
      throw invalidParameter(
        "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
      );
    if (pool.directory.find(name)) throw new AwsError('UsernameExistsException', 'User already exists');
  }
  return {
    username,
    sub,
    attributes: own,
    status: 'UNCONFIRMED',
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    groups: [],
    codes: {},
  };
}

function nameAttribute(allowed: string[], name: string): 'email' | 'phone_number' {
  if (allowed.includes('email') && isEmail(name)) return 'email';
  if (allowed.includes('phone_number') && isPhoneNumber(name)) return 'phone_number';
  if (allowed.length === 2) throw invalidParameter('Username should be either an email or a phone number.');
  throw invalidParameter(`Username should be ${allowed[0] === 'email' ? 'an email' : 'a phone number'}.`);
}

/**
 * Makes sure that verified aliases belong to one user.
 * @param force - whether the alias moves from its present holder, as `ForceAliasCreation` asks.
 * @throws AwsError AliasExistsException.
 */
export function claimAliases(pool: UserPool, user: User, force = false): void {
  for (const attribute of pool.properties.AliasAttributes ?? []) {
    const value = user.attributes[attribute];
    const verified =
      attribute === 'preferred_username' || user.attributes[`${attribute}_verified`] === 'true';
    const holder = value && verified ? pool.directory.holderOf(attribute, value, user) : undefined;
    if (!holder) continue;
    if (!force || attribute === 'preferred_username')
      throw new AwsError('AliasExistsException', `An account with the ${attribute} already exists.`);
    holder.attributes[`${attribute}_verified`] = 'false';
    pool.directory.save(holder);
  }
}

/**
 * Sets attributes (an empty value removes one) and stores the user: all of them, or none when an alias is taken.
 * @throws AwsError AliasExistsException.
 */
export function setAttributes(
  pool: UserPool,
  user: User,
  values: Record<string, string>,
  { force = false, now }: { force?: boolean; now: number },
): void {
  const before = { ...user.attributes };
  const put = (attributes: Record<string, string>) => {
    for (const name of Object.keys(user.attributes)) delete user.attributes[name];
    Object.assign(user.attributes, attributes);
  };
  put(Object.fromEntries(Object.entries({ ...before, ...values }).filter(([, value]) => value !== '')));
  try {
    claimAliases(pool, user, force);
  } catch (error) {
    put(before);
    throw error;
  }
  user.modifiedAt = now;
  pool.directory.save(user);
}
