import { RequestFault, type DataSourceAnswer } from '../../../execution/resolve.ts';
import type { Operation, OperationCall, Versions } from '../operation.ts';
import { sync } from './sync.ts';
import { versionedDelete, versionedPut, versionedUpdate } from './write.ts';

type VersionedOperation = (call: OperationCall, versions: Versions) => Promise<DataSourceAnswer>;

/** As the service lists them in its refusal. */
const supported = 'TransactGetItems,PutItem,BatchGetItem,Scan,Query,GetItem,DeleteItem,UpdateItem,Sync'.split(
  ',',
);

const operations: Readonly<Record<string, VersionedOperation>> = {
  PutItem: versionedPut,
  UpdateItem: versionedUpdate,
  DeleteItem: versionedDelete,
  Sync: sync,
};

/**
 * An operation as a versioned data source carries it out. Reads are those of any table: an item that was deleted is
 * read with its `_deleted`.
 *
 * @throws RequestFault of the type `UnsupportedOperation` for batches and transactions that write.
 */
export function onVersions(name: string, operation: Operation): Operation {
  if (!supported.includes(name)) {
    throw new RequestFault(
      `Unsupported operation '${name}'. Datasource Versioning only supports the following operations (${supported.join(',')}).`,
      'UnsupportedOperation',
    );
  }
  const versioned = operations[name];
  return versioned ? (call) => versioned(call, call.versions!) : operation;
}

/** Without versions there is nothing to sync; the wording is not established. */
export const syncWithoutVersions: Operation = () => {
  throw new RequestFault('Sync needs a versioned data source.', 'UnsupportedOperation');
};
