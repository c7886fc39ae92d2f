import { RequestFault } from '../../execution/resolve.ts';
import type { Operation } from './operation.ts';

/** Sync belongs to versioned data sources, which conflict detection and a delta table make. They are not available. */
export const sync: Operation = () => {
  throw new RequestFault(
    'Sync needs a versioned data source, and versioned data sources are not available in this local cloud.',
    'UnsupportedOperation',
  );
};
