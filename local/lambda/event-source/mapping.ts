import type { EventPattern } from '../../core/event-pattern.ts';
import { propertyReader, readCommon, type CommonDefinition, type PropertyReader } from './properties.ts';

/** What a mapping of a table's stream to a function says. */
export interface StreamMapping extends CommonDefinition {
  readonly source: 'stream';
  readonly startingPosition: 'LATEST' | 'TRIM_HORIZON';
  readonly bisectOnError: boolean;
  /** -1 for no limit. */
  readonly maximumRetryAttempts: number;
  /** In seconds; -1 for no limit. */
  readonly maximumRecordAge: number;
  readonly parallelization: number;
  readonly onFailure?: string;
}

/** What a mapping of a queue to a function says. */
export interface QueueMapping extends CommonDefinition {
  readonly source: 'queue';
  readonly fifo: boolean;
  /** Of invocations at once. */
  readonly maximumConcurrency: number;
}

export type MappingDefinition = StreamMapping | QueueMapping;

/**
 * Reads the properties of an `AWS::Lambda::EventSourceMapping`.
 *
 * @throws Error naming the logical id and the property.
 */
export function readMapping(
  properties: Record<string, any>,
  logicalId: string,
  uuid: string,
  compile: (pattern: unknown) => EventPattern,
): MappingDefinition {
  const reader = propertyReader(properties, logicalId);
  const common = { logicalId, ...readCommon(reader, uuid, compile) };
  if (/^arn:[^:]+:dynamodb:.*\/stream\//.test(common.sourceArn)) return { ...common, ...readStream(reader) };
  if (/^arn:[^:]+:sqs:/.test(common.sourceArn))
    return { ...common, ...readQueue(reader, common.sourceArn.endsWith('.fifo')) };
  return reader.fail(
    `the event source ${common.sourceArn || '(none)'} is not served; streams of DynamoDB tables and SQS queues are.`,
  );
}

type Own<Mapping extends CommonDefinition> = Omit<
  Mapping,
  Exclude<keyof CommonDefinition, 'batchSize' | 'batchingWindow'>
>;

function readStream({ properties, number, isTrue, fail }: PropertyReader): Own<StreamMapping> {
  const startingPosition = properties.StartingPosition;
  if (startingPosition !== 'LATEST' && startingPosition !== 'TRIM_HORIZON') {
    return fail(`StartingPosition must be LATEST or TRIM_HORIZON, not ${startingPosition}.`);
  }
  return {
    source: 'stream',
    startingPosition,
    batchSize: number('BatchSize', 100, 1, 10_000),
    batchingWindow: number('MaximumBatchingWindowInSeconds', 0, 0, 300) * 1000,
    bisectOnError: isTrue('BisectBatchOnFunctionError'),
    maximumRetryAttempts: number('MaximumRetryAttempts', -1, -1, 10_000),
    maximumRecordAge: number('MaximumRecordAgeInSeconds', -1, -1, 604_800),
    parallelization: number('ParallelizationFactor', 1, 1, 10),
    onFailure: properties.DestinationConfig?.OnFailure?.Destination,
  };
}

const onlyStreams = [
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'StartingPosition',
];

/**
 * Lambda begins with five batches at once and adds more as long as a queue stays full; a laptop stays with five.
 * Source: Lambda Developer Guide, "Configuring scaling behavior for SQS event source mappings".
 */
const usualConcurrency = 5;

// Source: Lambda Developer Guide, "Lambda parameters for Amazon SQS event source mappings".
function readQueue({ properties, number, fail }: PropertyReader, fifo: boolean): Own<QueueMapping> {
  const foreign = onlyStreams.find((property) => properties[property] !== undefined);
  if (foreign) return fail(`${foreign} is not supported for a queue.`);
  const batchSize = number('BatchSize', 10, 1, fifo ? 10 : 10_000);
  const window = number('MaximumBatchingWindowInSeconds', 0, 0, 300);
  if (fifo && window > 0) return fail('MaximumBatchingWindowInSeconds is not supported for a FIFO queue.');
  if (batchSize > 10 && window === 0) {
    return fail('MaximumBatchingWindowInSeconds must be greater than 0 if BatchSize is greater than 10.');
  }
  return {
    source: 'queue',
    fifo,
    batchSize,
    batchingWindow: window * 1000,
    maximumConcurrency: number('ScalingConfig.MaximumConcurrency', usualConcurrency, 2, 1000),
  };
}
