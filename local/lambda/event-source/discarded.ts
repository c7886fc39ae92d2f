import type { Environment } from '../../core/environment.ts';
import type { ResolvedFunction } from '../function.ts';
import type { Discarded } from './batch.ts';

/**
 * The record of a batch of a stream that was given up, as an on-failure destination gets it.
 * Source: Lambda Developer Guide, "Retaining discarded batch records for a DynamoDB event source".
 */
export function discardedRecord(
  { records, condition, invocations, result }: Discarded,
  { streamArn, shardId }: { streamArn: string; shardId: string },
  target: ResolvedFunction,
  { ids, clock }: Environment,
): object {
  const [first, last] = [records[0]!, records.at(-1)!];
  const time = (record: typeof first) =>
    new Date(record.dynamodb.ApproximateCreationDateTime * 1000).toISOString();
  return {
    requestContext: {
      requestId: ids.uuid(),
      functionArn: target.invokedArn,
      condition,
      approximateInvokeCount: invocations,
    },
    ...(result && {
      responseContext: {
        statusCode: result.statusCode,
        executedVersion: target.version,
        functionError: result.functionError ?? null,
      },
    }),
    version: '1.0',
    timestamp: new Date(clock.now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first.dynamodb.SequenceNumber,
      endSequenceNumber: last.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: time(first),
      approximateArrivalOfLastRecord: time(last),
      batchSize: records.length,
      streamArn,
    },
  };
}
