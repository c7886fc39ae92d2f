import type { ResourceProvider } from '../../core/resource.ts';
import { readCode } from './code.ts';
import { stableId, type ResourceGround } from './index.ts';

/** `AWS::AppSync::FunctionConfiguration` */
export function functionProvider({ apiOf }: ResourceGround): ResourceProvider {
  return {
    type: 'AWS::AppSync::FunctionConfiguration',
    honoured: ['ApiId', 'Name', 'DataSourceName', 'Code', 'CodeS3Location', 'Runtime', 'MaxBatchSize'],
    inert: {
      Description: 'nothing reads it on a laptop',
      FunctionVersion: 'it belongs to VTL',
    },
    async create(request) {
      const api = apiOf(request);
      const { properties, logicalId } = request;
      const functionId = stableId(request.generatedName);
      api.functions.set(functionId, {
        logicalId,
        functionId,
        name: properties.Name,
        dataSourceName: properties.DataSourceName,
        code: readCode(request),
        maxBatchSize: Number(properties.MaxBatchSize ?? 0),
      });
      const arn = `${api.arn}/functions/${functionId}`;
      return {
        ref: arn,
        attributes: {
          FunctionId: functionId,
          FunctionArn: arn,
          Name: properties.Name,
          DataSourceName: properties.DataSourceName,
        },
      };
    },
  };
}
