import type { Environment } from '../core/environment.ts';
import type { CreatedResource } from '../core/resource.ts';

/**
 * What references to a resource yield, for a type that nothing stands up. In the texts `{region}`, `{account}`,
 * `{partition}`, `{name}`, `{uuid}` and `{arn}` are filled.
 */
export interface Shape {
  /** The property that names the resource; otherwise its name is generated. */
  readonly name?: string;
  /** What follows the partition in its ARN, `cloudwatch:{region}:{account}:alarm:{name}`. */
  readonly arn?: string;
  /** What `Ref` yields. @defaultValue `{name}` */
  readonly ref?: string;
  /** Attributes other than the ARN and the name. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * `Ref` and attributes by a shape. Of attributes that the shape does not name, one that ends in `Arn` yields the ARN
 * and any other the name: enough for what refers to it to be written.
 *
 * @param name - the value of its naming property, or a generated one.
 * @param uuid - a stable one.
 */
export function shaped(
  { arn = 'cloudformation:{region}:{account}:resource/{name}', ref = '{name}', attributes = {} }: Shape,
  name: string,
  uuid: string,
  { partition, region, accountId }: Pick<Environment, 'partition' | 'region' | 'accountId'>,
): CreatedResource {
  const values: Record<string, string> = { partition, region, account: accountId, name, uuid };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
  values['arn'] = fill(`arn:{partition}:${arn}`);
  const yields = (attribute: string) =>
    fill(attributes[attribute] ?? (attribute.endsWith('Arn') ? '{arn}' : '{name}'));
  return {
    ref: fill(ref),
    attributes: new Proxy<Record<string, unknown>>(
      { Arn: yields('Arn') },
      { has: () => true, get: (_, attribute) => yields(String(attribute)) },
    ),
  };
}
