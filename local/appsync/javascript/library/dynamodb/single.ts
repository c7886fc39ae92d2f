import { objectArgument } from '../arguments.ts';
import { toMapValues } from '../util/dynamodb.ts';
import { copied, expressionOf, keyCondition, keyOf, projectionOf } from './parts.ts';
import { updateExpression } from './update-expression.ts';

const versionMembers = ['customPartitionKey', 'populateIndexFields', '_version'];
const pageMembers = ['index', 'limit', 'nextToken', 'consistentRead', 'scanIndexForward', 'select'];

/** Requests on single items, pages and deltas of `@aws-appsync/utils/dynamodb`. */
export function get(input: unknown) {
  const given = objectArgument('get', input);
  return {
    operation: 'GetItem',
    key: keyOf('get', given),
    ...copied(given, ['consistentRead']),
    ...projectionOf(given.projection),
  };
}

export function put(input: unknown) {
  const given = objectArgument('put', input);
  return {
    operation: 'PutItem',
    key: keyOf('put', given),
    attributeValues: toMapValues(objectArgument('put: item', given.item)),
    ...expressionOf('condition', given.condition),
    ...copied(given, versionMembers),
  };
}

export function update(input: unknown) {
  const given = objectArgument('update', input);
  return {
    operation: 'UpdateItem',
    key: keyOf('update', given),
    update: updateExpression(objectArgument('update: update', given.update)),
    ...expressionOf('condition', given.condition),
    ...copied(given, versionMembers),
  };
}

export function remove(input: unknown) {
  const given = objectArgument('remove', input);
  return {
    operation: 'DeleteItem',
    key: keyOf('remove', given),
    ...expressionOf('condition', given.condition),
    ...copied(given, versionMembers),
  };
}

export function query(input: unknown) {
  const given = objectArgument('query', input);
  return {
    operation: 'Query',
    query: keyCondition(given.query),
    ...copied(given, pageMembers),
    ...expressionOf('filter', given.filter),
    ...projectionOf(given.projection),
  };
}

export function scan(input: unknown = {}) {
  const given = objectArgument('scan', input);
  return {
    operation: 'Scan',
    ...copied(given, [...pageMembers, 'totalSegments', 'segment']),
    ...expressionOf('filter', given.filter),
    ...projectionOf(given.projection),
  };
}

export function sync(input: unknown = {}) {
  const given = objectArgument('sync', input);
  return {
    operation: 'Sync',
    ...copied(given, ['basePartitionKey', 'deltaIndexName', 'limit', 'nextToken', 'lastSync']),
    ...expressionOf('filter', given.filter),
  };
}
