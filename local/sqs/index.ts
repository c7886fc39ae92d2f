import type { AwsApi } from '../core/aws-api.ts';
import type { Environment } from '../core/environment.ts';
import { noMetrics, type Metrics } from '../core/metrics.ts';
import type { Iam, Sqs } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { sqsApi } from './api.ts';
import { createCall } from './call.ts';
import { queueDoesNotExist } from './errors.ts';
import { inspectQueue, type InspectedQueue } from './inspect.ts';
import { sqsProviders } from './providers.ts';
import { createQueueMetrics } from './queue-metrics.ts';
import { createRegistry } from './registry.ts';
import { openStore } from './store.ts';

/** SQS: standard and FIFO queues. */
export interface SqsService extends Sqs {
  readonly resources: ResourceProvider[];
  readonly api: AwsApi;
  /** Every queue with its first messages, secrets masked. */
  inspect(): InspectedQueue[];
  close(): Promise<void>;
}

/**
 * Queues with their messages; with a data directory they outlive the process.
 *
 * @param options.gatewayUrl - the origin of queue URLs, as SDKs send their requests to where a queue's URL points
 * @example
 * const sqs = createSqs({ environment, iam, gatewayUrl: gateway.url });
 * await sqs.call('SendMessage', { QueueUrl: sqs.urlOf(queueArn), MessageBody: 'hello' });
 */
export function createSqs(options: {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly gatewayUrl: string;
  /** Where the metrics of queues go. @defaultValue nowhere */
  readonly metrics?: Metrics;
}): SqsService {
  const { environment, iam, gatewayUrl, metrics = noMetrics } = options;
  const registry = createRegistry(environment, openStore(environment), gatewayUrl);
  const counted = createQueueMetrics(metrics, registry, environment.clock);
  const call = createCall({ environment, registry }, iam, counted.done);
  return {
    call,
    urlOf(queueArn) {
      const queue = registry.byArn(queueArn);
      if (!queue) throw queueDoesNotExist();
      return queue.url;
    },
    resources: sqsProviders(registry),
    api: sqsApi(call),
    inspect: () => registry.all().map((queue) => inspectQueue(queue, registry, environment.clock)),
    close() {
      counted.close();
      return registry.close();
    },
  };
}
