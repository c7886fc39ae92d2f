import type { Fault, Faults } from '../../core/faults.ts';
import type { Answer } from '../client.ts';
import { nameOf, tablesOf } from '../schemas.ts';
import {
  cancelled,
  conflict,
  conflictReason,
  inProgress,
  internalError,
  throttlingReasons,
  throttlings,
  type Reason,
} from './errors.ts';
import type { Replica } from './replica.ts';
import { addUnprocessed, partBatch, sizeOfBatch } from './unprocessed.ts';
import { itemsWritten } from './written.ts';

type Input = Record<string, any>;

/** Runs one operation of DynamoDB's API; what is allowed was looked at before. */
export type Exchange = (operation: string, input: Input) => Promise<Answer>;

interface Deps {
  readonly exchange: Exchange;
  readonly faults: Faults;
  readonly replica: Replica;
}

const singleWrites = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);
const transactions = new Set(['TransactWriteItems', 'TransactGetItems']);
const batches = new Set(['BatchGetItem', 'BatchWriteItem']);
const reads = new Set(['GetItem', 'Query', 'Scan', 'BatchGetItem']);
const statements = new Set(['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction']);
const ofItems = new Set([...singleWrites, ...transactions, ...batches, ...reads, ...statements]);

/**
 * Lets operations on items go wrong as they do on DynamoDB.
 *
 * @returns `run` for callers, and `follow` for the service's own operations, which never go wrong but whose writes a
 *   stale read must not show too early or never
 * @throws AwsError of `run`: the fault that struck.
 */
export function withFaults({ exchange, faults, replica }: Deps): { run: Exchange; follow: Exchange } {
  const follow: Exchange = async (operation, input) => {
    if (!faults.expects('dynamodb.staleIndex') && !faults.expects('dynamodb.staleRead')) {
      replica.forget();
      return exchange(operation, input);
    }
    // Which items these write is not to be seen from outside.
    if (statements.has(operation) || /^(Create|Update|Delete)Table$/.test(operation)) {
      const answer = await exchange(operation, input);
      replica.forget();
      return answer;
    }
    if (ofItems.has(operation)) await Promise.all(tablesOf(input).map(replica.follow));
    try {
      const answer = await exchange(operation, input);
      if (answer.status < 300) await replica.note(itemsWritten(operation, input));
      return answer;
    } catch (error) {
      replica.forget();
      throw error;
    }
  };

  const read = (operation: string, input: Input): Promise<Answer> => {
    const tables = tablesOf(input);
    if (!reads.has(operation) || isConsistent(input) || !tables.some(replica.isBehind)) {
      return follow(operation, input);
    }
    const ofIndex = input.IndexName && replica.hasGlobalIndex(tables[0]!, input.IndexName);
    const fault = ofIndex
      ? faults.strikes('dynamodb.staleIndex', `${tables[0]}/${input.IndexName}`)
      : faults.strikes('dynamodb.staleRead', tables.join(','));
    return fault ? replica.read(tables, fault, operation, byName(input)) : follow(operation, input);
  };

  const inParts = async (operation: string, input: Input, point: string): Promise<Answer> => {
    const fault =
      batches.has(operation) && sizeOfBatch(input) > 1
        ? faults.strikes('dynamodb.unprocessed', point)
        : undefined;
    if (!fault) return read(operation, input);
    const { done, left } = partBatch(input, fault);
    const { status, text } = await read(operation, done);
    return { status, text: status < 300 ? addUnprocessed(operation, text, left) : text };
  };

  const run: Exchange = async (operation, input) => {
    if (faults.idle || !ofItems.has(operation)) return follow(operation, input);
    const point = [...tablesOf(input), operation].join('/');
    refuse(operation, input, point, faults);
    const answer = await inParts(operation, input, point);
    if (input.ClientRequestToken !== undefined && faults.strikes('dynamodb.inProgress', point))
      throw inProgress();
    if (faults.strikes('dynamodb.failedAfter', point)) throw internalError();
    return answer;
  };

  return { run, follow };
}

/** What keeps an operation from any effect. @throws AwsError */
function refuse(operation: string, input: Input, point: string, faults: Faults): void {
  const actions: number = input.TransactItems?.length ?? 0;
  const ofOne = (fault: Fault, reason: Reason) =>
    cancelled(actions, new Map([[Math.floor(fault.chance() * actions), reason]]));

  const throttled = faults.strikes('dynamodb.throttled', point);
  if (throttled) {
    throw transactions.has(operation)
      ? ofOne(throttled, throttled.pick(throttlingReasons))
      : throttled.pick(throttlings)();
  }
  if (transactions.has(operation) || singleWrites.has(operation)) {
    const fault = faults.strikes('dynamodb.conflict', point);
    if (fault) throw transactions.has(operation) ? ofOne(fault, conflictReason) : conflict();
  }
  if (faults.strikes('dynamodb.failedBefore', point)) throw internalError();
}

const isConsistent = ({ ConsistentRead, RequestItems = {} }: Input): boolean =>
  ConsistentRead === true ||
  Object.values<Input>(RequestItems).some((entry) => entry.ConsistentRead === true);

/** The copy knows its tables by name alone. */
function byName(input: Input): Input {
  if (typeof input.TableName === 'string') return { ...input, TableName: nameOf(input.TableName) };
  const RequestItems = Object.fromEntries(
    Object.entries(input.RequestItems ?? {}).map(([table, entry]) => [nameOf(table), entry]),
  );
  return { ...input, RequestItems };
}
