import { existsSync } from 'node:fs';
import { isAbsolute, normalize } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Assets } from '../assembly/assets.ts';
import type { TemplateResource } from '../assembly/template.ts';
import {
  RestartNeededError,
  type CreatedResource,
  type ResourceProvider,
  type ResourceRequest,
} from '../core/resource.ts';
import { absentTypes } from './absent.ts';
import { coverage } from './coverage.ts';
import { resolveDynamicReferences } from './dynamic-references.ts';
import type { InertType } from './inert.ts';
import { generatedName, stableUuid } from './names.ts';
import { TemplateError, type Place } from './place.ts';
import { resolveValue } from './resolve.ts';
import type { Scope } from './scope.ts';
import { shaped, type Shape } from './shape.ts';
import { nestedStackType, type World } from './world.ts';

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
 * Creates one resource, or carries over what is new about it, or says in the report why not.
 * @returns what it yields to references; undefined for an unknown type of which that is not known.
 * @throws TemplateError when a property cannot be resolved or the provider fails; RestartNeededError.
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
    resolveDynamicReferences(resolveValue(value, scope, at), world.stored, at);

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
  const files = new Set<string>();
  const request: ResourceRequest = {
    stackName,
    logicalId,
    type,
    generatedName: generatedName(stackName, logicalId, type),
    properties: resolved,
    ...assetsOf(resource, world.assets, files),
  };
  try {
    const created = await standUp(means.provider, request, world);
    const key = `${stackName}/${logicalId}`;
    // Left alone, it is made from the files that it was made from before.
    const madeFrom = files.size > 0 ? files : (world.former?.get(key)?.files ?? files);
    world.standing.set(key, { provider: means.provider, request, created, files: madeFrom });
    world.report.standing.push(located);
    return created;
  } catch (error) {
    if (error instanceof TemplateError || error instanceof RestartNeededError) throw error;
    throw new TemplateError(place, `${type} could not be created: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Creates a resource; or changes the one that stands, or leaves it alone when nothing about it is new. */
async function standUp(
  provider: ResourceProvider,
  request: ResourceRequest,
  { former, undo }: World,
): Promise<CreatedResource> {
  // What is within a nested stack may change while the stack's own properties stay.
  if (!former || provider.type === nestedStackType) return provider.create(request);
  const { stackName, logicalId, type, properties } = request;
  const stands = former.get(`${stackName}/${logicalId}`);
  if (!stands) {
    if (!provider.remove)
      throw new RestartNeededError(`${stackName}/${logicalId} (${type}) is new, which needs a restart`);
    const created = await provider.create(request);
    undo.push(async () => void (await provider.remove?.(request, created)));
    return created;
  }
  if (stands.provider === provider && isDeepStrictEqual(stands.request.properties, properties))
    return stands.created;
  if (stands.provider !== provider || !provider.update)
    throw new RestartNeededError(`${stackName}/${logicalId} (${type}) has changed, which needs a restart`);
  const updated = await provider.update({
    ...request,
    former: stands.request.properties,
    created: stands.created,
  });
  undo.push(updated.undo);
  return updated.created;
}

/** The asset lookups of one resource; `files` fills with what they find. */
function assetsOf(resource: TemplateResource, assets: Assets, files: Set<string>) {
  // Synthesized without staging, the CDK tells each resource the file its asset is made from (as SAM's local
  // invocation reads it), where a bucket's key is shared by all assets of the same content.
  const { 'aws:asset:path': source } = (resource['Metadata'] ?? {}) as { 'aws:asset:path'?: unknown };
  const own =
    typeof source === 'string' && isAbsolute(source) && existsSync(source) ? normalize(source) : undefined;
  const noted = (path: string | undefined) => {
    if (path === undefined) return undefined;
    files.add(own ?? path);
    return own ?? path;
  };
  return {
    asset: (bucket: string, key: string) => noted(assets.find(bucket, key)),
    assetFromUrl: (location: string) => noted(assets.findUrl(location)),
  };
}
