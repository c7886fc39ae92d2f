import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { DynamoDbStreams, StreamCursor, StreamPosition, StreamRecord } from '../core/ports.ts';
import type { WriteSignal } from './writes.ts';

interface Deps {
  readonly environment: Environment;
  readonly call: (operation: string, input: object) => Promise<any>;
  readonly writes: WriteSignal;
}

/** How long a reader waits for writes of others than this process, in milliseconds. */
const pollInterval = 500;
const maximumRecords = 1_000;

/**
 * Readers of streams. A write that goes through this process wakes them at once; the writes of others are found
 * by a slow poll, so that an idle shop costs next to nothing.
 */
export function createStreams({ environment, call, writes }: Deps): DynamoDbStreams & { close(): void } {
  const cursors = new Set<StreamCursor>();

  const open = async (streamArn: string, position: StreamPosition): Promise<StreamCursor> => {
    const table = streamArn.split('/')[1];
    if (!table) throw new AwsError('ValidationException', `Invalid StreamArn: ${streamArn}`);
    const shards = createShards(streamArn, call);
    await shards.start(position);

    let closed = false;
    let written = true;
    let wake: () => void = () => {};
    const endListening = writes.listen(table, () => {
      written = true;
      wake();
    });

    const pause = (milliseconds: number) =>
      new Promise<void>((resolve) => {
        // A timer of the machine, not of the environment: a test that stops its clock must not stop the stream.
        const timer = setTimeout(resolve, milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });

    const cursor: StreamCursor = {
      async read(maximum, milliseconds = Infinity) {
        const until = performance.now() + milliseconds;
        while (!closed) {
          written = false;
          const records = await shards.next(Math.min(maximum, maximumRecords));
          if (records.length > 0)
            return records.map((record) => complete(record, streamArn, environment.region));
          const left = until - performance.now();
          if (left <= 0) break;
          if (!written && !closed) await pause(Math.min(left, pollInterval));
        }
        return [];
      },
      close() {
        closed = true;
        endListening();
        wake();
        cursors.delete(cursor);
      },
    };
    cursors.add(cursor);
    return cursor;
  };

  return {
    open,
    async shardOf(streamArn, sequenceNumber) {
      const begun = (await listShards(streamArn, call)).filter(
        ({ SequenceNumberRange }) =>
          BigInt(SequenceNumberRange.StartingSequenceNumber) <= BigInt(sequenceNumber),
      );
      const shard = begun.at(-1);
      if (shard) return shard.ShardId;
      throw new AwsError('ResourceNotFoundException', `No shard of ${streamArn} holds ${sequenceNumber}`);
    },
    close: () => cursors.forEach((cursor) => cursor.close()),
  };
}

interface Shard {
  readonly ShardId: string;
  readonly SequenceNumberRange: { readonly StartingSequenceNumber: string };
}

async function listShards(StreamArn: string, call: Deps['call']): Promise<Shard[]> {
  const shards: Shard[] = [];
  let ExclusiveStartShardId: string | undefined;
  do {
    const { StreamDescription } = await call('DescribeStream', { StreamArn, ExclusiveStartShardId });
    shards.push(...StreamDescription.Shards);
    ExclusiveStartShardId = StreamDescription.LastEvaluatedShardId;
  } while (ExclusiveStartShardId);
  return shards;
}

/** Reads the shards of a stream one after another, as each is closed by the next. */
function createShards(StreamArn: string, call: Deps['call']) {
  const iterators = new Map<string, { iterator: string; last?: string }>();
  const seen = new Set<string>();

  const list = () => listShards(StreamArn, call);

  const begin = async (ShardId: string, position: StreamPosition) => {
    seen.add(ShardId);
    const where =
      typeof position === 'string'
        ? { ShardIteratorType: position }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position.afterSequenceNumber };
    const { ShardIterator } = await call('GetShardIterator', { StreamArn, ShardId, ...where });
    if (ShardIterator) iterators.set(ShardId, { iterator: ShardIterator });
  };

  return {
    async start(position: StreamPosition) {
      for (const { ShardId } of await list()) await begin(ShardId, position);
    },
    async next(Limit: number): Promise<any[]> {
      for (const [shardId, state] of iterators) {
        let answer;
        try {
          answer = await call('GetRecords', { ShardIterator: state.iterator, Limit });
        } catch (error) {
          if ((error as Error).name !== 'ExpiredIteratorException') throw error;
          await begin(shardId, state.last ? { afterSequenceNumber: state.last } : 'TRIM_HORIZON');
          continue;
        }
        const last = answer.Records.at(-1)?.dynamodb.SequenceNumber ?? state.last;
        if (answer.NextShardIterator) iterators.set(shardId, { iterator: answer.NextShardIterator, last });
        else iterators.delete(shardId);
        if (answer.Records.length > 0) return answer.Records;
      }
      if (iterators.size === 0) {
        for (const { ShardId } of await list()) if (!seen.has(ShardId)) await begin(ShardId, 'TRIM_HORIZON');
      }
      return [];
    },
  };
}

// The API's records lack the stream's ARN and name the identity in capitals; Lambda's have both its own way.
function complete(record: any, eventSourceARN: string, awsRegion: string): StreamRecord {
  const { userIdentity, ...rest } = record;
  const type = userIdentity?.Type ?? userIdentity?.type;
  return {
    ...rest,
    awsRegion,
    eventSourceARN,
    ...(type && {
      userIdentity: { principalId: userIdentity.PrincipalId ?? userIdentity.principalId, type },
    }),
  };
}
