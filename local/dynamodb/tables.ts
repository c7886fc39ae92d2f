import type { Environment } from '../core/environment.ts';
import type { CreatedResource, ResourceProvider, ResourceRequest } from '../core/resource.ts';
import type { Expiry } from './expiry.ts';

interface Deps {
  readonly environment: Environment;
  readonly call: (operation: string, input: object) => Promise<any>;
  readonly expiry: Expiry;
}

type Properties = Record<string, any>;

const common = [
  'TableName',
  'KeySchema',
  'AttributeDefinitions',
  'BillingMode',
  'StreamSpecification',
  'TimeToLiveSpecification',
  ...['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'].flatMap((list) =>
    ['IndexName', 'KeySchema', 'Projection'].map((member) => `${list}.*.${member}`),
  ),
];

const capacity = 'capacity is not limited here';
const inert = {
  PointInTimeRecoverySpecification: 'there are no backups to recover from',
  SSESpecification: 'data is not encrypted at rest',
  Tags: 'for people and bills',
  TableClass: 'a matter of price',
  DeletionProtectionEnabled: 'local tables go with their folder',
  ContributorInsightsSpecification: 'there are no insights',
  WarmThroughput: capacity,
};

/** `AWS::DynamoDB::Table` and `AWS::DynamoDB::GlobalTable` (`TableV2` of the CDK). */
export function tableProviders(deps: Deps): ResourceProvider[] {
  return [
    {
      type: 'AWS::DynamoDB::Table',
      honoured: common,
      inert: {
        ...inert,
        ProvisionedThroughput: capacity,
        OnDemandThroughput: capacity,
        'GlobalSecondaryIndexes.*.ProvisionedThroughput': capacity,
        'GlobalSecondaryIndexes.*.OnDemandThroughput': capacity,
        'GlobalSecondaryIndexes.*.WarmThroughput': capacity,
        'GlobalSecondaryIndexes.*.ContributorInsightsSpecification': 'there are no insights',
      },
      create: (request) => standUp(deps, request),
    },
    {
      type: 'AWS::DynamoDB::GlobalTable',
      honoured: [...common, 'Replicas.*.Region'],
      inert: {
        ...inert,
        ...Object.fromEntries(
          Object.entries(inert).map(([property, reason]) => [`Replicas.*.${property}`, reason]),
        ),
        'Replicas.*.GlobalSecondaryIndexes': capacity,
        'Replicas.*.ReadOnDemandThroughputSettings': capacity,
        'Replicas.*.ReadProvisionedThroughputSettings': capacity,
        WriteOnDemandThroughputSettings: capacity,
        WriteProvisionedThroughputSettings: capacity,
        'GlobalSecondaryIndexes.*.WriteOnDemandThroughputSettings': capacity,
        'GlobalSecondaryIndexes.*.WriteProvisionedThroughputSettings': capacity,
        'GlobalSecondaryIndexes.*.WarmThroughput': capacity,
      },
      async create(request) {
        const others = (request.properties.Replicas ?? []).filter(
          (replica: Properties) => replica.Region !== deps.environment.region,
        );
        if (others.length > 0) {
          deps.environment.log
            .scope('dynamodb')
            .warn(`${request.logicalId}: replicas in other regions are not made here`, {
              replicas: others.length,
            });
        }
        return standUp(deps, request);
      },
    },
  ];
}

async function standUp({ call, expiry }: Deps, request: ResourceRequest): Promise<CreatedResource> {
  const { properties, generatedName, logicalId } = request;
  const TableName = properties.TableName ?? generatedName;
  const wanted = tableInput(TableName, properties);
  const existing = await call('DescribeTable', { TableName }).catch((error: Error) => {
    if (error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  });
  if (existing) refuseOtherKeys(existing.Table, wanted, logicalId);
  else {
    await call('CreateTable', wanted).catch((error: Error) => {
      throw new Error(`${logicalId}: the table ${TableName} cannot be created: ${error.message}`, {
        cause: error,
      });
    });
  }
  const { Table } = await active(call, TableName);

  const ttl = properties.TimeToLiveSpecification;
  if (ttl?.Enabled && ttl.AttributeName) {
    const { TimeToLiveDescription } = await call('DescribeTimeToLive', { TableName });
    if (TimeToLiveDescription?.TimeToLiveStatus !== 'ENABLED') {
      await call('UpdateTimeToLive', {
        TableName,
        TimeToLiveSpecification: { Enabled: true, AttributeName: ttl.AttributeName },
      });
    }
    await expiry.watch(TableName, ttl.AttributeName);
  }
  return {
    ref: TableName,
    attributes: {
      Arn: Table.TableArn,
      TableId: Table.TableId,
      ...(Table.LatestStreamArn && { StreamArn: Table.LatestStreamArn }),
    },
  };
}

function tableInput(TableName: string, properties: Properties): Properties {
  const view = properties.StreamSpecification?.StreamViewType;
  const index = ({ IndexName, KeySchema, Projection }: Properties) => ({ IndexName, KeySchema, Projection });
  return {
    TableName,
    KeySchema: properties.KeySchema,
    AttributeDefinitions: properties.AttributeDefinitions,
    // Capacity is not limited here, so that one mode stands for both.
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes?.map(index),
    LocalSecondaryIndexes: properties.LocalSecondaryIndexes?.map(index),
    StreamSpecification: view ? { StreamEnabled: true, StreamViewType: view } : undefined,
  };
}

/** A table of an earlier run serves when its keys and indexes are those of the template. */
function refuseOtherKeys(existing: Properties, wanted: Properties, logicalId: string): void {
  const shape = ({ KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes }: Properties) => {
    const keys = (schema: Properties[]) =>
      [...schema].sort((a, b) => a.KeyType.localeCompare(b.KeyType)).map((key) => key.AttributeName);
    const indexes = [...(GlobalSecondaryIndexes ?? []), ...(LocalSecondaryIndexes ?? [])];
    return [
      `table(${keys(KeySchema).join(', ')})`,
      ...indexes.map((index: Properties) => `${index.IndexName}(${keys(index.KeySchema).join(', ')})`).sort(),
    ].join(' ');
  };
  const [had, wants] = [shape(existing), shape(wanted)];
  const hadStream = existing.StreamSpecification?.StreamViewType;
  const wantsStream = wanted.StreamSpecification?.StreamViewType;
  if (had === wants && hadStream === wantsStream) return;
  throw new Error(
    `${logicalId}: the table ${existing.TableName} of the data directory has other keys than the template: ` +
      `${had} stream ${hadStream ?? 'none'}, wanted ${wants} stream ${wantsStream ?? 'none'}. ` +
      'Remove the data directory to start afresh.',
  );
}

async function active(call: Deps['call'], TableName: string): Promise<any> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const description = await call('DescribeTable', { TableName });
    if (description.Table.TableStatus === 'ACTIVE') return description;
    await new Promise((resolve) => setTimeout(resolve, Math.min(5 * 2 ** attempt, 500)));
  }
  throw new Error(`The table ${TableName} did not become active.`);
}
