import type { Environment } from '../core/environment.ts';
import { openKeptFiles, type KeptFiles } from '../core/kept-files.ts';
import type { QueueAttributes } from './attributes.ts';
import type { QueueContents } from './queue.ts';

/** A queue as it is kept on disk. */
export interface StoredQueue extends QueueContents {
  readonly name: string;
  readonly createdAt: number;
  /** Of a queue that a caller made. One that a template defines has those of the template. */
  readonly made?: { readonly attributes: QueueAttributes; readonly tags: Readonly<Record<string, string>> };
}

/** Where queues are kept, by name. */
export type Store = KeptFiles<StoredQueue>;

/** One file for each queue in `<dataDirectory>/sqs`. */
export const openStore = (environment: Environment): Store => openKeptFiles(environment, 'sqs', 'queue');
