import type { EventPattern } from '../../core/event-pattern.ts';

/** What a mapping of a table's stream to a function says. */
export interface MappingDefinition {
  readonly uuid: string;
  readonly logicalId: string;
  readonly streamArn: string;
  readonly functionName: string;
  readonly startingPosition: 'LATEST' | 'TRIM_HORIZON';
  readonly batchSize: number;
  /** How long records are gathered before they are handed over, in milliseconds. */
  readonly batchingWindow: number;
  /** A record passes when one of them matches; all pass when there is none. */
  readonly filters: readonly EventPattern[];
  readonly bisectOnError: boolean;
  /** -1 for no limit. */
  readonly maximumRetryAttempts: number;
  /** In seconds; -1 for no limit. */
  readonly maximumRecordAge: number;
  readonly parallelization: number;
  readonly reportBatchItemFailures: boolean;
  readonly onFailure?: string;
  readonly enabled: boolean;
}

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
  const source = String(properties.EventSourceArn ?? '');
  if (!/^arn:[^:]+:dynamodb:.*\/stream\//.test(source)) {
    throw new Error(
      `${logicalId}: the event source ${source || '(none)'} is not served; streams of DynamoDB tables are.`,
    );
  }
  const startingPosition = properties.StartingPosition;
  if (startingPosition !== 'LATEST' && startingPosition !== 'TRIM_HORIZON') {
    throw new Error(
      `${logicalId}: StartingPosition must be LATEST or TRIM_HORIZON, not ${startingPosition}.`,
    );
  }
  const number = (property: string, otherwise: number, least: number, most: number): number => {
    const value = Number(properties[property] ?? otherwise);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new Error(
      `${logicalId}: ${property} must be a whole number from ${least} to ${most}, not ${properties[property]}.`,
    );
  };
  const filters = (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }: { Pattern: string }) => {
    try {
      return compile(JSON.parse(Pattern));
    } catch (error) {
      throw new Error(`${logicalId}: invalid filter pattern ${Pattern}: ${(error as Error).message}`);
    }
  });
  const age = number('MaximumRecordAgeInSeconds', -1, -1, 604_800);
  return {
    uuid,
    logicalId,
    streamArn: source,
    functionName: properties.FunctionName,
    startingPosition,
    batchSize: number('BatchSize', 100, 1, 10_000),
    batchingWindow: number('MaximumBatchingWindowInSeconds', 0, 0, 300) * 1000,
    filters,
    bisectOnError: isTrue(properties.BisectBatchOnFunctionError),
    maximumRetryAttempts: number('MaximumRetryAttempts', -1, -1, 10_000),
    maximumRecordAge: age,
    parallelization: number('ParallelizationFactor', 1, 1, 10),
    reportBatchItemFailures: (properties.FunctionResponseTypes ?? []).includes('ReportBatchItemFailures'),
    onFailure: properties.DestinationConfig?.OnFailure?.Destination,
    enabled: properties.Enabled === undefined || isTrue(properties.Enabled),
  };
}

const isTrue = (value: unknown) => value === true || value === 'true';
