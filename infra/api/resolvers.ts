import {
  CfnFunctionConfiguration,
  CfnResolver,
  type CfnDataSource,
  type CfnGraphQLApi,
  type CfnGraphQLSchema,
} from 'aws-cdk-lib/aws-appsync';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { resolverBundle, stepBundle } from '../artefacts.ts';
import type { DataSourceName, FieldResolver, Step } from './fields.ts';

export interface ResolversProps {
  readonly api: CfnGraphQLApi;
  readonly schema: CfnGraphQLSchema;
  readonly fields: Readonly<Record<string, FieldResolver>>;
  readonly dataSources: Readonly<Record<DataSourceName, CfnDataSource>>;
}

const runtime = { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' };

/**
 * One resolver a field, and one function a step and data source, however many pipelines share it.
 *
 * @throws Error that names every bundle that is missing, with the source to create.
 */
export function resolvers(scope: Construct, { api, schema, fields, dataSources }: ResolversProps): void {
  const steps = new Map<Step, CfnFunctionConfiguration>();
  const missing = new Set<string>();

  for (const [field, resolver] of Object.entries(fields)) {
    try {
      addResolver(field, resolver);
    } catch (error) {
      missing.add((error as Error).message);
    }
  }
  if (missing.size > 0) throw new Error([...missing].join('\n'));

  function addResolver(field: string, resolver: FieldResolver): void {
    const [typeName, fieldName] = field.split('.') as [string, string];
    const functions = resolver.kind === 'pipeline' ? resolver.steps.map(functionOf) : [];
    const source = resolver.kind === 'unit' ? dataSources[resolver.dataSource] : undefined;
    const code = new Asset(scope, `Code-${field}`, { path: resolverBundle(field) });
    const created = new CfnResolver(scope, `Resolver-${field}`, {
      apiId: api.attrApiId,
      typeName,
      fieldName,
      kind: resolver.kind === 'unit' ? 'UNIT' : 'PIPELINE',
      ...(source ? { dataSourceName: source.attrName } : {}),
      ...(source ? {} : { pipelineConfig: { functions: functions.map((step) => step.attrFunctionId) } }),
      codeS3Location: code.s3ObjectUrl,
      runtime,
    });
    code.addResourceMetadata(created, 'CodeS3Location');
    // A resolver is refused while the schema has no such field.
    created.addResourceDependency(schema);
  }

  function functionOf(step: Step): CfnFunctionConfiguration {
    const known = steps.get(step);
    if (known) return known;
    const [source, name] = step.split(':') as [DataSourceName, string];
    const code = new Asset(scope, `StepCode-${source}-${name}`, { path: stepBundle(name) });
    const created = new CfnFunctionConfiguration(scope, `Step-${source}-${name}`, {
      apiId: api.attrApiId,
      name: `${source}_${name}`,
      dataSourceName: dataSources[source].attrName,
      codeS3Location: code.s3ObjectUrl,
      runtime,
    });
    code.addResourceMetadata(created, 'CodeS3Location');
    created.addResourceDependency(schema);
    steps.set(step, created);
    return created;
  }
}
