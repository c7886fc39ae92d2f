import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ReceiveMessageCommand, SQSClient, type Message } from '@aws-sdk/client-sqs';
import { deliveryTo, type Destinations } from '../../../local/cloud/delivery.ts';
import { createFaultyDeliveries } from '../../../local/cloud/faulty-deliveries.ts';
import { sdkCalls } from '../../../local/cloud/sdk-calls.ts';
import { ManualClock } from '../../../local/core/clock.ts';
import type { Environment } from '../../../local/core/environment.ts';
import { createEvents } from '../../../local/events/index.ts';
import { createGateway } from '../../../local/gateway/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { createLambda } from '../../../local/lambda/index.ts';
import { createOutbox } from '../../../local/outbox/index.ts';
import { createSns } from '../../../local/sns/index.ts';
import { createSqs } from '../../../local/sqs/index.ts';
import { create, testEnvironment } from '../support.ts';

/** How long a test waits for what comes: as long as a busy machine may take. */
export const patiently = { timeout: 60_000 };

/** EventBridge with queues, topics and functions behind a gateway, its SDKs, and a clock that a test moves. */
export async function startEvents(
  changes: Partial<Environment> & { readonly clock?: ManualClock } = {},
  others: Pick<Destinations, 'stateMachines'> = {},
) {
  const { clock = new ManualClock(Date.UTC(2026, 0, 1, 12)) } = changes;
  const environment = testEnvironment({ ...changes, clock });
  // Signatures are compared with the machine's time, and functions run in it.
  const iam = createIam({ environment: testEnvironment() });
  const gateway = await createGateway({ environment: testEnvironment(), iam, port: 0 });
  const sqs = createSqs({ environment, iam, gatewayUrl: gateway.url });
  const reachable: { -readonly [Name in keyof Destinations]: Destinations[Name] } = { sqs, ...others };
  const deliver = deliveryTo(reachable);
  const lambda = createLambda({ environment: testEnvironment(), iam, gatewayUrl: gateway.url, sqs, deliver });
  reachable.lambda = lambda;
  const outbox = createOutbox(environment);
  const sns = createSns({ environment, iam, sqs, lambda, outbox, gatewayUrl: gateway.url });
  reachable.sns = sns;
  const deliveries = createFaultyDeliveries(environment);
  const events = createEvents({
    environment,
    iam,
    deliver: deliveries.from('events', deliver),
    sdk: sdkCalls(reachable),
  });
  reachable.events = events;
  gateway.serve(iam.api, sqs.api, sns.api, lambda.api, ...events.apis);

  const options = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => ({
    region: environment.region,
    endpoint: gateway.url,
    maxAttempts: 1,
    credentials,
  });
  const administrator = options({ accessKeyId: 'local', secretAccessKey: 'local' });
  const client = new EventBridgeClient(administrator);
  const scheduler = new SchedulerClient(administrator);
  const queues = new SQSClient(administrator);
  const folders: string[] = [];
  const made = [
    ...iam.resources,
    ...sqs.resources,
    ...sns.resources,
    ...lambda.resources,
    ...events.resources,
  ];
  let count = 0;

  const stand = (type: string, properties: Record<string, any>, logicalId = 'Resource') =>
    create(made, type, properties, { logicalId, generatedName: `Stack-${logicalId}-${++count}A2B3C4D5E6F` });

  return {
    clock,
    iam,
    sqs,
    lambda,
    events,
    client,
    scheduler,
    queues,
    /** The SDK with the permissions of a role. */
    clientAs: (roleArn: string) => new EventBridgeClient(options(iam.assume(roleArn, 'session'))),
    stand,
    settle: async () => {
      for (const provider of made) await provider.settle?.();
    },
    /** A queue that lets EventBridge in unless said otherwise; its URL and ARN. */
    async queue(name: string, { open = true, ...properties }: Record<string, any> = {}) {
      const { ref: url, attributes } = await stand('AWS::SQS::Queue', { QueueName: name, ...properties });
      const arn = String(attributes!['Arn']);
      const Statement = {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arn,
      };
      if (open) {
        await stand('AWS::SQS::QueuePolicy', {
          Queues: [url],
          PolicyDocument: { Version: '2012-10-17', Statement },
        });
      }
      return { url, arn };
    },
    /** A role that trusts a service and may do what a statement says. */
    async role(name: string, service: string, ...Statement: object[]) {
      const { attributes } = await stand('AWS::IAM::Role', {
        RoleName: name,
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
        },
        Policies: Statement.length > 0 ? [{ PolicyName: 'own', PolicyDocument: { Statement } }] : [],
      });
      return String(attributes!['Arn']);
    },
    /** A function that writes down what it hears; its ARN, and what it has heard. */
    async listener(name: string) {
      const role = await this.role(`${name}Role`, 'lambda.amazonaws.com');
      const folder = await mkdtemp(join(tmpdir(), 'function-'));
      folders.push(folder);
      const heard = join(folder, 'heard');
      await writeFile(heard, '');
      const source = `import { appendFileSync } from 'node:fs';
        export const handler = async (event) => {
          appendFileSync(${JSON.stringify(heard)}, JSON.stringify(event) + '\\n');
        };`;
      await writeFile(join(folder, 'index.mjs'), source);
      const { attributes } = await create(
        made,
        'AWS::Lambda::Function',
        {
          FunctionName: name,
          Handler: 'index.handler',
          Runtime: 'nodejs22.x',
          Role: role,
          Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
        },
        { asset: () => folder },
      );
      return {
        arn: String(attributes!['Arn']),
        heard: async (): Promise<any[]> =>
          (await readFile(heard, 'utf8')).split('\n').flatMap((line) => (line ? [JSON.parse(line)] : [])),
      };
    },
    /** The messages that wait in a queue, in order. */
    async messages(QueueUrl: string): Promise<Message[]> {
      const { Messages = [] } = await queues.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
      );
      return Messages;
    },
    /** Their bodies, read. */
    async bodies(url: string): Promise<any[]> {
      return (await this.messages(url)).map(({ Body = '' }) => JSON.parse(Body));
    },
    async close() {
      client.destroy();
      scheduler.destroy();
      queues.destroy();
      deliveries.close();
      await events.close();
      await sns.close();
      await lambda.close();
      await sqs.close();
      await gateway.close();
      for (const folder of folders) await rm(folder, { recursive: true });
    },
  };
}

export type Events = Awaited<ReturnType<typeof startEvents>>;
