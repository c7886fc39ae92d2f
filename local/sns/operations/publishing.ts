import { AwsError } from '../../core/aws-error.ts';
import { invalidParameter, queryCodeOf } from '../errors.ts';
import { maximumSize, sizeOf } from '../publication.ts';
import type { Input, Operations, Service } from './operation.ts';

const maximumEntries = 10;

/** `Publish` and `PublishBatch`. */
export function publishingOperations({ registry, publisher }: Service): Operations {
  return {
    Publish: {
      resource: ({ TopicArn, TargetArn, PhoneNumber }) => String(TopicArn ?? TargetArn ?? PhoneNumber ?? '*'),
      run(input) {
        const { TopicArn, TargetArn, PhoneNumber } = input;
        if (PhoneNumber !== undefined) return publisher.text(PhoneNumber, input);
        if (TopicArn === undefined && TargetArn === undefined)
          throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
        return publisher.publish(registry.topic(TopicArn ?? TargetArn), input);
      },
    },
    PublishBatch: {
      action: 'Publish',
      resource: ({ TopicArn }) => String(TopicArn),
      run({ TopicArn, PublishBatchRequestEntries: entries }) {
        const topic = registry.topic(TopicArn);
        check(entries);
        const successful: object[] = [];
        const failed: object[] = [];
        for (const entry of entries) {
          try {
            successful.push({ Id: entry.Id, ...publisher.publish(topic, entry) });
          } catch (error) {
            if (!(error instanceof AwsError)) throw error;
            const { name, message, statusCode } = error;
            failed.push({
              Id: entry.Id,
              Code: queryCodeOf(name),
              Message: message,
              SenderFault: statusCode < 500,
            });
          }
        }
        return { Successful: successful, Failed: failed };
      },
    },
  };
}

function check(entries: unknown): asserts entries is Input[] {
  const refuse = (name: string, message: string) => new AwsError(name, message);
  if (!Array.isArray(entries) || entries.length === 0)
    throw refuse('EmptyBatchRequestException', "The batch request doesn't contain any entries.");
  if (entries.length > maximumEntries) {
    throw refuse(
      'TooManyEntriesInBatchRequestException',
      'The batch request contains more entries than permissible.',
    );
  }
  const ids = entries.map(({ Id }: Input) => String(Id ?? ''));
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    throw refuse(
      'InvalidBatchEntryIdException',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  }
  if (new Set(ids).size < ids.length) {
    throw refuse(
      'BatchEntryIdsNotDistinctException',
      'Two or more batch entries in the request have the same Id.',
    );
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > maximumSize) {
    throw refuse(
      'BatchRequestTooLongException',
      'The length of all the batch messages put together is more than the limit.',
    );
  }
}
