import type {
  CreateGroupRequest,
  ListGroupsRequest,
  ListUsersInGroupRequest,
  UpdateGroupRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../core/aws-error.ts';
import { required } from '../errors.ts';
import type { Group } from '../pools/model.ts';
import type { UserPool } from '../pools/registry.ts';
import type { Service } from '../service.ts';
import { groupClaims } from '../tokens/claims.ts';
import { locate } from './admin-users.ts';
import { page } from './operation.ts';
import { groupType, userType } from './shapes.ts';

interface GroupRequest {
  UserPoolId: string | undefined;
  GroupName: string | undefined;
}

type Membership = GroupRequest & { Username: string | undefined };

/** The group of a request. @throws AwsError ResourceNotFoundException. */
function locateGroup(service: Service, input: GroupRequest): { pool: UserPool; group: Group } {
  const pool = service.registry.pool(required(input.UserPoolId, 'userPoolId'));
  const group = pool.directory.groups.get(required(input.GroupName, 'groupName'));
  if (!group) throw new AwsError('ResourceNotFoundException', 'Group not found.');
  return { pool, group };
}

async function createGroup(service: Service, input: CreateGroupRequest) {
  const pool = service.registry.pool(required(input.UserPoolId, 'userPoolId'));
  const name = required(input.GroupName, 'groupName');
  if (pool.directory.groups.has(name))
    throw new AwsError('GroupExistsException', `A group with the name ${name} already exists.`);
  const now = service.environment.clock.now();
  const group: Group = {
    name,
    description: input.Description,
    precedence: input.Precedence,
    roleArn: input.RoleArn,
    createdAt: now,
    modifiedAt: now,
  };
  pool.directory.saveGroup(group);
  return { Group: groupType(pool, group) };
}

async function updateGroup(service: Service, input: UpdateGroupRequest) {
  const { pool, group } = locateGroup(service, input);
  group.description = input.Description ?? group.description;
  group.precedence = input.Precedence ?? group.precedence;
  group.roleArn = input.RoleArn ?? group.roleArn;
  group.modifiedAt = service.environment.clock.now();
  pool.directory.saveGroup(group);
  return { Group: groupType(pool, group) };
}

async function getGroup(service: Service, input: GroupRequest) {
  const { pool, group } = locateGroup(service, input);
  return { Group: groupType(pool, group) };
}

async function deleteGroup(service: Service, input: GroupRequest) {
  const { pool, group } = locateGroup(service, input);
  pool.directory.removeGroup(group.name);
  return {};
}

async function listGroups(service: Service, input: ListGroupsRequest) {
  const pool = service.registry.pool(required(input.UserPoolId, 'userPoolId'));
  const { items, next } = page([...pool.directory.groups.values()], input.Limit, input.NextToken);
  return { Groups: items.map((group) => groupType(pool, group)), NextToken: next };
}

async function listUsersInGroup(service: Service, input: ListUsersInGroupRequest) {
  const { pool, group } = locateGroup(service, input);
  const members = [...pool.directory.users.values()].filter((user) => user.groups.includes(group.name));
  const { items, next } = page(members, input.Limit, input.NextToken);
  return { Users: items.map(userType), NextToken: next };
}

async function adminAddUserToGroup(service: Service, input: Membership) {
  const { user } = locate(service, input);
  const { pool, group } = locateGroup(service, input);
  if (!user.groups.includes(group.name)) user.groups.push(group.name);
  pool.directory.save(user);
  return {};
}

async function adminRemoveUserFromGroup(service: Service, input: Membership) {
  const { user } = locate(service, input);
  const { pool, group } = locateGroup(service, input);
  const at = user.groups.indexOf(group.name);
  if (at >= 0) user.groups.splice(at, 1);
  pool.directory.save(user);
  return {};
}

async function adminListGroupsForUser(
  service: Service,
  input: { UserPoolId: string | undefined; Username: string | undefined; Limit?: number; NextToken?: string },
) {
  const { pool, user } = locate(service, input);
  const { items, next } = page(groupClaims(pool, user).groups, input.Limit, input.NextToken);
  return { Groups: items.map((name) => groupType(pool, pool.directory.groups.get(name)!)), NextToken: next };
}

export const groupOperations = {
  CreateGroup: createGroup,
  UpdateGroup: updateGroup,
  GetGroup: getGroup,
  DeleteGroup: deleteGroup,
  ListGroups: listGroups,
  ListUsersInGroup: listUsersInGroup,
  AdminAddUserToGroup: adminAddUserToGroup,
  AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
  AdminListGroupsForUser: adminListGroupsForUser,
};
