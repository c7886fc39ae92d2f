import { SQSClient } from '@aws-sdk/client-sqs';
import { ManualClock } from '../../../local/core/clock.ts';
import type { Environment } from '../../../local/core/environment.ts';
import { createGateway } from '../../../local/gateway/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { createSqs } from '../../../local/sqs/index.ts';
import { create, testEnvironment } from '../support.ts';

/** SQS behind a gateway, its SDK, and a clock that a test moves. */
export async function startQueues(changes: Partial<Environment> = {}) {
  const clock = new ManualClock(Date.now());
  const environment = testEnvironment({ clock, ...changes });
  // Signatures are compared with the machine's time, which no test moves.
  const iam = createIam({ environment: testEnvironment() });
  const gateway = await createGateway({ environment: testEnvironment(), iam, port: 0 });
  const sqs = createSqs({ environment, iam, gatewayUrl: gateway.url });
  gateway.serve(iam.api, sqs.api);
  const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    new SQSClient({
      region: environment.region,
      endpoint: gateway.url,
      credentials,
      maxAttempts: 1,
    });
  const client = clientOf({ accessKeyId: 'local', secretAccessKey: 'local' });
  return {
    clock,
    iam,
    sqs,
    client,
    clientOf,
    /** Stands up a queue; answers its URL and ARN. */
    async queue(properties: Record<string, any> = {}) {
      const { ref, attributes } = await create(sqs.resources, 'AWS::SQS::Queue', properties);
      return { url: ref, arn: String(attributes!.Arn) };
    },
    async close() {
      client.destroy();
      await sqs.close();
      await gateway.close();
    },
  };
}

export type Queues = Awaited<ReturnType<typeof startQueues>>;
