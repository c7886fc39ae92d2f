import { requireSame } from '../core/changes.ts';
import type { Environment } from '../core/environment.ts';
import type { ResourceProvider, ResourceRequest } from '../core/resource.ts';
import { versionOf, type Secret } from './model.ts';
import { generatedText } from './password.ts';
import type { Store } from './store.ts';

/** `AWS::SecretsManager::*` */
export function secretProviders(store: Store, environment: Environment): ResourceProvider[] {
  const nameOf = ({ properties, generatedName }: ResourceRequest): string => properties.Name ?? generatedName;

  /**
   * Gives a secret the value that the template says, unless a start before gave it that very one: what was set since
   * then, by a person or a program, stays.
   */
  const fill = (secret: Secret, { properties, logicalId }: ResourceRequest): void => {
    const { SecretString, GenerateSecretString } = properties;
    const template = JSON.stringify([SecretString ?? null, GenerateSecretString ?? null]);
    if (secret.template === template) return;
    secret.template = template;
    if (SecretString !== undefined && GenerateSecretString !== undefined)
      throw new Error(`${logicalId}: SecretString and GenerateSecretString exclude one another.`);
    if (SecretString !== undefined) store.put(secret, { text: String(SecretString) });
    else if (GenerateSecretString !== undefined || secret.versions.length === 0)
      store.put(secret, { text: generatedText(GenerateSecretString ?? {}, environment.ids) });
    else store.touch(secret);
  };
  const describe = (secret: Secret, { Description, KmsKeyId, Tags = [] }: Record<string, any>): void => {
    if (Description !== undefined) secret.description = Description;
    if (KmsKeyId !== undefined) secret.kmsKeyId = KmsKeyId;
    secret.tags = Object.fromEntries(Tags.map(({ Key, Value }: any) => [Key, Value]));
  };

  return [
    {
      type: 'AWS::SecretsManager::Secret',
      honoured: ['Description', 'GenerateSecretString', 'KmsKeyId', 'Name', 'SecretString', 'Tags'],
      inert: { ReplicaRegions: 'there is one region', Type: 'other services hold no secrets here' },
      async create(request) {
        const name = nameOf(request);
        const there = store.named(name);
        if (there && there.template === undefined)
          throw new Error(`${request.logicalId}: there is a secret ${name} already.`);
        const secret = there ?? store.create(name);
        delete secret.deletedAt;
        describe(secret, request.properties);
        fill(secret, request);
        return { ref: secret.arn, attributes: { Id: secret.arn } };
      },
      async update(request) {
        requireSame(request, 'Name');
        const secret = store.find(request.created.ref);
        describe(secret, request.properties);
        fill(secret, request);
        return {
          created: request.created,
          undo: () => {
            const former = { ...request, properties: request.former };
            describe(secret, request.former);
            if (JSON.stringify(request.former) !== JSON.stringify(request.properties)) fill(secret, former);
          },
        };
      },
      async remove(_request, { ref }) {
        const secret = store.find(ref);
        store.delete(secret);
        return () => store.restore(secret);
      },
    },
    attachmentProvider(store),
    {
      type: 'AWS::SecretsManager::ResourcePolicy',
      honoured: ['ResourcePolicy', 'SecretId'],
      inert: { BlockPublicPolicy: 'nobody else reaches a laptop' },
      async create({ properties }) {
        const secret = store.find(properties.SecretId);
        secret.policy = properties.ResourcePolicy;
        store.touch(secret);
        return { ref: secret.arn, attributes: { Id: secret.arn } };
      },
    },
    {
      type: 'AWS::SecretsManager::RotationSchedule',
      honoured: [],
      inert: Object.fromEntries(
        [
          'HostedRotationLambda',
          'RotateImmediatelyOnUpdate',
          'RotationLambdaARN',
          'RotationRules',
          'SecretId',
        ].map((property) => [property, 'secrets are not rotated on a laptop']),
      ),
      create: async ({ generatedName }) => ({ ref: generatedName, attributes: { Id: generatedName } }),
      remove: async () => () => {},
    },
  ];
}

/** What a secret says of the database that it is attached to, by the type of the database. */
const engines: Readonly<Record<string, string>> = {
  'AWS::RDS::DBCluster': 'dbClusterIdentifier',
  'AWS::RDS::DBInstance': 'dbInstanceIdentifier',
  'AWS::RDS::DBProxy': 'dbProxyName',
  'AWS::Redshift::Cluster': 'dbClusterIdentifier',
  'AWS::DocDB::DBCluster': 'dbClusterIdentifier',
  'AWS::DocDB::DBInstance': 'dbInstanceIdentifier',
};

/**
 * Adds to the secret which database it opens. On AWS the service also adds host, port and engine, which it looks up;
 * here the Data API is the way to a database, and it asks for none of them.
 */
function attachmentProvider(store: Store): ResourceProvider {
  return {
    type: 'AWS::SecretsManager::SecretTargetAttachment',
    honoured: ['SecretId', 'TargetId', 'TargetType'],
    async create({ properties, logicalId }) {
      const { SecretId, TargetId, TargetType } = properties;
      const member = engines[TargetType];
      if (member === undefined)
        throw new Error(`${logicalId}: a secret cannot be attached to ${TargetType} here.`);
      const secret = store.find(SecretId);
      const { text = '{}' } = versionOf(secret, {});
      const value = JSON.parse(text) as Record<string, unknown>;
      if (value[member] !== TargetId)
        store.put(secret, { text: JSON.stringify({ ...value, [member]: TargetId }) });
      return { ref: secret.arn, attributes: { Id: secret.arn } };
    },
    remove: async () => () => {},
  };
}
