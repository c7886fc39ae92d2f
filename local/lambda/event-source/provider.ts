import { createHash } from 'node:crypto';
import type { Environment } from '../../core/environment.ts';
import { compileEventPattern } from '../../core/event-pattern.ts';
import type { DynamoDbStreams, Iam, Lambda } from '../../core/ports.ts';
import type { ResourceProvider } from '../../core/resource.ts';
import type { FunctionRegistry } from '../function.ts';
import type { Discarded } from './batch.ts';
import { createCheckpoint } from './checkpoint.ts';
import { readMapping, type MappingDefinition } from './mapping.ts';
import { startPoller, type Poller } from './poller.ts';

interface Deps {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly functions: FunctionRegistry;
  readonly invoke: Lambda['invoke'];
  readonly streams?: DynamoDbStreams;
  readonly deliver?: (destinationArn: string, message: object) => Promise<void>;
}

/** `AWS::Lambda::EventSourceMapping` for the streams of DynamoDB tables. */
export function eventSourceMappingProvider(deps: Deps) {
  const { environment, functions, streams, deliver } = deps;
  const log = environment.log.scope('lambda');
  const waiting: MappingDefinition[] = [];
  const started: MappingDefinition[] = [];
  const pollers: Poller[] = [];

  const provider: ResourceProvider = {
    type: 'AWS::Lambda::EventSourceMapping',
    honoured: [
      'BatchSize',
      'BisectBatchOnFunctionError',
      'DestinationConfig.OnFailure.Destination',
      'Enabled',
      'EventSourceArn',
      'FilterCriteria.Filters.*.Pattern',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'MaximumRecordAgeInSeconds',
      'MaximumRetryAttempts',
      'ParallelizationFactor',
      'StartingPosition',
    ],
    inert: {
      KmsKeyArn: 'filters are not encrypted',
      MetricsConfig: 'there are no metrics',
      Tags: 'for people and bills',
    },
    async create({ properties, logicalId, generatedName }) {
      const uuid = uuidOf(generatedName);
      const definition = readMapping(properties, logicalId, uuid, compileEventPattern);
      functions.resolve(definition.functionName);
      if (definition.onFailure && !deliver) {
        log.warn(
          `${logicalId}: the destination ${definition.onFailure} is not served; discarded batches go to the log`,
        );
      }
      waiting.push(definition);
      return { ref: uuid, attributes: { Id: uuid, EventSourceMappingArn: arnOf(environment, uuid) } };
    },
    // Policies may be attached after a mapping is made, so that the role is looked at when everything stands.
    async settle() {
      for (const definition of waiting.splice(0)) {
        started.push(definition);
        if (!definition.enabled) continue;
        if (!streams) throw new Error(`${definition.logicalId}: there are no streams to read.`);
        requireReadableStream(definition, deps);
        const { uuid, streamArn } = definition;
        const checkpoint = createCheckpoint(environment.dataDirectory, uuid, streamArn);
        const discard = (discarded: Discarded) => giveUp(definition, discarded, deps);
        pollers.push(await startPoller({ ...deps, streams, definition, checkpoint, discard }));
      }
    },
  };

  return {
    provider,
    /** The mappings as `ListEventSourceMappings` shows them. */
    list: () => started.map((definition) => describe(definition, environment, functions)),
    async close() {
      await Promise.all(pollers.map((poller) => poller.close()));
    },
  };
}

const streamActions = ['GetRecords', 'GetShardIterator', 'DescribeStream'];

function requireReadableStream(
  { logicalId, functionName, streamArn }: MappingDefinition,
  { iam, functions }: Deps,
): void {
  const { definition } = functions.resolve(functionName);
  const { principal } = iam.assume(definition.roleArn, definition.name);
  if (streamActions.every((action) => iam.authorize(principal, `dynamodb:${action}`, streamArn).allowed))
    return;
  throw new Error(
    `${logicalId}: Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, ` +
      'GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.',
  );
}

/** Sends the record of a batch that was given up, in the shape that Lambda documents for streams. */
async function giveUp(definition: MappingDefinition, discarded: Discarded, deps: Deps): Promise<void> {
  const { records, condition, invocations, result } = discarded;
  const { environment, functions, deliver } = deps;
  const [first, last] = [records[0]!, records.at(-1)!];
  const time = (record: typeof first) =>
    new Date(record.dynamodb.ApproximateCreationDateTime * 1000).toISOString();
  const target = functions.resolve(definition.functionName);
  const message = {
    requestContext: {
      requestId: environment.ids.uuid(),
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
    timestamp: new Date(environment.clock.now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'shardId-00000000000000000000-00000000',
      startSequenceNumber: first.dynamodb.SequenceNumber,
      endSequenceNumber: last.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: time(first),
      approximateArrivalOfLastRecord: time(last),
      batchSize: records.length,
      streamArn: definition.streamArn,
    },
  };
  environment.log.scope(`lambda:${definition.logicalId}`).error('A batch is discarded', { message });
  if (definition.onFailure && deliver) await deliver(definition.onFailure, message);
}

function describe(definition: MappingDefinition, environment: Environment, functions: FunctionRegistry) {
  return {
    UUID: definition.uuid,
    EventSourceArn: definition.streamArn,
    EventSourceMappingArn: arnOf(environment, definition.uuid),
    FunctionArn: functions.resolve(definition.functionName).definition.arn,
    State: definition.enabled ? 'Enabled' : 'Disabled',
    StartingPosition: definition.startingPosition,
    BatchSize: definition.batchSize,
    MaximumBatchingWindowInSeconds: definition.batchingWindow / 1000,
    ParallelizationFactor: definition.parallelization,
    BisectBatchOnFunctionError: definition.bisectOnError,
    MaximumRetryAttempts: definition.maximumRetryAttempts,
    MaximumRecordAgeInSeconds: definition.maximumRecordAge,
    FunctionResponseTypes: definition.reportBatchItemFailures ? ['ReportBatchItemFailures'] : [],
  };
}

const arnOf = ({ partition, region, accountId }: Environment, uuid: string) =>
  `arn:${partition}:lambda:${region}:${accountId}:event-source-mapping:${uuid}`;

/** The same at every start, so that a checkpoint is found again. */
function uuidOf(generatedName: string): string {
  const hex = createHash('sha256').update(generatedName).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
