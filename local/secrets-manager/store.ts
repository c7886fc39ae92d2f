import { AwsError } from '../core/aws-error.ts';
import { stableId } from '../core/changes.ts';
import type { Environment } from '../core/environment.ts';
import { openStateFile } from '../core/state-file.ts';
import { invalidParameter, notFound, stage, type Secret, type Version } from './model.ts';

/** A value to be put. */
export interface NewValue {
  readonly text?: string;
  readonly binary?: string;
  /** @defaultValue a new one */
  readonly id?: string;
  /** @defaultValue `['AWSCURRENT']` */
  readonly stages?: readonly string[];
}

/** The secrets of the account. */
export interface Store {
  /** @throws AwsError ResourceExistsException, InvalidParameterException. */
  create(name: string, details?: Partial<Secret>): Secret;
  /** By name or ARN, whole or without its last six letters. @throws AwsError ResourceNotFoundException. */
  find(id: unknown): Secret;
  named(name: string): Secret | undefined;
  arnOf(name: string): string;
  put(secret: Secret, value: NewValue): Version;
  delete(secret: Secret): void;
  restore(secret: Secret): void;
  all(): Secret[];
  /** Says that a secret was changed from without. */
  touch(secret: Secret): void;
  flush(): Promise<void>;
}

export function openStore(environment: Environment): Store {
  const { partition, region, accountId, clock, ids } = environment;
  const secrets = new Map<string, Secret>();
  const file = openStateFile(environment, 'secrets-manager/secrets.json', () => [...secrets.values()]);
  for (const secret of file.kept ?? []) secrets.set(secret.name, secret);
  const seconds = () => clock.now() / 1000;
  // The same for the same name in every run, so that policies and programs find it again.
  const arnOf = (name: string) =>
    `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}-${stableId(name, 6)}`;

  const touch = (secret: Secret) => {
    secret.changedAt = seconds();
    file.changed();
  };

  return {
    create(name, details = {}) {
      if (!/^[\w/+=.@-]{1,512}$/.test(name)) {
        throw invalidParameter(
          'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
        );
      }
      if (secrets.has(name)) {
        throw new AwsError(
          'ResourceExistsException',
          `The operation failed because the secret ${name} already exists.`,
        );
      }
      const now = seconds();
      const secret: Secret = {
        tags: {},
        versions: [],
        ...details,
        name,
        arn: arnOf(name),
        createdAt: now,
        changedAt: now,
      };
      secrets.set(name, secret);
      file.changed();
      return secret;
    },
    find(id) {
      if (typeof id !== 'string' || id === '')
        throw invalidParameter('You must provide a value for the SecretId parameter.');
      const found =
        secrets.get(id) ??
        [...secrets.values()].find(({ arn }) => arn === id || arn.replace(/-[^-]{6}$/, '') === id);
      if (!found) throw notFound();
      return found;
    },
    named: (name) => secrets.get(name),
    arnOf,
    put(secret, { text, binary, id = ids.uuid(), stages = ['AWSCURRENT'] }) {
      const there = secret.versions.find((one) => one.id === id);
      if (there) {
        // The same again changes nothing, so that a caller may try again.
        if (there.text === text && there.binary === binary) return there;
        throw new AwsError(
          'ResourceExistsException',
          `You can't modify an existing version with the ID ${id}. Create a new version.`,
        );
      }
      const version: Version = {
        id,
        createdAt: seconds(),
        ...(text !== undefined && { text }),
        ...(binary !== undefined && { binary }),
        stages: [],
      };
      secret.versions.push(version);
      stage(secret, version, secret.versions.length === 1 ? [...stages, 'AWSCURRENT'] : stages);
      touch(secret);
      return version;
    },
    delete(secret) {
      secrets.delete(secret.name);
      file.changed();
    },
    restore(secret) {
      secrets.set(secret.name, secret);
      file.changed();
    },
    all: () => [...secrets.values()],
    touch,
    flush: file.flush,
  };
}
