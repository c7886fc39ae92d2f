import type { ResourceProvider } from '../../core/resource.ts';
import { readText } from './code.ts';
import type { ResourceGround } from './index.ts';

/** `AWS::AppSync::GraphQLSchema` */
export function schemaProvider({ apiOf }: ResourceGround): ResourceProvider {
  return {
    type: 'AWS::AppSync::GraphQLSchema',
    honoured: ['ApiId', 'Definition', 'DefinitionS3Location'],
    async create(request) {
      const api = apiOf(request);
      const { Definition, DefinitionS3Location } = request.properties;
      const schema = readText(request, Definition, DefinitionS3Location);
      if (schema === undefined)
        throw new Error(`${request.logicalId}: Definition or DefinitionS3Location is needed.`);
      api.schema = schema;
      return { ref: `${api.apiId}GraphQLSchema`, attributes: { Id: `${api.apiId}GraphQLSchema` } };
    },
  };
}
