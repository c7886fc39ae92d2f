import type { Group, User } from '../pools/model.ts';
import { toList } from '../pools/attributes.ts';
import type { UserPool } from '../pools/registry.ts';
import { seconds } from './operation.ts';

/** `UserType`, as lists and AdminCreateUser show it. */
export const userType = (user: User) => ({
  Username: user.username,
  Attributes: toList(user),
  UserCreateDate: seconds(user.createdAt),
  UserLastModifiedDate: seconds(user.modifiedAt),
  Enabled: user.enabled,
  UserStatus: user.status,
});

/** `GroupType`. */
export const groupType = (pool: UserPool, group: Group) => ({
  GroupName: group.name,
  UserPoolId: pool.id,
  Description: group.description,
  RoleArn: group.roleArn,
  Precedence: group.precedence,
  CreationDate: seconds(group.createdAt),
  LastModifiedDate: seconds(group.modifiedAt),
});

/** A user's second factors as GetUser and AdminGetUser show them; nothing for users without. */
export function mfaMembers({ softwareToken }: User): object {
  if (!softwareToken?.enabled) return {};
  return {
    UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    ...(softwareToken.preferred && { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' }),
  };
}
