import { AwsError } from '../../core/aws-error.ts';
import type { ResourceProvider } from '../../core/resource.ts';
import { createUser } from '../operations/create-user.ts';
import type { Service } from '../service.ts';

/** Groups, users and memberships that a template declares. What a former run left standing is taken up again. */
export function group({ registry, environment }: Service): ResourceProvider {
  return {
    type: 'AWS::Cognito::UserPoolGroup',
    honoured: ['UserPoolId', 'GroupName', 'Description', 'Precedence', 'RoleArn'],
    async create({ properties, generatedName }) {
      const { directory } = registry.pool(properties['UserPoolId']);
      const name: string = properties['GroupName'] ?? generatedName;
      const now = environment.clock.now();
      const precedence = properties['Precedence'];
      directory.saveGroup({
        name,
        description: properties['Description'],
        precedence: precedence === undefined ? undefined : Number(precedence),
        roleArn: properties['RoleArn'],
        createdAt: directory.groups.get(name)?.createdAt ?? now,
        modifiedAt: now,
      });
      return { ref: name };
    },
  };
}

export function user(service: Service): ResourceProvider {
  return {
    type: 'AWS::Cognito::UserPoolUser',
    honoured: [
      'UserPoolId',
      'Username',
      'UserAttributes',
      'MessageAction',
      'DesiredDeliveryMediums',
      'ForceAliasCreation',
      'ValidationData',
      'ClientMetadata',
    ],
    async create({ properties, generatedName }) {
      const pool = service.registry.pool(properties['UserPoolId']);
      const name: string = properties['Username'] ?? generatedName;
      const known = pool.directory.find(name);
      if (known) return { ref: known.username };
      const created = await createUser(service, pool, { ...properties, UserPoolId: pool.id, Username: name });
      return { ref: created.username };
    },
  };
}

export function membership({ registry }: Service): ResourceProvider {
  return {
    type: 'AWS::Cognito::UserPoolUserToGroupAttachment',
    honoured: ['UserPoolId', 'GroupName', 'Username'],
    async create({ properties, generatedName }) {
      const { directory } = registry.pool(properties['UserPoolId']);
      const member = directory.find(properties['Username']);
      const name: string = properties['GroupName'];
      if (!member) throw new AwsError('UserNotFoundException', 'User does not exist.');
      if (!directory.groups.has(name)) throw new AwsError('ResourceNotFoundException', 'Group not found.');
      if (!member.groups.includes(name)) member.groups.push(name);
      directory.save(member);
      return { ref: generatedName };
    },
  };
}

export function domain({ registry }: Service): ResourceProvider {
  return {
    type: 'AWS::Cognito::UserPoolDomain',
    honoured: ['UserPoolId', 'Domain'],
    inert: {
      CustomDomainConfig: 'the local pool has no hosted sign-in pages',
      ManagedLoginVersion: 'the local pool has no hosted sign-in pages',
    },
    async create({ properties }) {
      registry.pool(properties['UserPoolId']).domain = properties['Domain'];
      return { ref: properties['Domain'] };
    },
  };
}
