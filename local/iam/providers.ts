import type { Environment } from '../core/environment.ts';
import type { PolicyDocument } from '../core/ports.ts';
import type { ResourceProvider, ResourceRequest } from '../core/resource.ts';
import { checkPolicy } from './evaluate.ts';
import type { Keyring } from './keyring.ts';
import type { Identity, Registry } from './registry.ts';

interface Deps {
  readonly environment: Environment;
  readonly registry: Registry;
  readonly keyring: Keyring;
}

interface InlinePolicy {
  PolicyName: string;
  PolicyDocument: PolicyDocument;
}

/** `AWS::IAM::*` as far as identities and their policies go. */
export function iamProviders({ environment, registry, keyring }: Deps): ResourceProvider[] {
  const { partition, accountId } = environment;
  const log = environment.log.scope('iam');
  const arnOf = (kind: string, path: string | undefined, name: string) =>
    `arn:${partition}:iam::${accountId}:${kind}${path ?? '/'}${name}`;

  const attachManaged = (identity: Identity, arns: readonly string[], logicalId: string) => {
    for (const arn of arns) {
      if (!registry.managed(arn)) {
        log.warn(`${logicalId}: the managed policy ${arn} is not known here and grants nothing`);
      }
      identity.managed.add(arn);
    }
    registry.changed();
  };

  const attachInline = (
    identity: Identity,
    { PolicyName, PolicyDocument }: InlinePolicy,
    logicalId: string,
  ) => {
    checkPolicy(PolicyDocument, `${PolicyName} of ${logicalId}`);
    identity.inline.set(PolicyName, PolicyDocument);
    registry.changed();
  };

  const createIdentity = (
    kind: Identity['kind'],
    { properties, generatedName, logicalId }: ResourceRequest,
  ): Identity => {
    const name = properties[kind === 'role' ? 'RoleName' : 'UserName'] ?? generatedName.slice(0, 64);
    const identity: Identity = {
      kind,
      name,
      arn: arnOf(kind, properties.Path, name),
      id: keyring.uniqueId(kind === 'role' ? 'AROA' : 'AIDA'),
      inline: new Map(),
      managed: new Set(),
      boundary: properties.PermissionsBoundary,
      trust: properties.AssumeRolePolicyDocument,
    };
    if (identity.trust) checkPolicy(identity.trust, `AssumeRolePolicyDocument of ${logicalId}`);
    registry.add(identity);
    attachManaged(identity, properties.ManagedPolicyArns ?? [], logicalId);
    for (const policy of properties.Policies ?? []) attachInline(identity, policy, logicalId);
    return identity;
  };

  /** The identities that a policy resource names in `Roles` and `Users`. */
  const targets = ({ Roles = [], Users = [] }: { Roles?: string[]; Users?: string[] }) => [
    ...Roles.map((name) => registry.named('role', name)),
    ...Users.map((name) => registry.named('user', name)),
  ];

  return [
    {
      type: 'AWS::IAM::Role',
      honoured: [
        'AssumeRolePolicyDocument',
        'ManagedPolicyArns',
        'Path',
        'PermissionsBoundary',
        'Policies',
        'RoleName',
      ],
      inert: {
        Description: 'for people',
        Tags: 'for people and bills',
        MaxSessionDuration: 'sessions of local services do not expire',
      },
      async create(request) {
        const { name, arn, id } = createIdentity('role', request);
        return { ref: name, attributes: { Arn: arn, RoleId: id } };
      },
    },
    {
      type: 'AWS::IAM::User',
      honoured: ['ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'UserName'],
      inert: { Tags: 'for people and bills', LoginProfile: 'there is no console' },
      async create(request) {
        const { name, arn } = createIdentity('user', request);
        return { ref: name, attributes: { Arn: arn } };
      },
    },
    {
      type: 'AWS::IAM::AccessKey',
      honoured: ['UserName'],
      inert: { Serial: 'keys are new at every start', Status: 'a key is always active' },
      async create({ properties }) {
        const key = keyring.userKey(registry.named('user', properties.UserName));
        return { ref: key.accessKeyId, attributes: { SecretAccessKey: key.secretAccessKey } };
      },
    },
    {
      type: 'AWS::IAM::Policy',
      honoured: ['PolicyDocument', 'PolicyName', 'Roles', 'Users'],
      async create({ properties, generatedName, logicalId }) {
        for (const identity of targets(properties))
          attachInline(identity, properties as InlinePolicy, logicalId);
        return { ref: generatedName, attributes: { Id: generatedName } };
      },
    },
    ...(['Role', 'User'] as const).map((kind): ResourceProvider => ({
      type: `AWS::IAM::${kind}Policy`,
      honoured: ['PolicyDocument', 'PolicyName', `${kind}Name`],
      async create({ properties, generatedName, logicalId }) {
        const identity = registry.named(kind === 'Role' ? 'role' : 'user', properties[`${kind}Name`]);
        attachInline(identity, properties as InlinePolicy, logicalId);
        return { ref: generatedName };
      },
    })),
    {
      type: 'AWS::IAM::ManagedPolicy',
      honoured: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles', 'Users'],
      inert: { Description: 'for people' },
      async create({ properties, generatedName, logicalId }) {
        const arn = arnOf('policy', properties.Path, properties.ManagedPolicyName ?? generatedName);
        checkPolicy(properties.PolicyDocument, logicalId);
        registry.defineManaged(arn, properties.PolicyDocument);
        for (const identity of targets(properties)) attachManaged(identity, [arn], logicalId);
        return { ref: arn, attributes: { PolicyArn: arn } };
      },
    },
    {
      type: 'AWS::IAM::ServiceLinkedRole',
      honoured: ['AWSServiceName'],
      inert: { Description: 'for people', CustomSuffix: 'nothing here uses the role' },
      create: async ({ generatedName }) => ({ ref: generatedName, attributes: { RoleName: generatedName } }),
    },
  ];
}
