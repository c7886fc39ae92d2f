import type { Environment } from '../core/environment.ts';
import { invalidParameter, invalidRequest, stage, versionOf, type Secret } from './model.ts';
import { randomPassword } from './password.ts';
import type { NewValue, Store } from './store.ts';

type Input = Readonly<Record<string, any>>;

/** One operation of the API. */
export interface Operation {
  /** The secret's ARN, or `*`. */
  readonly resource: (input: Input) => string;
  readonly run: (input: Input) => object;
}

/** In days. */
const longestRecovery = 30;

/** The operations of Secrets Manager, without those of rotation and of other regions. */
export function secretOperations(store: Store, { clock, ids }: Environment): Record<string, Operation> {
  const existing = ({ SecretId }: Input): string => store.find(SecretId).arn;
  const alive = ({ SecretId }: Input): Secret => {
    const secret = store.find(SecretId);
    if (secret.deletedAt === undefined) return secret;
    throw invalidRequest(
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  };
  const onSecret = (run: (secret: Secret, input: Input) => object): Operation => ({
    resource: existing,
    run: (input) => run(alive(input), input),
  });
  const seconds = () => clock.now() / 1000;

  const describe = (secret: Secret) => ({
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    OwningService: secret.owningService,
    CreatedDate: secret.createdAt,
    LastChangedDate: secret.changedAt,
    LastAccessedDate: secret.accessedAt,
    DeletedDate: secret.deletedAt,
    Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
  });
  const stagesOf = ({ versions }: Secret) =>
    Object.fromEntries(
      versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, stages]),
    );
  const value = (secret: Secret, input: Input) => {
    const version = versionOf(secret, input);
    secret.accessedAt = Math.floor(seconds() / 86_400) * 86_400;
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      SecretString: version.text,
      SecretBinary: version.binary,
      VersionStages: version.stages,
      CreatedDate: version.createdAt,
    };
  };

  return {
    CreateSecret: {
      resource: ({ Name }) => store.arnOf(String(Name)),
      run(input) {
        const { Name: name, Description, KmsKeyId, Tags = [] } = input;
        if (typeof name !== 'string')
          throw invalidParameter('You must provide a value for the Name parameter.');
        const given = valueIn(input);
        const secret = store.create(name, {
          ...(Description !== undefined && { description: Description }),
          ...(KmsKeyId !== undefined && { kmsKeyId: KmsKeyId }),
          tags: Object.fromEntries(Tags.map(({ Key, Value }: any) => [Key, Value])),
        });
        const version = given && store.put(secret, given);
        return { ARN: secret.arn, Name: secret.name, VersionId: version?.id };
      },
    },
    GetSecretValue: onSecret(value),
    BatchGetSecretValue: {
      resource: () => '*',
      run: ({ SecretIdList: wanted = [] }) => ({
        SecretValues: wanted.map((SecretId: string) => value(alive({ SecretId }), {})),
        Errors: [],
      }),
    },
    PutSecretValue: onSecret((secret, input) => {
      const given = valueIn(input);
      if (!given) throw invalidParameter('You must provide either SecretString or SecretBinary.');
      const { VersionStages: stages } = input;
      const version = store.put(secret, { ...given, ...(stages && { stages }) });
      return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
    }),
    UpdateSecret: onSecret((secret, input) => {
      if (input.Description !== undefined) secret.description = input.Description;
      if (input.KmsKeyId !== undefined) secret.kmsKeyId = input.KmsKeyId;
      const given = valueIn(input);
      const version = given && store.put(secret, given);
      store.touch(secret);
      return { ARN: secret.arn, Name: secret.name, VersionId: version?.id };
    }),
    UpdateSecretVersionStage: onSecret((secret, input) => {
      const { VersionStage: name, MoveToVersionId: to, RemoveFromVersionId: from } = input;
      const version = (id: string) => versionOf(secret, { VersionId: id });
      if (to !== undefined) stage(secret, version(to), [name]);
      else if (name === 'AWSCURRENT')
        throw invalidParameter('You can only move staging label AWSCURRENT to a different secret version.');
      else if (from !== undefined) {
        const one = version(from);
        one.stages = one.stages.filter((each) => each !== name);
      }
      store.touch(secret);
      return { ARN: secret.arn, Name: secret.name };
    }),
    DescribeSecret: {
      resource: existing,
      run: (input) => {
        const secret = store.find(input.SecretId);
        return { ...describe(secret), VersionIdsToStages: stagesOf(secret) };
      },
    },
    ListSecretVersionIds: onSecret((secret, { IncludeDeprecated: all }) => ({
      ARN: secret.arn,
      Name: secret.name,
      Versions: secret.versions
        .filter(({ stages }) => all || stages.length > 0)
        .map(({ id, stages, createdAt }) => ({
          VersionId: id,
          VersionStages: stages,
          CreatedDate: createdAt,
        })),
    })),
    ListSecrets: {
      resource: () => '*',
      run({ MaxResults = 100, NextToken, Filters = [], IncludePlannedDeletion: planned = false }) {
        const start = NextToken ? Number(Buffer.from(NextToken, 'base64url').toString()) || 0 : 0;
        const fits = (secret: Secret) =>
          (planned || secret.deletedAt === undefined) &&
          Filters.every(({ Key, Values = [] }: any) =>
            Values.some((text: string) => fitsFilter(secret, Key, text)),
          );
        const found = store.all().filter(fits);
        const end = start + Number(MaxResults);
        return {
          SecretList: found.slice(start, end).map((secret) => ({
            ...describe(secret),
            SecretVersionsToStages: stagesOf(secret),
          })),
          NextToken: found.length > end ? Buffer.from(String(end)).toString('base64url') : undefined,
        };
      },
    },
    DeleteSecret: {
      resource: existing,
      run({
        SecretId,
        RecoveryWindowInDays: days = longestRecovery,
        ForceDeleteWithoutRecovery: force = false,
      }) {
        const secret = store.find(SecretId);
        secret.deletedAt = seconds() + (force ? 0 : Number(days) * 86_400);
        if (force) store.delete(secret);
        else store.touch(secret);
        return { ARN: secret.arn, Name: secret.name, DeletionDate: secret.deletedAt };
      },
    },
    RestoreSecret: {
      resource: existing,
      run({ SecretId }) {
        const secret = store.find(SecretId);
        delete secret.deletedAt;
        store.touch(secret);
        return { ARN: secret.arn, Name: secret.name };
      },
    },
    GetRandomPassword: {
      resource: () => '*',
      run: (input) => ({ RandomPassword: randomPassword(input, ids) }),
    },
    TagResource: onSecret((secret, { Tags = [] }) => {
      for (const { Key, Value } of Tags) secret.tags[Key] = Value;
      store.touch(secret);
      return {};
    }),
    UntagResource: onSecret((secret, { TagKeys = [] }) => {
      for (const key of TagKeys) delete secret.tags[key];
      store.touch(secret);
      return {};
    }),
    GetResourcePolicy: onSecret((secret) => ({
      ARN: secret.arn,
      Name: secret.name,
      ResourcePolicy: secret.policy && JSON.stringify(secret.policy),
    })),
    PutResourcePolicy: onSecret((secret, { ResourcePolicy }) => {
      secret.policy = JSON.parse(ResourcePolicy);
      store.touch(secret);
      return { ARN: secret.arn, Name: secret.name };
    }),
    DeleteResourcePolicy: onSecret((secret) => {
      delete secret.policy;
      store.touch(secret);
      return { ARN: secret.arn, Name: secret.name };
    }),
  };
}

