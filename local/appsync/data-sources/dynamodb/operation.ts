import type { Awaitable } from '../../execution/promises.ts';
import type { DataSourceAnswer } from '../../execution/resolve.ts';
import type { PageTokens } from './tokens.ts';

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
  /** Asks the function of a `Custom` strategy what becomes of a write whose condition failed. */
  askConflictHandler(
    lambdaArn: string,
    stored: unknown,
    refusal: DataSourceAnswer,
  ): Promise<DataSourceAnswer>;
}

export type Operation = (call: OperationCall) => Promise<DataSourceAnswer>;
