import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { systemClock, type Clock } from '../../../local/core/clock.ts';
import { createLog } from '../../../local/core/log.ts';
import { createFaults, type FaultPlan } from '../../../local/faults/index.ts';
import { startCloud } from '../lambda/cloud.ts';
import { create } from '../support.ts';

/** The services behind a gateway, faults between them, and SDKs that try once unless a test says otherwise. */
export async function startFaultyCloud(
  plan: Omit<FaultPlan, 'seed'>,
  { clock = systemClock, database = true }: { clock?: Clock; database?: boolean } = {},
) {
  const { faults, control } = createFaults({ seed: 'test', ...plan }, { clock, log: createLog('silent') });
  const cloud = await startCloud({ database, environment: { faults, clock } });
  const place = (maxAttempts: number) => {
    const { accessKeyId, secretAccessKey } = cloud.iam.root();
    return {
      region: cloud.environment.region,
      endpoint: cloud.gateway.url,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts,
    };
  };
  return {
    ...cloud,
    control,
    dynamo: (maxAttempts = 1) => new DynamoDBClient(place(maxAttempts)),
    queues: (maxAttempts = 1) => new SQSClient(place(maxAttempts)),
    functions: (maxAttempts = 1) => new LambdaClient(place(maxAttempts)),
    /** A table `Things` with key `pk` and an index `byKind`. */
    table: () =>
      create(cloud.dynamodb.resources, 'AWS::DynamoDB::Table', {
        TableName: 'Things',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'kind', AttributeType: 'S' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'byKind',
            KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
  };
}

export type FaultyCloud = Awaited<ReturnType<typeof startFaultyCloud>>;
