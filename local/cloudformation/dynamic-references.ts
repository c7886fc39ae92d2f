import { below, TemplateError, type Place } from './place.ts';

/** Values that other services hold, and templates refer to. */
export interface StoredValues {
  /** A parameter of the Parameter Store; undefined when there is none. */
  ssm(name: string): string | undefined;
  /** A secret, or what is under a key of the JSON object that it is. @throws Error when there is none. */
  secret?(reference: {
    readonly id: string;
    readonly key?: string;
    readonly stage?: string;
    readonly versionId?: string;
  }): string;
}

const reference = /\{\{resolve:([^}]*)\}\}/g;

/**
 * Fills `{{resolve:ssm:name}}` and `{{resolve:ssm:name:version}}` from the Parameter Store and
 * `{{resolve:secretsmanager:id:SecretString:key:stage:version}}` from Secrets Manager.
 * The forms are those of the CloudFormation User Guide, "Get values stored in other services using dynamic references".
 * @throws TemplateError for a name without a value, and for references to other services.
 */
export function resolveDynamicReferences(value: unknown, stored: StoredValues, place: Place): unknown {
  if (typeof value === 'string') {
    if (!value.includes('{{resolve:')) return value;
    return value.replace(reference, (whole, inner: string) => {
      try {
        return valueOf(inner, stored);
      } catch (error) {
        const { message } = error as Error;
        throw new TemplateError(place, `dynamic reference ${whole} cannot be resolved: ${message}`);
      }
    });
  }
  if (Array.isArray(value)) {
    return value.map((element, index) => resolveDynamicReferences(element, stored, below(place, index)));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      resolveDynamicReferences(inner, stored, below(place, key)),
    ]),
  );
}

function valueOf(inner: string, stored: StoredValues): string {
  const [service = '', name = ''] = inner.split(':');
  if (service === 'ssm') {
    const value = stored.ssm(name);
    if (value !== undefined) return value;
    throw new Error('give its value in ssmParameters');
  }
  if (service !== 'secretsmanager' || !stored.secret) throw new Error(`${service} is not supported`);
  // A secret's ARN has colons of its own.
  const [, id = '', rest = ''] =
    /^secretsmanager:(arn:[^:]+:secretsmanager:[^:]*:\d*:secret:[^:]+|[^:]+)(?::(.*))?$/.exec(inner) ?? [];
  const [kind = 'SecretString', key, stage, versionId] = rest.split(':');
  if (kind !== '' && kind !== 'SecretString') throw new Error(`${kind} is not SecretString`);
  return stored.secret({
    id,
    ...(key && { key }),
    ...(stage && { stage }),
    ...(versionId && { versionId }),
  });
}
