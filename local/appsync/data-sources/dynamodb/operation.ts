import type { SyncDefinition, Versioning } from '../../definition.ts';
import type { Awaitable } from '../../execution/promises.ts';
import type { DataSourceAnswer } from '../../execution/resolve.ts';
import type { PageTokens } from './tokens.ts';

/** What the writes and syncs of a versioned data source need to know. */
export interface Versions {
  readonly config: Versioning;
  /** Of the resolver or function that asks. */
  readonly strategy: SyncDefinition | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  /** The key attributes of the base table. */
  keyNames(): Promise<{ readonly partition: string; readonly sort?: string }>;
  /** Asks the function of a `LAMBDA` conflict handler. */
  judge(lambdaArn: string, newItem: unknown, existingItem: unknown): Promise<any>;
}

/** One operation of a DynamoDB data source, with all it may use. */
export interface OperationCall {
  /** As the request handler returned it. */
  readonly request: Record<string, any>;
  readonly table: string;
  /** The resolver or function, to which page tokens belong. */
  readonly owner: string;
  readonly tokens: PageTokens;
  readonly requestId: string;
  send(operation: string, input: object): Awaitable<any>;
  newToken(): string;
  /** Present on a versioned data source. */
  readonly versions?: Versions;
  /** Asks the function of a `Custom` strategy what becomes of a write whose condition failed. */
  askConflictHandler(
    lambdaArn: string,
    stored: unknown,
    refusal: DataSourceAnswer,
  ): Promise<DataSourceAnswer>;
}

export type Operation = (call: OperationCall) => Promise<DataSourceAnswer>;
