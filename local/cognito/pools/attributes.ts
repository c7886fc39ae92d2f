import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../core/aws-error.ts';
import { invalidParameter, notAuthorized } from '../errors.ts';
import type { User } from './model.ts';
import type { UserPool } from './registry.ts';
import type { SchemaAttribute, UserPoolClient } from './settings.ts';

/** OpenID Connect's standard claims, which every pool has. */
const standard = new Set(
  (
    'address birthdate email email_verified family_name gender given_name locale middle_name name nickname ' +
    'phone_number phone_number_verified picture preferred_username profile sub updated_at website zoneinfo'
  ).split(' '),
);

export const toRecord = (list: AttributeType[] | undefined): Record<string, string> =>
  Object.fromEntries((list ?? []).map(({ Name, Value }) => [String(Name), Value ?? '']));

/** Attributes as the service lists them: `sub` first. */
export const toList = (user: User): AttributeType[] =>
  Object.entries({ sub: user.sub, ...user.attributes }).map(([Name, Value]) => ({ Name, Value }));

function declared(pool: UserPool, name: string): SchemaAttribute | undefined {
  const bare = name.replace(/^(custom|dev):/, '');
  return pool.properties.Schema?.find((attribute) => attribute.Name === bare || attribute.Name === name);
}

/**
 * Checks values against the pool's schema: known names, types, lengths, and what is required.
 * @param complete - whether the values are a whole new user, whose required attributes must all be there.
 * @throws AwsError InvalidParameterException "Attributes did not conform to the schema: …".
 */
export function checkSchema(pool: UserPool, values: Record<string, string>, complete: boolean): void {
  const faults: string[] = [];
  if (complete)
    for (const attribute of pool.properties.Schema ?? [])
      if (attribute.Required && !values[attribute.Name])
        faults.push(`${attribute.Name}: The attribute is required`);
  for (const [name, value] of Object.entries(values)) {
    const schema = declared(pool, name);
    if (!standard.has(name) && !(schema && /^(custom|dev):/.test(name)))
      faults.push(`Type for attribute {${name}} could not be determined`);
    else if (schema?.Required && value === '' && !complete) faults.push(`${name}: The attribute is required`);
    else if (value !== '') faults.push(...valueFaults(name, value, schema));
  }
  if (faults.length)
    throw invalidParameter(`Attributes did not conform to the schema: ${faults.join('\n')}\n`);
  checkFormats(values);
}

function valueFaults(name: string, value: string, schema: SchemaAttribute | undefined): string[] {
  if (schema?.AttributeDataType === 'Number') {
    const { MinValue, MaxValue } = schema.NumberAttributeConstraints ?? {};
    const number = Number(value);
    if (!Number.isFinite(number)) return [`${name}: Attribute value is not a number`]; // wording not established
    if (MinValue !== undefined && number < Number(MinValue)) return [`${name}: Number is below its minimum`];
    if (MaxValue !== undefined && number > Number(MaxValue)) return [`${name}: Number is above its maximum`];
    return [];
  }
  if (schema?.AttributeDataType === 'Boolean' && !/^(true|false)$/i.test(value))
    return [`${name}: Attribute value is not a boolean`]; // wording not established
  if (schema?.AttributeDataType === 'DateTime' && Number.isNaN(Date.parse(value)))
    return [`${name}: Attribute value is not a date`]; // wording not established
  const { MinLength = '0', MaxLength = '2048' } = schema?.StringAttributeConstraints ?? {};
  if (value.length < Number(MinLength) || value.length > Number(MaxLength))
    return [`${name}: String must be between ${MinLength} and ${MaxLength} characters long`]; // wording not established
  return [];
}

export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text);
export const isPhoneNumber = (text: string) => /^\+[1-9]\d{1,14}$/.test(text);

function checkFormats({ email, phone_number }: Record<string, string>): void {
  if (email && !isEmail(email)) throw invalidParameter('Invalid email address format.');
  if (phone_number && !isPhoneNumber(phone_number)) throw invalidParameter('Invalid phone number format.');
}

/** Refuses what a person may not write through a client: other attributes than its `WriteAttributes`, and flags. */
export function checkWritable(pool: UserPool, client: UserPoolClient, values: Record<string, string>): void {
  const allowed = client.properties.WriteAttributes;
  for (const name of Object.keys(values)) {
    const own = name !== 'sub' && !name.endsWith('_verified') && !name.startsWith('dev:');
    if (!own || (allowed && !allowed.includes(name)))
      throw notAuthorized('A client attempted to write unauthorized attribute');
    if (declared(pool, name)?.DeveloperOnlyAttribute)
      throw notAuthorized('A client attempted to write unauthorized attribute');
  }
}

/** Refuses a change of an attribute that the schema makes immutable (custom attributes are so by default). */
export function checkMutable(pool: UserPool, user: User, values: Record<string, string>): void {
  for (const name of Object.keys(values)) {
    const schema = declared(pool, name);
    const mutable = schema ? (schema.Mutable ?? !name.startsWith('custom:')) : name !== 'sub';
    if (!mutable && user.attributes[name] !== undefined)
      throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`);
  }
}

/** The attributes a client may read; all of them when it names none. */
export function readable(client: UserPoolClient, attributes: Record<string, string>): Record<string, string> {
  const allowed = client.properties.ReadAttributes;
  if (!allowed) return attributes;
  // Reading email or phone_number brings its verified flag only when that is named, too.
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => name === 'sub' || allowed.includes(name)),
  );
}

/** @throws AwsError UsernameExistsException when another user signs in with one of these values. */
export function checkUniqueUsernameAttributes(
  pool: UserPool,
  values: Record<string, string>,
  except?: User,
): void {
  for (const name of pool.properties.UsernameAttributes ?? []) {
    const value = values[name];
    if (!value || !pool.directory.holderOf(name, value, except)) continue;
    const what = name === 'email' ? 'email' : 'phone_number';
    throw new AwsError(
      except ? 'AliasExistsException' : 'UsernameExistsException',
      `An account with the given ${what} already exists.`,
    );
  }
}
