import { AwsError } from '../../core/aws-error.ts';
import type { ServedApi } from '../api.ts';
import type { Route } from '../aws-api.ts';
import type { SourceAssociation } from '../definition.ts';

/** What the SDK asks of the associations of merged APIs, and `StartSchemaMerge`. */
export function associationRoutes(find: (apiId: string) => ServedApi): Route[] {
  const associationOf = (api: ServedApi, id: string): SourceAssociation => {
    const found = api.definition.merged?.associations.get(decodeURIComponent(id));
    if (!found) throw new AwsError('NotFoundException', `Source API association ${id} not found.`, 404);
    return found;
  };
  return [
    [
      'GET',
      /^\/v1\/apis\/([^/]+)\/sourceApiAssociations$/,
      (_, [, id]) => {
        const api = find(id!);
        const all = [...(api.definition.merged?.associations.values() ?? [])];
        return { sourceApiAssociationSummaries: all.map((each) => summaryOf(api, each)), nextToken: null };
      },
    ],
    [
      'GET',
      /^\/v1\/mergedApis\/([^/]+)\/sourceApiAssociations\/([^/]+)$/,
      (_, [, id, association]) => {
        const api = find(id!);
        return { sourceApiAssociation: describe(api, associationOf(api, association!)) };
      },
    ],
    [
      'POST',
      /^\/v1\/mergedApis\/([^/]+)\/sourceApiAssociations\/([^/]+)\/merge$/,
      (_, [, id, association]) => {
        const api = find(id!);
        merge(api, associationOf(api, association!));
        return { sourceApiAssociationStatus: 'MERGE_SCHEDULED' };
      },
    ],
  ];
}

/** Takes the source as it is now; a merge that fails leaves the API as the last good one made it. */
function merge(api: ServedApi, association: SourceAssociation): void {
  const { taken, lastSuccessfulMerge } = association;
  delete association.taken;
  delete association.lastSuccessfulMerge;
  try {
    api.open();
    association.status = 'MERGE_SUCCESS';
    delete association.statusDetail;
  } catch (error) {
    if (taken) association.taken = taken;
    if (lastSuccessfulMerge !== undefined) association.lastSuccessfulMerge = lastSuccessfulMerge;
    association.status = 'MERGE_FAILED';
    association.statusDetail = (error as Error).message;
  }
}

function summaryOf({ definition }: ServedApi, { id, arn, source, description }: SourceAssociation): object {
  return {
    associationId: id,
    associationArn: arn,
    sourceApiId: source.apiId,
    sourceApiArn: source.arn,
    mergedApiId: definition.apiId,
    mergedApiArn: definition.arn,
    description,
  };
}

function describe(api: ServedApi, association: SourceAssociation): object {
  const { mergeType, status, statusDetail, lastSuccessfulMerge } = association;
  return {
    ...summaryOf(api, association),
    sourceApiAssociationConfig: { mergeType },
    sourceApiAssociationStatus: status,
    sourceApiAssociationStatusDetail: statusDetail,
    // The SDK reads seconds.
    ...(lastSuccessfulMerge === undefined ? {} : { lastSuccessfulMergeDate: lastSuccessfulMerge / 1000 }),
  };
}
