import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deliveryTo } from '../../../local/cloud/delivery.ts';
import type { Environment } from '../../../local/core/environment.ts';
import type { Metrics } from '../../../local/core/metrics.ts';
import { createOutgoingCalls } from '../../../local/core/outgoing-calls.ts';
import { createDynamoDb } from '../../../local/dynamodb/index.ts';
import { createGateway } from '../../../local/gateway/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { createLambda } from '../../../local/lambda/index.ts';
import { createSqs } from '../../../local/sqs/index.ts';
import { create, testEnvironment } from '../support.ts';

/** IAM, gateway, Lambda and, when asked for, DynamoDB, wired as the local cloud wires them. */
export async function startCloud(
  options: {
    database?: boolean;
    environment?: Partial<Environment>;
    metrics?: Metrics;
  } = {},
) {
  const environment = testEnvironment(options.environment);
  const iam = createIam({ environment });
  const calls = createOutgoingCalls();
  const dynamodb = options.database ? await createDynamoDb({ environment, iam }) : undefined;
  const gateway = await createGateway({ environment, iam, calls, port: 0 });
  const sqs = createSqs({ environment, iam, gatewayUrl: gateway.url });
  const lambda = createLambda({
    environment,
    iam,
    gatewayUrl: gateway.url,
    calls,
    streams: dynamodb?.streams,
    sqs,
    deliver: deliveryTo({ sqs }),
    ...(options.metrics ? { metrics: options.metrics } : {}),
  });
  gateway.serve(iam.api, sqs.api, lambda.api, ...(dynamodb?.apis ?? []));
  await create(iam.resources, 'AWS::IAM::Role', {
    RoleName: 'Function',
    AssumeRolePolicyDocument: { Statement: [] },
    ManagedPolicyArns: [
      'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole',
      'arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole',
    ],
    Policies: [
      {
        PolicyName: 'Deliver',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }] },
      },
    ],
  });
  const folders: string[] = [];

  return {
    environment,
    iam,
    gateway,
    lambda,
    sqs,
    dynamodb: dynamodb!,
    /** Creates a function from source text. */
    async define(name: string, source: string, properties: Record<string, any> = {}, file = 'index.mjs') {
      const folder = await mkdtemp(join(tmpdir(), 'function-'));
      folders.push(folder);
      await writeFile(join(folder, file), source);
      return create(
        lambda.resources,
        'AWS::Lambda::Function',
        {
          FunctionName: name,
          Handler: 'index.handler',
          Runtime: 'nodejs22.x',
          Role: 'arn:aws:iam::123456789012:role/Function',
          Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
          ...properties,
        },
        { asset: () => folder },
      );
    },
    async close() {
      await lambda.close();
      await sqs.close();
      await gateway.close();
      await dynamodb?.close();
      for (const folder of folders) await rm(folder, { recursive: true });
    },
  };
}

export type Cloud = Awaited<ReturnType<typeof startCloud>>;
