import { changeEntry, requireSame } from '../../core/changes.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import { readCode } from './code.ts';
import type { ResourceGround } from './index.ts';
import { readSync } from './sync.ts';

/** `AWS::AppSync::Resolver` */
export function resolverProvider({ apiOf }: ResourceGround): ResourceProvider {
  const put = (request: ResourceRequest) => {
    const api = apiOf(request);
    const { properties, logicalId } = request;
    const { TypeName, FieldName, CachingConfig } = properties;
    const kind = (properties.Kind ?? 'UNIT') as string;
    if (kind !== 'UNIT' && kind !== 'PIPELINE')
      throw new Error(`${logicalId}: Kind is UNIT or PIPELINE, not ${kind}.`);
    const coordinate = coordinateOf(request);
    const other = api.resolvers.get(coordinate);
    if (other && other.logicalId !== logicalId)
      throw new Error(
        `${logicalId}: Only one resolver is allowed per field. That of ${coordinate} is ${other.logicalId}.`,
      );
    const undo = changeEntry(api.resolvers, coordinate, {
      logicalId,
      typeName: TypeName,
      fieldName: FieldName,
      kind,
      ...readCode(request),
      dataSourceName: properties.DataSourceName,
      functions: properties.PipelineConfig?.Functions ?? [],
      maxBatchSize: Number(properties.MaxBatchSize ?? 0),
      sync: readSync(request),
      metrics: properties.MetricsConfig === 'ENABLED',
      caching: CachingConfig && { ttl: Number(CachingConfig.Ttl), keys: CachingConfig.CachingKeys ?? [] },
    });
    const arn = `${api.arn}/types/${TypeName}/resolvers/${FieldName}`;
    return { created: { ref: arn, attributes: { ResolverArn: arn, TypeName, FieldName } }, undo };
  };
  return {
    type: 'AWS::AppSync::Resolver',
    honoured: [
      'ApiId',
      'TypeName',
      'FieldName',
      'Kind',
      'DataSourceName',
      'PipelineConfig.Functions',
      'Code',
      'CodeS3Location',
      'RequestMappingTemplate',
      'RequestMappingTemplateS3Location',
      'ResponseMappingTemplate',
      'ResponseMappingTemplateS3Location',
      'Runtime',
      'MaxBatchSize',
      'CachingConfig.Ttl',
      'CachingConfig.CachingKeys',
      'SyncConfig',
      'MetricsConfig',
    ],
    create: async (request) => put(request).created,
    async update(request) {
      requireSame(request, 'ApiId', 'TypeName', 'FieldName');
      return put(request);
    },
    remove: async (request) => changeEntry(apiOf(request).resolvers, coordinateOf(request), undefined),
  };
}

function coordinateOf({ properties }: ResourceRequest): string {
  return `${properties.TypeName}.${properties.FieldName}`;
}
