import type {
  ApiDefinition,
  FunctionDefinition,
  MergedDefinition,
  ResolverDefinition,
  SourceAssociation,
  SourceSnapshot,
} from '../definition.ts';
import { canonicalOwner, MergeConflict, mergeSchemas } from './merge-schemas.ts';
import { readSourceSchema, type SourceSchema } from './source-schema.ts';

/** Most source APIs of a merged one, and the size of its schema in bytes (Developer Guide, "Merging APIs"). */
const mostSources = 10;
export const largestMergedSchema = 10 * 1024 * 1024;

/** A source API as it stands now: what a merge takes, and what stays when the source goes on without one. */
export function snapshotOf(api: ApiDefinition): SourceSnapshot {
  return {
    schema: api.schema,
    defaultAuthentication: api.defaultAuthentication,
    additionalAuthentication: api.additionalAuthentication,
    dataSources: new Map(api.dataSources),
    functions: new Map(api.functions),
    resolvers: new Map(api.resolvers),
    environmentVariables: api.environmentVariables,
  };
}

/**
 * What a merged API consists of: the schemas, resolvers, functions, data sources and environment variables of its source
 * APIs (Developer Guide, "Merging APIs in AWS AppSync"), each source as its last merge took it.
 *
 * @throws Error naming the association at fault.
 */
export function mergeApis(api: ApiDefinition, { associations }: MergedDefinition): ApiDefinition {
  if (associations.size === 0) return api;
  if (associations.size > mostSources)
    throw new Error(`${api.name}: a merged API has at most ${mostSources} source APIs.`);
  const mode = api.defaultAuthentication.type;
  const sources = [...associations.values()].map((association) => ({
    association,
    taken: (association.taken ??= snapshotOf(association.source)),
  }));
  const schemas = sources.map(({ association, taken }) => readNamed(api, association, taken));
  const merged: ApiDefinition = {
    ...api,
    schema: mergeSchemas(schemas, mode),
    dataSources: new Map(),
    functions: new Map(),
    resolvers: new Map(),
    environmentVariables: {},
  };
  sources.forEach(({ association, taken }, index) =>
    take(merged, association, taken, schemas[index]!, schemas),
  );
  return merged;
}

function readNamed(
  api: ApiDefinition,
  { logicalId }: SourceAssociation,
  { schema, defaultAuthentication, additionalAuthentication }: SourceSnapshot,
): SourceSchema {
  if (schema === undefined) throw new Error(`${logicalId}: the source API has no schema.`);
  const source = defaultAuthentication.type;
  const modes = [api.defaultAuthentication, ...api.additionalAuthentication].map(({ type }) => type);
  if (!modes.includes(source))
    throw new Error(
      `${logicalId}: the merged API does not have ${source}, the default mode of its source API.`,
    );
  return readSourceSchema(schema, {
    source,
    merged: api.defaultAuthentication.type,
    sole: additionalAuthentication.length === 0,
  });
}

/** Takes over what stands behind a source's schema. Data sources of different sources may have one name. */
function take(
  merged: ApiDefinition,
  { source, logicalId }: SourceAssociation,
  taken: SourceSnapshot,
  schema: SourceSchema,
  all: readonly SourceSchema[],
): void {
  const own = (name: string) => `${source.apiId}/${name}`;
  const from = <T extends FunctionDefinition | ResolverDefinition>(definition: T): T => ({
    ...definition,
    ...(definition.dataSourceName === undefined ? {} : { dataSourceName: own(definition.dataSourceName) }),
  });
  for (const [name, dataSource] of taken.dataSources)
    merged.dataSources.set(own(name), { ...dataSource, name: own(name) });
  for (const [id, definition] of taken.functions) merged.functions.set(id, from(definition));
  for (const resolver of taken.resolvers.values()) {
    const place = schema.place(resolver.typeName, resolver.fieldName);
    if (!place) continue;
    const coordinate = `${place.type}.${place.field}`;
    const owner = canonicalOwner(all, place.type) ?? canonicalOwner(all, coordinate);
    if (owner && owner !== schema) continue;
    if (merged.resolvers.has(coordinate))
      throw new MergeConflict(
        place.field,
        'Merging is not supported for fields with resolvers of several source APIs.',
      );
    merged.resolvers.set(coordinate, {
      ...from(resolver),
      typeName: place.type,
      fieldName: place.field,
      sourceArn: source.arn,
      sourceField: `${source.arn}/types/${resolver.typeName}/fields/${resolver.fieldName}`,
    });
  }
  for (const [name, value] of Object.entries(taken.environmentVariables)) {
    if (name in merged.environmentVariables)
      throw new Error(`${logicalId}: the environment variable ${name} is that of another source API, too.`);
    merged.environmentVariables[name] = value;
  }
}
