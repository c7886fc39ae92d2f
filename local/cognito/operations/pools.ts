import type {
  DescribeUserPoolClientRequest,
  DescribeUserPoolRequest,
  ListUserPoolClientsRequest,
  ListUserPoolsRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../core/aws-error.ts';
import { required } from '../errors.ts';
import type { UserPool } from '../pools/registry.ts';
import type { UserPoolClient } from '../pools/settings.ts';
import type { Service } from '../service.ts';
import { page, seconds } from './operation.ts';

/** A pool as its template describes it, with what the service adds. */
async function describeUserPool(service: Service, input: DescribeUserPoolRequest) {
  const pool = service.registry.pool(required(input.UserPoolId, 'userPoolId'));
  const { UserPoolName: _name, Schema, UserPoolTags, ...settings } = pool.properties;
  return {
    UserPool: {
      ...settings,
      ...(UserPoolTags !== undefined && { UserPoolTags }),
      Id: pool.id,
      Arn: pool.arn,
      Name: pool.name,
      Domain: pool.domain,
      MfaConfiguration: pool.properties.MfaConfiguration ?? 'OFF',
      // The service prefixes custom attributes; a template may leave the prefix out.
      SchemaAttributes: (Schema ?? []).map((attribute) => ({
        AttributeDataType: 'String',
        Mutable: true,
        ...attribute,
      })),
      EstimatedNumberOfUsers: pool.directory.users.size,
      CreationDate: seconds(pool.createdAt),
      LastModifiedDate: seconds(pool.createdAt),
    },
  };
}

async function listUserPools(service: Service, input: ListUserPoolsRequest) {
  const { items, next } = page(
    [...service.registry.pools.values()],
    required(input.MaxResults, 'maxResults'),
    input.NextToken,
  );
  return {
    UserPools: items.map((pool) => ({
      Id: pool.id,
      Name: pool.name,
      LambdaConfig: pool.properties.LambdaConfig ?? {},
      CreationDate: seconds(pool.createdAt),
      LastModifiedDate: seconds(pool.createdAt),
    })),
    NextToken: next,
  };
}

async function describeUserPoolClient(service: Service, input: DescribeUserPoolClientRequest) {
  const pool = service.registry.pool(required(input.UserPoolId, 'userPoolId'));
  const client = pool.clients.get(required(input.ClientId, 'clientId'));
  if (!client)
    throw new AwsError('ResourceNotFoundException', `User pool client ${input.ClientId} does not exist.`);
  return { UserPoolClient: clientType(pool, client) };
}

function clientType(pool: UserPool, client: UserPoolClient): object {
  const { GenerateSecret: _generate, ClientName: _name, UserPoolId: _pool, ...settings } = client.properties;
  return {
    RefreshTokenValidity: 30,
    EnableTokenRevocation: true,
    AuthSessionValidity: 3,
    ...settings,
    UserPoolId: pool.id,
    ClientId: client.id,
    ClientName: client.name,
    ...(client.secret && { ClientSecret: client.secret }),
    CreationDate: seconds(client.createdAt),
    LastModifiedDate: seconds(client.createdAt),
  };
}

async function listUserPoolClients(service: Service, input: ListUserPoolClientsRequest) {
  const pool = service.registry.pool(required(input.UserPoolId, 'userPoolId'));
  const { items, next } = page([...pool.clients.values()], input.MaxResults, input.NextToken);
  return {
    UserPoolClients: items.map(({ id, name }) => ({ ClientId: id, ClientName: name, UserPoolId: pool.id })),
    NextToken: next,
  };
}

export const poolOperations = {
  DescribeUserPool: describeUserPool,
  ListUserPools: listUserPools,
  DescribeUserPoolClient: describeUserPoolClient,
  ListUserPoolClients: listUserPoolClients,
};
