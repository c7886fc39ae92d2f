import type { ListUsersRequest } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter, required } from '../errors.ts';
import type { User } from '../pools/model.ts';
import type { Service } from '../service.ts';
import { page } from './operation.ts';
import { userType } from './shapes.ts';

/** The attributes that a filter can name (ListUsers, API reference). Custom attributes cannot be searched. */
const searchable = new Set(
  'username email phone_number name given_name family_name preferred_username cognito:user_status status sub'.split(
    ' ',
  ),
);

async function listUsers(service: Service, input: ListUsersRequest) {
  const pool = service.registry.pool(required(input.UserPoolId, 'userPoolId'));
  if (input.Limit !== undefined && (input.Limit < 0 || input.Limit > 60))
    throw invalidParameter(
      "1 validation error detected: Value at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
    );
  const chosen = input.AttributesToGet;
  const users = [...pool.directory.users.values()].filter(parseFilter(input.Filter));
  const { items, next } = page(users, input.Limit || undefined, input.PaginationToken);
  return {
    Users: items.map((user) => {
      const shown = userType(user);
      if (!chosen) return shown;
      return { ...shown, Attributes: shown.Attributes.filter(({ Name }) => chosen.includes(Name!)) };
    }),
    PaginationToken: next,
  };
}

/** `name = "text"` or `name ^= "text"`; no filter lets everyone through. @throws AwsError InvalidParameterException. */
function parseFilter(filter: string | undefined): (user: User) => boolean {
  if (!filter?.trim()) return () => true;
  const match = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter);
  if (!match) throw invalidParameter(`Error while parsing filter=${filter}`); // wording not established
  const [, name = '', operator, escaped = ''] = match;
  if (!searchable.has(name)) throw invalidParameter(`One or more requested attributes do not exist.`);
  const text = escaped.replace(/\\(.)/g, '$1');
  return (user) => {
    const value = searchValue(user, name);
    if (value === undefined) return false;
    return operator === '=' ? value === text : value.startsWith(text);
  };
}

function searchValue(user: User, name: string): string | undefined {
  if (name === 'username') return user.username;
  if (name === 'sub') return user.sub;
  if (name === 'cognito:user_status') return user.status;
  if (name === 'status') return user.enabled ? 'Enabled' : 'Disabled';
  return user.attributes[name];
}

export const listUserOperations = { ListUsers: listUsers };
