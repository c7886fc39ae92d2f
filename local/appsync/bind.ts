import { isObjectType, type GraphQLSchema } from 'graphql';
import type { Environment } from '../core/environment.ts';
import type { ApiCache } from './caching/api-cache.ts';
import type {
  ApiDefinition,
  FunctionDefinition,
  MappingTemplates,
  ResolverDefinition,
} from './definition.ts';
import {
  pipelineResolver,
  unitResolver,
  type BoundDataSource,
  type BoundResolver,
  type Step,
} from './execution/resolve.ts';
import type { EnhancedMetrics } from './metrics/enhanced.ts';
import { compileTemplates, defaultTemplates, TemplateFault, type Templates } from './velocity/index.ts';
import { runtimeEnvironment } from './runtime-environment.ts';
import type { CodeRefusal, Compile, CompiledCode } from './javascript/types.ts';

/** Before the functions nothing is asked; after them the last one's result is the field's. */
const pipelineTemplates: Templates = { ...defaultTemplates, request: '{}' };

/** Most functions of a pipeline (General Reference, "AWS AppSync endpoints and quotas"). */
const mostFunctions = 10;
/** Most fields of a batch (the same page). */
const largestBatch = 2_000;

/**
 * Compiles every resolver and function of an API and ties them to their data sources.
 *
 * @throws Error naming the logical id of what the service would refuse: a field that does not exist, code with
 *   errors, an unknown data source or function; in its words where they are known.
 */
export function bindResolvers(
  environment: Environment,
  api: ApiDefinition,
  schema: GraphQLSchema,
  dataSources: ReadonlyMap<string, BoundDataSource>,
  compile: Compile,
  { cache, metrics }: { readonly cache?: ApiCache; readonly metrics: Pick<EnhancedMetrics, 'ofResolver'> },
): Map<string, BoundResolver> {
  const compiled = new Map<string, CompiledCode>();
  const codeOf = (
    { code, templates, logicalId }: FunctionDefinition | ResolverDefinition,
    fallback = defaultTemplates,
  ): CompiledCode | undefined => {
    if (templates) return templatesNamed({ ...fallback, ...defined(templates) }, environment, logicalId);
    if (code === undefined) return undefined;
    let known = compiled.get(code);
    if (!known) compiled.set(code, (known = compileNamed(compile, environment, code, logicalId)));
    return known;
  };
  const step = (definition: FunctionDefinition | ResolverDefinition, id: string, name: string): Step => {
    const dataSource = dataSources.get(definition.dataSourceName ?? '');
    if (!dataSource) {
      throw new Error(
        definition.dataSourceName === undefined
          ? `${definition.logicalId}: DataSourceName is required for UNIT resolver`
          : `${definition.logicalId}: No data source found named ${definition.dataSourceName}`,
      );
    }
    const code = codeOf(definition);
    if (!code && !dataSource.invokeDirectly) {
      throw new Error(`${definition.logicalId}: only a Lambda data source can do without code.`);
    }
    const { maxBatchSize, sync } = definition;
    if (maxBatchSize > largestBatch)
      throw new Error(
        `${definition.logicalId}: MaxBatchSize is at most ${largestBatch}, not ${maxBatchSize}.`,
      );
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
            codeOf(definition, pipelineTemplates),
            functionsOf(definition, functions),
          );
    const cached = cache ? cache.around(definition, resolver) : resolver;
    resolvers.set(coordinate, metrics.ofResolver(definition, cached));
  }
  return resolvers;
}

function checkField(schema: GraphQLSchema, { logicalId, typeName, fieldName }: ResolverDefinition): void {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${logicalId}: Type ${typeName} not found`);
  if (!type.getFields()[fieldName])
    throw new Error(`${logicalId}: No field named ${fieldName} found on type ${typeName}`);
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
    return compile(code, runtimeEnvironment(environment, logicalId), { deployed: true });
  } catch (error) {
    const { codeErrors } = error as Partial<CodeRefusal>;
    const details = codeErrors?.map(
      ({ errorType, value, location }) => `\n  ${errorType} at ${location.line}:${location.column}: ${value}`,
    );
    throw new Error(`${logicalId}: ${(error as Error).message}${details?.join('') ?? ''}`, { cause: error });
  }
}

function templatesNamed(templates: Templates, environment: Environment, logicalId: string): CompiledCode {
  try {
    // The service deploys what it cannot read, and so hides the fault until the field is asked for.
    return compileTemplates(templates, runtimeEnvironment(environment, logicalId), (fault) =>
      environment.log.scope(logicalId).warn(fault.message),
    );
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    throw new Error(`${logicalId}: ${error.message}`, { cause: error });
  }
}

const defined = ({ request, response }: MappingTemplates): Partial<Templates> => ({
  ...(request === undefined ? {} : { request }),
  ...(response === undefined ? {} : { response }),
});
