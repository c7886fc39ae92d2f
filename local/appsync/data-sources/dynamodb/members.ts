const written = ['key', 'condition', '_version', 'customPartitionKey', 'populateIndexFields'];
const paged = [
  'index',
  'nextToken',
  'limit',
  'consistentRead',
  'scanIndexForward',
  'select',
  'filter',
  'projection',
];

/** What the request of each operation may hold (Developer Guide, the reference of each). */
export const members: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    GetItem: ['key', 'consistentRead', 'projection'],
    PutItem: [...written, 'attributeValues'],
    UpdateItem: [...written, 'update'],
    DeleteItem: written,
    Query: [...paged, 'query'],
    Scan: [...paged, 'totalSegments', 'segment'],
    Sync: ['basePartitionKey', 'deltaIndexName', 'limit', 'nextToken', 'lastSync', 'filter'],
    BatchGetItem: ['tables'],
    BatchPutItem: ['tables'],
    BatchDeleteItem: ['tables'],
    TransactGetItems: ['transactItems'],
    TransactWriteItems: ['transactItems'],
  }).map(([operation, names]) => [operation, new Set(['operation', 'version', ...names])]),
);
