import type { AwsApi } from '../core/aws-api.ts';
import type { Environment } from '../core/environment.ts';
import { noMetrics, type Metrics } from '../core/metrics.ts';
import type { OutgoingCalls } from '../core/outgoing-calls.ts';
import type { Deliver, DynamoDbStreams, Iam, Lambda, Sqs } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { lambdaApi } from './api.ts';
import { createCodeStore } from './code.ts';
import { eventSourceMappingProvider } from './event-source/provider.ts';
import { createFunctionMetrics } from './function-metrics.ts';
import { createFunctionRegistry } from './function.ts';
import { inspectLambda, type LambdaInspection } from './inspect.ts';
import { createInvoker } from './invoker.ts';
import { lambdaProviders } from './providers.ts';

/** Lambda with its event source mappings. */
export interface LambdaService extends Lambda {
  readonly resources: ResourceProvider[];
  readonly api: AwsApi;
  /** What becomes of events that functions could not deal with. */
  inspect(): LambdaInspection;
  close(): Promise<void>;
}

export interface LambdaOptions {
  readonly environment: Environment;
  readonly iam: Iam;
  /** Where functions find the AWS APIs, e.g. `http://127.0.0.1:4566`. */
  readonly gatewayUrl: string;
  /** Tells of the requests that functions make there; without it none of them dies at one. */
  readonly calls?: OutgoingCalls;
  /** Without them a mapping of a table's stream is refused. */
  readonly streams?: DynamoDbStreams;
  /** Without them a mapping of a queue is refused. */
  readonly sqs?: Sqs;
  /**
   * Delivers the record of a discarded batch to a mapping's on-failure destination (a queue's or a topic's ARN), on
   * behalf of the function's role.
   * Without it such a mapping is pointed out at start-up, and discarded batches are written to the log.
   */
  readonly deliver?: Deliver;
  /** Where invocations are counted, and the metrics go that functions write to their logs. @defaultValue nowhere */
  readonly metrics?: Metrics;
}

/**
 * Runs the functions of the templates in worker threads.
 *
 * @example
 * const lambda = createLambda({ environment, iam, gatewayUrl: gateway.url, streams: dynamodb.streams });
 * const { payload } = await lambda.invoke({ functionName: 'Publish', payload: { orderId: '1' } });
 */
export function createLambda(options: LambdaOptions): LambdaService {
  const { environment, iam, metrics = noMetrics } = options;
  const functions = createFunctionRegistry(environment);
  const code = createCodeStore();
  const counted = createFunctionMetrics(metrics);
  const invoker = createInvoker({ ...options, functions, counted, readLog: metrics.readLog });
  const mappings = eventSourceMappingProvider({ ...options, functions, counted, invoke: invoker.invoke });
  return {
    invoke: invoker.invoke,
    resources: [
      ...lambdaProviders({
        environment,
        functions,
        code,
        configureEvents: invoker.configureEvents,
        retire: invoker.retire,
        resume: invoker.resume,
      }),
      mappings.provider,
    ],
    api: lambdaApi({ iam, functions, run: invoker.run, mappings: mappings.list }),
    inspect: () => inspectLambda(functions, invoker.failureDestinations, mappings.definitions()),
    async close() {
      await mappings.close();
      await invoker.close();
      await code.close();
    },
  };
}
