import { requireSame } from '../../core/changes.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import { readText } from './code.ts';
import type { ResourceGround } from './index.ts';

/** `AWS::AppSync::GraphQLSchema` */
export function schemaProvider({ apiOf }: ResourceGround): ResourceProvider {
  const put = (request: ResourceRequest) => {
    const api = apiOf(request);
    const { Definition, DefinitionS3Location } = request.properties;
    const schema = readText(request, Definition, DefinitionS3Location);
    if (schema === undefined)
      throw new Error(`${request.logicalId}: Definition or DefinitionS3Location is needed.`);
    const former = api.schema;
    api.schema = schema;
    const id = `${api.apiId}GraphQLSchema`;
    return { created: { ref: id, attributes: { Id: id } }, undo: () => void (api.schema = former) };
  };
  return {
    type: 'AWS::AppSync::GraphQLSchema',
    honoured: ['ApiId', 'Definition', 'DefinitionS3Location'],
    create: async (request) => put(request).created,
    async update(request) {
      requireSame(request, 'ApiId');
      return put(request);
    },
  };
}
