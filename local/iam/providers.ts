import { isDeepStrictEqual } from 'node:util';
import type { Environment } from '../core/environment.ts';
import type { PolicyDocument } from '../core/ports.ts';
import {
  RestartNeededError,
  type CreatedResource,
  type ResourceProvider,
  type ResourceRequest,
  type ResourceUpdate,
  type Undo,
  type UpdatedResource,
} from '../core/resource.ts';
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

  /** An identity whose policies have changed; everything else about it needs a restart. */
  const updateIdentity = (
    kind: Identity['kind'],
    { properties, former, created, logicalId }: ResourceUpdate,
  ): UpdatedResource => {
    const rest = (all: Record<string, any>) => ({ ...all, Policies: [], ManagedPolicyArns: [] });
    if (!isDeepStrictEqual(rest(properties), rest(former)))
      throw new RestartNeededError(`${logicalId}: only a change of its policies goes without a restart`);
    const identity = registry.named(kind, created.ref);
    const [inline, managed] = [new Map(identity.inline), new Set(identity.managed)];
    for (const { PolicyName } of former['Policies'] ?? []) identity.inline.delete(PolicyName);
    for (const arn of former['ManagedPolicyArns'] ?? []) identity.managed.delete(arn);
    const undo = () => restore(identity, inline, managed);
    try {
      attachManaged(identity, properties['ManagedPolicyArns'] ?? [], logicalId);
      for (const policy of properties['Policies'] ?? []) attachInline(identity, policy, logicalId);
    } catch (error) {
      undo();
      throw error;
    }
    return { created, undo };
  };

  const restore = (
    identity: Identity,
    inline: ReadonlyMap<string, PolicyDocument>,
    managed: ReadonlySet<string>,
  ): void => {
    identity.inline.clear();
    for (const [name, document] of inline) identity.inline.set(name, document);
    identity.managed.clear();
    for (const arn of managed) identity.managed.add(arn);
    registry.changed();
  };

  /** Takes an inline policy from those that had it; it may be attached again at once. */
  const detachInline = (identities: readonly Identity[], policyName: string): Undo => {
    const had = identities.map((identity) => [identity, identity.inline.get(policyName)] as const);
    for (const identity of identities) identity.inline.delete(policyName);
    registry.changed();
    return () => {
      for (const [identity, document] of had) if (document) identity.inline.set(policyName, document);
      registry.changed();
    };
  };

  /** How a type that is one inline policy of some identities changes and goes. */
  const inlinePolicy = (holders: (properties: Record<string, any>) => Identity[]) => ({
    async update({ properties, former, created, logicalId }: ResourceUpdate): Promise<UpdatedResource> {
      const attached = holders(properties);
      checkPolicy(properties['PolicyDocument'], `${properties['PolicyName']} of ${logicalId}`);
      const putBack = detachInline(holders(former), former['PolicyName']);
      for (const identity of attached) attachInline(identity, properties as InlinePolicy, logicalId);
      const undo = () => {
        detachInline(attached, properties['PolicyName']);
        return putBack();
      };
      return { created, undo };
    },
    remove: async ({ properties }: ResourceRequest): Promise<Undo> =>
      detachInline(holders(properties), properties['PolicyName']),
  });

  const takeAway = (kind: Identity['kind'], { ref }: CreatedResource): Undo => {
    const identity = registry.named(kind, ref);
    registry.remove(identity);
    return () => registry.add(identity);
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
      update: async (request) => updateIdentity('role', request),
      remove: async (_request, created) => takeAway('role', created),
    },
    {
      type: 'AWS::IAM::User',
      honoured: ['ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'UserName'],
      inert: { Tags: 'for people and bills', LoginProfile: 'there is no console' },
      async create(request) {
        const { name, arn } = createIdentity('user', request);
        return { ref: name, attributes: { Arn: arn } };
      },
      update: async (request) => updateIdentity('user', request),
      remove: async (_request, created) => takeAway('user', created),
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
      ...inlinePolicy(targets),
    },
    ...(['Role', 'User'] as const).map((kind): ResourceProvider => ({
      type: `AWS::IAM::${kind}Policy`,
      honoured: ['PolicyDocument', 'PolicyName', `${kind}Name`],
      async create({ properties, generatedName, logicalId }) {
        const identity = registry.named(kind === 'Role' ? 'role' : 'user', properties[`${kind}Name`]);
        attachInline(identity, properties as InlinePolicy, logicalId);
        return { ref: generatedName };
      },
      ...inlinePolicy((properties) => [
        registry.named(kind === 'Role' ? 'role' : 'user', properties[`${kind}Name`]),
      ]),
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
