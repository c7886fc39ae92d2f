import { AwsError } from '../../core/aws-error.ts';
import { queryCodeOf } from '../errors.ts';
import { sizeOf } from '../message.ts';
import type { Input } from './operation.ts';

const maximumEntries = 10;
/** Of all messages of a batch together, in bytes. */
const maximumSize = 1_048_576;

/**
 * Runs the entries of a batch one after the other; what one of them fails of does not keep the others from it.
 *
 * @throws AwsError EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct,
 *   BatchRequestTooLong.
 */
export function runBatch(
  { Entries: entries }: Input,
  run: (entry: Input) => object,
  { limitSize = false }: { limitSize?: boolean } = {},
): object {
  check(entries);
  if (limitSize) checkSize(entries);
  const successful: object[] = [];
  const failed: object[] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { name, message, statusCode } = error;
      failed.push({ Id: entry.Id, Code: queryCodeOf(name), Message: message, SenderFault: statusCode < 500 });
    }
  }
  return { Successful: successful, ...(failed.length > 0 && { Failed: failed }) };
}

function check(entries: unknown): asserts entries is Input[] {
  if (!Array.isArray(entries) || entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > maximumEntries) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${maximumEntries}. You have sent ${entries.length}.`,
    );
  }
  const ids = new Set<string>();
  for (const { Id: id } of entries as Input[]) {
    if (typeof id !== 'string' || !/^[\w-]{1,80}$/.test(id)) {
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (ids.has(id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    ids.add(id);
  }
}

function checkSize(entries: Input[]): void {
  const size = entries.reduce(
    (sum, { MessageBody, MessageAttributes = {} }) =>
      sum + sizeOf({ body: String(MessageBody ?? ''), attributes: MessageAttributes }),
    0,
  );
  if (size <= maximumSize) return;
  throw new AwsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${maximumSize} bytes. You have sent ${size} bytes.`,
  );
}
