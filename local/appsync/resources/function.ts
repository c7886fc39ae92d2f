import { changeEntry, stableId } from '../../core/changes.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import { readCode } from './code.ts';
import type { ResourceGround } from './index.ts';
import { readSync } from './sync.ts';

/** `AWS::AppSync::FunctionConfiguration` */
export function functionProvider({ apiOf }: ResourceGround): ResourceProvider {
  const put = (request: ResourceRequest) => {
    const api = apiOf(request);
    const { properties, logicalId } = request;
    const functionId = stableId(request.generatedName);
    const undo = changeEntry(api.functions, functionId, {
      logicalId,
      functionId,
      name: properties.Name,
      dataSourceName: properties.DataSourceName,
      ...readCode(request),
      maxBatchSize: Number(properties.MaxBatchSize ?? 0),
      sync: readSync(request),
    });
    const arn = `${api.arn}/functions/${functionId}`;
    const { Name, DataSourceName } = properties;
    const attributes = { FunctionId: functionId, FunctionArn: arn, Name, DataSourceName };
    return { created: { ref: arn, attributes }, undo };
  };
  return {
    type: 'AWS::AppSync::FunctionConfiguration',
    honoured: [
      'ApiId',
      'Name',
      'DataSourceName',
      'Code',
      'CodeS3Location',
      'Runtime',
      'RequestMappingTemplate',
      'RequestMappingTemplateS3Location',
      'ResponseMappingTemplate',
      'ResponseMappingTemplateS3Location',
      'FunctionVersion',
      'MaxBatchSize',
      'SyncConfig',
    ],
    inert: {
      Description: 'nothing reads it on a laptop',
    },
    create: async (request) => put(request).created,
    update: async (request) => put(request),
    remove: async (request) =>
      changeEntry(apiOf(request).functions, stableId(request.generatedName), undefined),
  };
}
