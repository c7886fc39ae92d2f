import { below, TemplateError, type Place } from './place.ts';

const reference = /\{\{resolve:([^}]*)\}\}/g;

/**
 * Fills `{{resolve:ssm:name}}` and `{{resolve:ssm:name:version}}` from the values given for the Parameter Store.
 * The form is that of the CloudFormation User Guide, "Get values stored in other services using dynamic references".
 * @throws TemplateError for a name without a value, and for references to secrets, which a laptop does not hold.
 */
export function resolveDynamicReferences(
  value: unknown,
  ssm: Readonly<Record<string, string>>,
  place: Place,
): unknown {
  if (typeof value === 'string') {
    if (!value.includes('{{resolve:')) return value;
    return value.replace(reference, (whole, inner: string) => {
      const [service = '', name = ''] = inner.split(':');
      const stored = service === 'ssm' ? ssm[name] : undefined;
      if (stored !== undefined) return stored;
      const cure = service === 'ssm' ? 'give its value in ssmParameters' : `${service} is not supported`;
      throw new TemplateError(place, `dynamic reference ${whole} cannot be resolved: ${cure}`);
    });
  }
  if (Array.isArray(value)) {
    return value.map((element, index) => resolveDynamicReferences(element, ssm, below(place, index)));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      resolveDynamicReferences(inner, ssm, below(place, key)),
    ]),
  );
}
