import type { ResourceProvider } from '../../core/resource.ts';
import { readCode } from './code.ts';
import type { ResourceGround } from './index.ts';

/** `AWS::AppSync::Resolver` */
export function resolverProvider({ apiOf }: ResourceGround): ResourceProvider {
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
      'Runtime',
      'MaxBatchSize',
    ],
    inert: {
      MetricsConfig: 'no metrics are kept on a laptop',
      CachingConfig: 'every answer is fresh: nothing is cached on a laptop',
    },
    async create(request) {
      const api = apiOf(request);
      const { properties, logicalId } = request;
      const { TypeName, FieldName, CachingConfig } = properties;
      const kind = (properties.Kind ?? 'UNIT') as string;
      if (kind !== 'UNIT' && kind !== 'PIPELINE')
        throw new Error(`${logicalId}: Kind is UNIT or PIPELINE, not ${kind}.`);
      const coordinate = `${TypeName}.${FieldName}`;
      const other = api.resolvers.get(coordinate);
      if (other) throw new Error(`${logicalId}: ${coordinate} has a resolver already, ${other.logicalId}.`);
      api.resolvers.set(coordinate, {
        logicalId,
        typeName: TypeName,
        fieldName: FieldName,
        kind,
        code: readCode(request),
        dataSourceName: properties.DataSourceName,
        functions: properties.PipelineConfig?.Functions ?? [],
        maxBatchSize: Number(properties.MaxBatchSize ?? 0),
        caching: CachingConfig && { ttl: Number(CachingConfig.Ttl), keys: CachingConfig.CachingKeys ?? [] },
      });
      const arn = `${api.arn}/types/${TypeName}/resolvers/${FieldName}`;
      return { ref: arn, attributes: { ResolverArn: arn, TypeName, FieldName } };
    },
  };
}
