import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Environment } from '../../core/environment.ts';
import { compileEventPattern } from '../../core/event-pattern.ts';
import type { Deliver, DynamoDbStreams, Iam, Lambda, Principal, Sqs } from '../../core/ports.ts';
import { RestartNeededError, type ResourceProvider } from '../../core/resource.ts';
import type { FunctionMetrics } from '../function-metrics.ts';
import type { FunctionRegistry } from '../function.ts';
import type { Discarded } from './batch.ts';
import { createCheckpoint, type Checkpoint } from './checkpoint.ts';
import { describeMapping } from './description.ts';
import { discardedRecord } from './discarded.ts';
import { readMapping, type MappingDefinition, type QueueMapping, type StreamMapping } from './mapping.ts';
import { requirePermissions } from './permissions.ts';
import { startPoller, type Poller } from './poller.ts';
import { startQueuePoller } from './queue-poller.ts';

interface Deps {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly functions: FunctionRegistry;
  readonly invoke: Lambda['invoke'];
  readonly counted: Pick<FunctionMetrics, 'iteratorAge'>;
  readonly streams?: DynamoDbStreams;
  readonly sqs?: Sqs;
  readonly deliver?: Deliver;
}

/** A mapping that stands. */
interface Standing {
  definition: MappingDefinition;
  /** Of a stream; it outlives the poller when the mapping changes. */
  readonly checkpoint?: Checkpoint;
  poller?: Poller;
}

/** `AWS::Lambda::EventSourceMapping` for the streams of DynamoDB tables and for queues. */
export function eventSourceMappingProvider(deps: Deps) {
  const { environment, functions, deliver } = deps;
  const log = environment.log.scope('lambda');
  const standing = new Map<string, Standing>();
  /** Those whose pollers begin when everything stands. */
  const waiting = new Set<Standing>();

  const define = (properties: Record<string, any>, logicalId: string, uuid: string): MappingDefinition => {
    const definition = readMapping(properties, logicalId, uuid, compileEventPattern);
    functions.resolve(definition.functionName);
    if (definition.source === 'stream' && definition.onFailure && !deliver) {
      log.warn(
        `${logicalId}: the destination ${definition.onFailure} is not served; discarded batches go to the log`,
      );
    }
    return definition;
  };
  const stop = async (mapping: Standing): Promise<void> => {
    waiting.delete(mapping);
    const { poller } = mapping;
    mapping.poller = undefined;
    await poller?.close();
  };
  /** Ends what reads by the former definition; the new one goes on where that has come to. */
  const redefine = async (mapping: Standing, definition: MappingDefinition): Promise<void> => {
    await stop(mapping);
    mapping.definition = definition;
    waiting.add(mapping);
  };

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
      'ScalingConfig.MaximumConcurrency',
      'StartingPosition',
    ],
    inert: {
      KmsKeyArn: 'filters are not encrypted',
      MetricsConfig: 'the metrics of mappings are not kept',
      Tags: 'for people and bills',
    },
    async create({ properties, logicalId, generatedName }) {
      const uuid = uuidOf(generatedName);
      const definition = define(properties, logicalId, uuid);
      const mapping: Standing = {
        definition,
        ...(definition.source === 'stream' && {
          checkpoint: createCheckpoint(environment, uuid, definition.sourceArn),
        }),
      };
      standing.set(uuid, mapping);
      waiting.add(mapping);
      return { ref: uuid, attributes: { Id: uuid, EventSourceMappingArn: arnOf(environment, uuid) } };
    },
    async update({ properties, former, logicalId, created }) {
      for (const property of ['EventSourceArn', 'StartingPosition', 'StartingPositionTimestamp']) {
        if (!isDeepStrictEqual(properties[property], former[property]))
          throw new RestartNeededError(`${logicalId}: a change of ${property} needs a restart`);
      }
      const mapping = standing.get(created.ref)!;
      const { definition } = mapping;
      await redefine(mapping, define(properties, logicalId, created.ref));
      return { created, undo: () => redefine(mapping, definition) };
    },
    async remove(_request, { ref }) {
      const mapping = standing.get(ref)!;
      await stop(mapping);
      standing.delete(ref);
      return () => {
        standing.set(ref, mapping);
        waiting.add(mapping);
      };
    },
    // Policies may be attached after a mapping is made, so that the role is looked at when everything stands.
    async settle() {
      const beginning = [...waiting];
      waiting.clear();
      for (const mapping of beginning) {
        const { definition, checkpoint } = mapping;
        if (!definition.enabled) continue;
        requirePermissions(definition, deps);
        mapping.poller = await (definition.source === 'queue'
          ? readQueue(definition, deps)
          : readStream(definition, checkpoint!, deps));
      }
    },
  };

  return {
    provider,
    definitions: () => [...standing.values()].map(({ definition }) => definition),
    /** The mappings as `ListEventSourceMappings` shows them. */
    list: () =>
      [...standing.values()].map(({ definition }) =>
        describeMapping(
          definition,
          arnOf(environment, definition.uuid),
          functions.resolve(definition.functionName).definition.arn,
        ),
      ),
    async close() {
      await Promise.all([...standing.values()].map(stop));
    },
  };
}

