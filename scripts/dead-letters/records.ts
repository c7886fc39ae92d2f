/** The records that a dead letter of a stream stands for, read from the stream itself. */
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type AttributeValue as StreamValue,
  type _Record,
} from '@aws-sdk/client-dynamodb-streams';
import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { compileEventPattern, type EventPattern } from '../../local/core/event-pattern.ts';
import type { Clients } from './clients.ts';
import type { StreamLetter } from './letter.ts';

/** Records of the stream as their function gets them; fewer than the letter stands for when some are gone. */
export interface Found {
  readonly records: readonly DynamoDBRecord[];
  /** Why there are none any more. */
  readonly gone?: string;
}

/** Answers of an open shard that may be empty in a row although there is more. */
const patience = 20;

/** Reads the records between the sequence numbers of a letter, those left out that its function is not given. */
export async function recordsOf(letter: StreamLetter, clients: Clients): Promise<Found> {
  const { streamArn, shardId, first, last } = letter;
  const matches = await filterOf(letter, clients);
  const records: DynamoDBRecord[] = [];
  try {
    const { ShardIterator } = await clients.streams.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId: shardId,
        ShardIteratorType: 'AT_SEQUENCE_NUMBER',
        SequenceNumber: first,
      }),
    );
    let iterator = ShardIterator;
    for (let empty = 0; iterator && empty < patience; empty += 1) {
      const page = await clients.streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
      for (const record of page.Records ?? []) {
        if (BigInt(record.dynamodb!.SequenceNumber!) > BigInt(last)) return { records };
        const given = asGiven(record, streamArn);
        if (matches(given)) records.push(given);
        if (record.dynamodb!.SequenceNumber === last) return { records };
        empty = -1;
      }
      iterator = page.NextShardIterator;
    }
  } catch (error) {
    const { name } = error as Error;
    if (name === 'TrimmedDataAccessException')
      return { records, gone: 'the stream keeps records for 24 hours, and these are older' };
    if (name === 'ResourceNotFoundException')
      return { records, gone: 'the part of the stream that held them is no longer there' };
    throw error;
  }
  return { records, ...(records.length > 0 ? {} : { gone: 'the stream does not hold them any more' }) };
}

/** What the mapping of the stream to the function lets pass: between two records may lie others that it was not given. */
async function filterOf(
  { functionArn, streamArn }: StreamLetter,
  { lambda }: Clients,
): Promise<EventPattern> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: functionArn, EventSourceArn: streamArn }),
  );
  const patterns = EventSourceMappings.flatMap(({ FilterCriteria }) => FilterCriteria?.Filters ?? []).map(
    ({ Pattern }) => compileEventPattern(JSON.parse(Pattern!)),
  );
  return (record) => patterns.length === 0 || patterns.some((matches) => matches(record));
}

/**
 * A record of the stream's API as Lambda hands it to a function: time in seconds, bytes in base64, the identity's
 * members in small letters, and the stream's ARN with it.
 */
export function asGiven(record: _Record, streamArn: string): DynamoDBRecord {
  const { dynamodb, userIdentity, awsRegion: _, ...rest } = record;
  const { ApproximateCreationDateTime: at, Keys, NewImage, OldImage, ...about } = dynamodb!;
  const images = { Keys, NewImage, OldImage };
  return {
    ...rest,
    awsRegion: streamArn.split(':')[3]!,
    eventSourceARN: streamArn,
    ...(userIdentity
      ? { userIdentity: { principalId: userIdentity.PrincipalId, type: userIdentity.Type } }
      : {}),
    dynamodb: {
      ...about,
      ...(at ? { ApproximateCreationDateTime: at.getTime() / 1000 } : {}),
      ...Object.fromEntries(
        Object.entries(images).flatMap(([name, image]) => (image ? [[name, imageOf(image)]] : [])),
      ),
    },
  } as DynamoDBRecord;
}

function imageOf(image: Record<string, StreamValue>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, valueOf(value)]));
}

function valueOf(value: StreamValue): AttributeValue {
  if (value.B) return { B: base64(value.B) };
  if (value.BS) return { BS: value.BS.map(base64) };
  if (value.L) return { L: value.L.map(valueOf) };
  if (value.M) return { M: imageOf(value.M) };
  return value as AttributeValue;
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