function valueIn({ SecretString, SecretBinary, ClientRequestToken }: Input): NewValue | undefined {
  if (SecretString === undefined && SecretBinary === undefined) return undefined;
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalidParameter("You can't specify both SecretString and SecretBinary.");
  if (Buffer.byteLength(String(SecretString ?? SecretBinary)) > 65_536)
    throw invalidParameter('The secret value is longer than 65536 bytes.');
  return {
    ...(SecretString !== undefined && { text: String(SecretString) }),
    ...(SecretBinary !== undefined && { binary: String(SecretBinary) }),
    ...(ClientRequestToken !== undefined && { id: ClientRequestToken }),
  };
}

/** A leading `!` excludes. */
function fitsFilter(secret: Secret, key: string, text: string): boolean {
  if (text.startsWith('!')) return !fitsFilter(secret, key, text.slice(1));
  const begins = (value: string | undefined) => value?.startsWith(text) === true;
  switch (key) {
    case 'name':
      return begins(secret.name);
    case 'description':
      return (secret.description ?? '').toLowerCase().includes(text.toLowerCase());
    case 'tag-key':
      return Object.keys(secret.tags).some(begins);
    case 'tag-value':
      return Object.values(secret.tags).some(begins);
    case 'all':
      return begins(secret.name) || (secret.description ?? '').includes(text);
    default:
      return false;
  }
}
