import { changeEntry, requireSame, stableId } from '../../core/changes.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import type { ApiDefinition, SourceAssociation } from '../definition.ts';
import type { ResourceGround } from './index.ts';

/** `AWS::AppSync::SourceApiAssociation` */
export function sourceApiAssociationProvider({ apis, changed }: ResourceGround): ResourceProvider {
  /** By id or by ARN. */
  const apiNamed = (logicalId: string, identifier: unknown): ApiDefinition => {
    const found = apis.find(({ definition }) =>
      [definition.apiId, definition.arn].includes(String(identifier)),
    );
    if (!found) throw new Error(`${logicalId}: no GraphQL API ${String(identifier)}.`);
    return found.definition;
  };
  const read = ({ logicalId, properties, generatedName }: ResourceRequest) => {
    const { SourceApiIdentifier, MergedApiIdentifier, SourceApiAssociationConfig, Description } = properties;
    const api = apiNamed(logicalId, MergedApiIdentifier);
    const source = apiNamed(logicalId, SourceApiIdentifier);
    if (!api.merged) throw new Error(`${logicalId}: ${api.name} is no merged API.`);
    if (source.merged) throw new Error(`${logicalId}: a merged API cannot be a source API.`);
    const id = stableId(generatedName);
    const elsewhere = apis.some(({ definition }) =>
      [...(definition.merged?.associations.values() ?? [])].some(
        (other) => other.source === source && other.id !== id,
      ),
    );
    if (elsewhere) throw new Error(`${logicalId}: the source API ${source.name} is associated already.`);
    const association: SourceAssociation = {
      id,
      arn: `${api.arn}/sourceApiAssociations/${id}`,
      logicalId,
      source,
      mergeType: SourceApiAssociationConfig?.MergeType ?? 'MANUAL_MERGE',
      description: Description,
      status: 'MERGE_SUCCESS',
    };
    return { api, merged: api.merged, association };
  };
  const put = (request: ResourceRequest) => {
    const { api, merged, association } = read(request);
    const undo = changeEntry(merged.associations, association.id, association);
    changed.add(api.apiId);
    const { id, arn, source, status } = association;
    return {
      created: {
        ref: arn,
        attributes: {
          AssociationArn: arn,
          AssociationId: id,
          MergedApiArn: api.arn,
          MergedApiId: api.apiId,
          SourceApiArn: source.arn,
          SourceApiId: source.apiId,
          SourceApiAssociationStatus: status,
          SourceApiAssociationStatusDetail: '',
        },
      },
      undo,
    };
  };
  return {
    type: 'AWS::AppSync::SourceApiAssociation',
    honoured: [
      'SourceApiIdentifier',
      'MergedApiIdentifier',
      'SourceApiAssociationConfig.MergeType',
      'Description',
    ],
    create: async (request) => put(request).created,
    async update(request) {
      requireSame(request, 'SourceApiIdentifier', 'MergedApiIdentifier');
      return put(request);
    },
    async remove(request) {
      const { api, merged, association } = read(request);
      changed.add(api.apiId);
      return changeEntry(merged.associations, association.id, undefined);
    },
  };
}