async function readStream(definition: StreamMapping, checkpoint: Checkpoint, deps: Deps): Promise<Poller> {
  const { streams, functions, counted } = deps;
  if (!streams) throw new Error(`${definition.logicalId}: there are no streams to read.`);
  const { name } = functions.resolve(definition.functionName).definition;
  const aged = (milliseconds: number) => counted.iteratorAge(name, milliseconds);
  const discard = (discarded: Discarded) => giveUp(definition, discarded, { ...deps, streams });
  return startPoller({ ...deps, streams, definition, checkpoint, discard, aged });
}

async function readQueue(definition: QueueMapping, deps: Deps): Promise<Poller> {
  const { sqs, functions } = deps;
  const { logicalId, sourceArn, functionName } = definition;
  if (!sqs) throw new Error(`${logicalId}: there are no queues to read.`);
  const { Attributes } = await sqs.call('GetQueueAttributes', {
    QueueUrl: sqs.urlOf(sourceArn),
    AttributeNames: ['VisibilityTimeout'],
  });
  const visibility = Number(Attributes.VisibilityTimeout);
  const timeout = functions.resolve(functionName).definition.timeout / 1000;
  if (visibility < timeout) {
    throw new Error(
      `${logicalId}: Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`,
    );
  }
  return startQueuePoller({ ...deps, sqs, definition, principal: () => roleOf(functionName, deps) });
}

/** Sends the record of a batch that was given up to where the mapping says; it is lost when that fails. */
async function giveUp(
  definition: StreamMapping,
  discarded: Discarded,
  deps: Deps & { readonly streams: DynamoDbStreams },
): Promise<void> {
  const { environment, functions, deliver, streams } = deps;
  const { onFailure, sourceArn: streamArn, functionName, logicalId } = definition;
  const log = environment.log.scope(`lambda:${logicalId}`);
  try {
    const shardId = await streams.shardOf(streamArn, discarded.records[0]!.dynamodb.SequenceNumber);
    const target = functions.resolve(functionName);
    const message = discardedRecord(discarded, { streamArn, shardId }, target, environment);
    log.error('A batch is discarded', { message });
    if (onFailure && deliver) await deliver(onFailure, message, roleOf(functionName, deps));
  } catch (error) {
    log.error(
      `The record of a discarded batch cannot be delivered to ${onFailure}: ${(error as Error).message}`,
    );
  }
}

function roleOf(functionName: string, { iam, functions }: Deps): Principal {
  const { definition } = functions.resolve(functionName);
  return iam.assume(definition.roleArn, definition.name).principal;
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
