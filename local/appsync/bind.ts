import { isObjectType, type GraphQLSchema } from 'graphql';
import type { Environment } from '../core/environment.ts';
import type { ApiCache } from './caching/api-cache.ts';
import type { ApiDefinition, FunctionDefinition, ResolverDefinition } from './definition.ts';
import {
  pipelineResolver,
  unitResolver,
  type BoundDataSource,
  type BoundResolver,
  type Step,
} from './execution/resolve.ts';
import { runtimeEnvironment } from './runtime-environment.ts';
import type { CodeRefusal, Compile, CompiledCode } from './javascript/types.ts';

/** Most functions of a pipeline (General Reference, "AWS AppSync endpoints and quotas"). */
const mostFunctions = 10;

/**
 * Compiles every resolver and function of an API and ties them to their data sources.
 *
 * @throws Error naming the logical id of what the service would refuse: a field that does not exist, code with
 *   errors, an unknown data source or function.
 */
export function bindResolvers(
  environment: Environment,
  api: ApiDefinition,
  schema: GraphQLSchema,
  dataSources: ReadonlyMap<string, BoundDataSource>,
  compile: Compile,
  cache?: ApiCache,
): Map<string, BoundResolver> {
  const compiled = new Map<string, CompiledCode>();
  const codeOf = (code: string | undefined, logicalId: string): CompiledCode | undefined => {
    if (code === undefined) return undefined;
    let known = compiled.get(code);
    if (!known) compiled.set(code, (known = compileNamed(compile, environment, code, logicalId)));
    return known;
  };
  const step = (definition: FunctionDefinition | ResolverDefinition, id: string, name: string): Step => {
    const dataSource = dataSources.get(definition.dataSourceName ?? '');
    if (!dataSource) {
      throw new Error(
        `${definition.logicalId}: no data source named ${definition.dataSourceName ?? '(none)'}.`,
      );
    }
    const code = codeOf(definition.code, definition.logicalId);
    if (!code && !dataSource.invokeDirectly) {
      throw new Error(`${definition.logicalId}: only a Lambda data source can do without code.`);
    }
    const { maxBatchSize, sync } = definition;
    return { id, name, code, dataSource, maxBatchSize, ...(sync ? { sync } : {}) };
  };

  const functions = new Map<string, Step>();
  for (const definition of api.functions.values()) {
    functions.set(
      definition.functionId,
      step(definition, `function/${definition.functionId}`, definition.name),
    );
  }
  const resolvers = new Map<string, BoundResolver>();
  for (const [coordinate, definition] of api.resolvers) {
    checkField(schema, definition);
    const resolver =
      definition.kind === 'UNIT'
        ? unitResolver(step(definition, `resolver/${coordinate}`, coordinate))
        : pipelineResolver(
            coordinate,
            codeOf(definition.code, definition.logicalId),
            functionsOf(definition, functions),
          );
    resolvers.set(coordinate, cache ? cache.around(definition, resolver) : resolver);
  }
  return resolvers;
}

function checkField(schema: GraphQLSchema, { logicalId, typeName, fieldName }: ResolverDefinition): void {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${logicalId}: no type named ${typeName} in the schema.`);
  if (!type.getFields()[fieldName])
    throw new Error(`${logicalId}: no field named ${fieldName} on type ${typeName}.`);
}

function functionsOf(definition: ResolverDefinition, functions: ReadonlyMap<string, Step>): Step[] {
  if (definition.functions.length > mostFunctions) {
    throw new Error(`${definition.logicalId}: a pipeline takes at most ${mostFunctions} functions.`);
  }
  return definition.functions.map((id) => {
    const found = functions.get(id);
    if (!found) throw new Error(`${definition.logicalId}: no function with the id ${id}.`);
    return found;
  });
}

function compileNamed(
  compile: Compile,
  environment: Environment,
  code: string,
  logicalId: string,
): CompiledCode {
  try {
    return compile(code, runtimeEnvironment(environment, logicalId));
  } catch (error) {
    const { codeErrors } = error as Partial<CodeRefusal>;
    const details = codeErrors?.map(
      ({ errorType, value, location }) => `\n  ${errorType} at ${location.line}:${location.column}: ${value}`,
    );
    throw new Error(`${logicalId}: ${(error as Error).message}${details?.join('') ?? ''}`, { cause: error });
  }
}
