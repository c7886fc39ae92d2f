import type { MappingDefinition } from './mapping.ts';

/** A mapping as `ListEventSourceMappings` shows it. */
export function describeMapping(definition: MappingDefinition, arn: string, functionArn: string) {
  const own =
    definition.source === 'queue'
      ? { ScalingConfig: { MaximumConcurrency: definition.maximumConcurrency } }
      : {
          StartingPosition: definition.startingPosition,
          ParallelizationFactor: definition.parallelization,
          BisectBatchOnFunctionError: definition.bisectOnError,
          MaximumRetryAttempts: definition.maximumRetryAttempts,
          MaximumRecordAgeInSeconds: definition.maximumRecordAge,
          ...(definition.onFailure && {
            DestinationConfig: { OnFailure: { Destination: definition.onFailure } },
          }),
        };
  return {
    UUID: definition.uuid,
    EventSourceArn: definition.sourceArn,
    EventSourceMappingArn: arn,
    FunctionArn: functionArn,
    State: definition.enabled ? 'Enabled' : 'Disabled',
    BatchSize: definition.batchSize,
    MaximumBatchingWindowInSeconds: definition.batchingWindow / 1000,
    ...(definition.patterns.length > 0 && {
      FilterCriteria: { Filters: definition.patterns.map((Pattern) => ({ Pattern })) },
    }),
    FunctionResponseTypes: definition.reportBatchItemFailures ? ['ReportBatchItemFailures'] : [],
    ...own,
  };
}
