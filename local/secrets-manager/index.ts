import { requireAccess } from '../core/access.ts';
import type { AwsApi } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import { jsonApi, type JsonCall } from '../core/json-call.ts';
import type { DatabaseSecrets, Iam } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { versionOf } from './model.ts';
import { secretOperations } from './operations.ts';
import { secretProviders } from './providers.ts';
import { openStore } from './store.ts';

/** Which value of a secret a template refers to. */
export interface SecretReference {
  /** Name or ARN. */
  readonly id: string;
  /** A key of the JSON object that the secret is; absent: the whole text. */
  readonly key?: string;
  readonly stage?: string;
  readonly versionId?: string;
}

export interface SecretsManagerService extends DatabaseSecrets {
  readonly call: JsonCall;
  readonly resources: ResourceProvider[];
  readonly api: AwsApi;
  /** The text that a template's dynamic reference stands for. @throws AwsError when there is none. */
  resolve(reference: SecretReference): string;
  close(): Promise<void>;
}

/**
 * Secrets with their versions; with a data directory they outlive the process, and a value that was set on the laptop
 * stays when the template is stood up again.
 *
 * @example
 * const secrets = createSecretsManager({ environment, iam });
 * const { SecretString } = await secrets.call('GetSecretValue', { SecretId: 'stripe' }, principal);
 */
export function createSecretsManager(options: {
  readonly environment: Environment;
  readonly iam: Iam;
}): SecretsManagerService {
  const { environment, iam } = options;
  const store = openStore(environment);
  const operations = secretOperations(store, environment);

  const call: JsonCall = async (name, input, principal) => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) {
      throw new AwsError(
        'UnknownOperationException',
        `The local cloud does not serve the operation ${name} of Secrets Manager.`,
      );
    }
    const arn = askedArn(() => operation.resource(input), input);
    if (principal) {
      const policy = store.all().find((secret) => secret.arn === arn)?.policy;
      requireAccess(iam, principal, `secretsmanager:${name}`, policy ? { arn, policy } : arn);
    }
    const answer = operation.run(input);
    await store.flush();
    return answer;
  };
  /** Of a secret that is not there, policies are asked by the ARN that it would have. */
  const askedArn = (resource: () => string, { SecretId }: Record<string, any>): string => {
    try {
      return resource();
    } catch (error) {
      if (typeof SecretId !== 'string') throw error;
      return SecretId.startsWith('arn:') ? SecretId : store.arnOf(SecretId);
    }
  };

  return {
    call,
    async read(secretArn, principal) {
      const answer = (await call('GetSecretValue', { SecretId: secretArn }, principal)) as {
        SecretString?: string;
      };
      return answer.SecretString ?? '';
    },
    async manage(name, text) {
      const secret = store.named(name) ?? store.create(name, { owningService: 'rds', template: 'managed' });
      if (secret.versions.length === 0) store.put(secret, { text });
      await store.flush();
      return secret.arn;
    },
    resolve({ id, key, stage, versionId }) {
      const { text = '' } = versionOf(store.find(id), {
        ...(versionId !== undefined && { VersionId: versionId }),
        ...(stage !== undefined && { VersionStage: stage }),
      });
      if (key === undefined) return text;
      const value: unknown = (JSON.parse(text) as Record<string, unknown>)[key];
      if (value === undefined)
        throw new AwsError('ResourceNotFoundException', `the secret ${id} has no key ${key}`);
      return typeof value === 'string' ? value : JSON.stringify(value);
    },
    resources: secretProviders(store, environment),
    api: jsonApi('secretsmanager', 'secretsmanager', call),
    close: store.flush,
  };
}
