import type { TemplateResource } from '../assembly/template.ts';
import type { CreatedResource, ResourceProvider } from '../core/resource.ts';
import { absentTypes } from './absent.ts';
import { coverage } from './coverage.ts';
import { resolveDynamicReferences } from './dynamic-references.ts';
import type { InertType } from './inert.ts';
import { generatedName, stableUuid } from './names.ts';
import { TemplateError, type Place } from './place.ts';
import { resolveValue } from './resolve.ts';
import type { Scope } from './scope.ts';
import { shaped, type Shape } from './shape.ts';
import type { World } from './world.ts';

/** Attributes of a resource beside its properties, and why they do nothing here. `undefined`: they take effect. */
const attributesBeside: Readonly<Record<string, string | undefined>> = {
  Type: undefined,
  Properties: undefined,
  DependsOn: undefined,
  Condition: undefined,
  Metadata: undefined,
  DeletionPolicy: 'nothing is deleted by a deployment',
  UpdateReplacePolicy: 'nothing is replaced by a deployment',
  UpdatePolicy: 'every start is a creation',
  CreationPolicy: 'nothing signals',
};

/** How a resource's type is met. */
export type Means =
  | { readonly kind: 'provider'; readonly provider: ResourceProvider }
  | { readonly kind: 'inert'; readonly inert: InertType }
  | { readonly kind: 'unknown'; readonly shape: Shape | undefined };

/** A provider first, then the inert table. */
export function meansFor(type: string, { providers, inertTypes }: World): Means {
  const provider = providers.get(type);
  if (provider) return { kind: 'provider', provider };
  const inert = inertTypes[type];
  return inert ? { kind: 'inert', inert } : { kind: 'unknown', shape: absentTypes[type] };
}

/**
 * Creates one resource, or says in the report why not.
 * @returns what it yields to references; undefined for an unknown type of which that is not known.
 * @throws TemplateError when a property cannot be resolved or the provider fails.
 */
export async function createResource(
  place: Place,
  resource: TemplateResource,
  scope: Scope,
  world: World,
): Promise<CreatedResource | undefined> {
  const { stackName, logicalId } = place;
  const { Type: type, Properties: properties = {} } = resource;
  const located = { stackName, logicalId, type };
  const means = meansFor(type, world);
  const under: Place = { ...place, path: 'Properties' };
  const resolve = (value: unknown, at: Place) =>
    resolveDynamicReferences(resolveValue(value, scope, at), world.ssmParameters, at);

  if (means.kind !== 'provider') {
    if (means.kind === 'inert') world.report.inert.push({ ...located, reason: means.inert.reason });
    else world.report.unknown.push(located);
    const shape = means.kind === 'inert' ? means.inert : means.shape;
    if (!shape) return undefined;
    const named = shape.name === undefined ? undefined : resolve(properties[shape.name], under);
    const name = typeof named === 'string' ? named : generatedName(stackName, logicalId, type);
    return shaped(shape, name, stableUuid(`${stackName}/${logicalId}`), world.environment);
  }

  const resolved = resolve(properties, under) as Record<string, unknown>;
  const covered = coverage(resolved, means.provider);
  world.report.unknown.push(...covered.unknown.map((path) => ({ ...located, path })));
  world.report.inert.push(...covered.inert.map((entry) => ({ ...located, ...entry })));
  for (const attribute of Object.keys(resource)) {
    if (!(attribute in attributesBeside)) world.report.unknown.push({ ...located, path: `(${attribute})` });
    const reason = attributesBeside[attribute];
    if (reason !== undefined) world.report.inert.push({ ...located, path: `(${attribute})`, reason });
  }
  try {
    const created = await means.provider.create({
      stackName,
      logicalId,
      type,
      generatedName: generatedName(stackName, logicalId, type),
      properties: resolved,
      asset: world.assets.find,
      assetFromUrl: world.assets.findUrl,
    });
    world.report.standing.push(located);
    return created;
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError(place, `${type} could not be created: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
