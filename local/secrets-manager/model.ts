import { AwsError } from '../core/aws-error.ts';
import type { PolicyDocument } from '../core/ports.ts';

/** One value of a secret. */
export interface Version {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly text?: string;
  /** In base64. */
  readonly binary?: string;
  /** `AWSCURRENT`, `AWSPREVIOUS`, and others that callers give. */
  stages: string[];
}

/** A secret with its versions, as it is kept. */
export interface Secret {
  readonly name: string;
  readonly arn: string;
  description?: string;
  kmsKeyId?: string;
  readonly createdAt: number;
  changedAt: number;
  accessedAt?: number;
  /** When it is to go; seconds since the epoch. */
  deletedAt?: number;
  tags: Record<string, string>;
  versions: Version[];
  policy?: PolicyDocument;
  /** What a template said of its value when it made it, for a start that finds it again. */
  template?: string;
  owningService?: string;
}

export const current = 'AWSCURRENT';
export const previous = 'AWSPREVIOUS';
/** Versions kept without a stage. */
const maximumVersions = 100;

export const notFound = () =>
  new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);
export const invalidRequest = (message: string) => new AwsError('InvalidRequestException', message);

/**
 * Puts stages on a version, taking them from the one that had them; what was current becomes previous.
 * Source: Secrets Manager API reference, PutSecretValue.
 */
export function stage(secret: Secret, version: Version, stages: readonly string[]): void {
  if (stages.includes(current)) {
    const before = secret.versions.find((one) => one !== version && one.stages.includes(current));
    if (before) {
      for (const one of secret.versions) one.stages = one.stages.filter((name) => name !== previous);
      before.stages = [...before.stages.filter((name) => name !== current), previous];
    }
  }
  for (const one of secret.versions) {
    if (one !== version) one.stages = one.stages.filter((name) => !stages.includes(name));
  }
  version.stages = [...new Set([...version.stages, ...stages])];
  const staged = secret.versions.filter((one) => one.stages.length > 0);
  const others = secret.versions.filter((one) => one.stages.length === 0).slice(-maximumVersions);
  secret.versions = secret.versions.filter((one) => staged.includes(one) || others.includes(one));
}

/** The version of an id or a stage, the current one when neither is given. @throws AwsError */
export function versionOf(
  secret: Secret,
  { VersionId, VersionStage }: { readonly VersionId?: string; readonly VersionStage?: string },
): Version {
  const wanted = VersionStage ?? (VersionId === undefined ? current : undefined);
  const found = secret.versions.find(
    ({ id, stages }) =>
      (VersionId === undefined || id === VersionId) && (wanted === undefined || stages.includes(wanted)),
  );
  if (found) return found;
  throw new AwsError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${
      VersionId === undefined ? `staging label: ${wanted}` : `VersionId: ${VersionId}`
    }`,
  );
}
