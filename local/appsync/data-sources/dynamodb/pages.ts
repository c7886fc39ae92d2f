import { RequestFault, type DataSourceAnswer } from '../../execution/resolve.ts';
import { expressionParts, type ExpressionParts } from './expressions.ts';
import type { OperationCall } from './operation.ts';
import { fromItem } from './values.ts';

export function query(call: OperationCall): Promise<DataSourceAnswer> {
  const { request } = call;
  if (!request.query) throw new RequestFault("Value for field '$[query]' not found.");
  const parts = expressionParts();
  return page(call, 'Query', parts, {
    KeyConditionExpression: parts.add(request.query, '$[query]'),
    ScanIndexForward: request.scanIndexForward ?? true,
  });
}

export function scan(call: OperationCall): Promise<DataSourceAnswer> {
  const { request } = call;
  return page(call, 'Scan', expressionParts(), {
    TotalSegments: request.totalSegments ?? undefined,
    Segment: request.segment ?? undefined,
  });
}

/** As recorded from the service: https://github.com/aws-amplify/amplify-cli/issues/3411 */
export const foreignToken = {
  type: 'DynamoDB:UserIllegalArgumentException',
  message:
    'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
};

async function page(
  { request, table, send, owner, tokens }: OperationCall,
  operation: 'Query' | 'Scan',
  parts: ExpressionParts,
  own: object,
): Promise<DataSourceAnswer> {
  let start: unknown;
  if (request.nextToken !== undefined && request.nextToken !== null) {
    start = typeof request.nextToken === 'string' ? tokens.read(owner, request.nextToken) : undefined;
    if (start === undefined) return { result: null, error: foreignToken };
  }
  const FilterExpression = parts.add(request.filter, '$[filter]');
  const ProjectionExpression = parts.add(request.projection, '$[projection]');
  const answer = await send(operation, {
    TableName: table,
    ...own,
    IndexName: request.index ?? undefined,
    Limit: request.limit ?? undefined,
    ConsistentRead: request.consistentRead ?? false,
    Select: request.select ?? (ProjectionExpression ? 'SPECIFIC_ATTRIBUTES' : undefined),
    FilterExpression,
    ProjectionExpression,
    ExclusiveStartKey: start,
    ...parts.members(),
  });
  return {
    result: {
      items: ((answer.Items ?? []) as any[]).map(fromItem),
      nextToken: answer.LastEvaluatedKey ? tokens.mint(owner, answer.LastEvaluatedKey) : null,
      scannedCount: answer.ScannedCount ?? 0,
    },
  };
}
