import type { ResourceProvider } from '../core/resource.ts';
import type { Registry } from './registry.ts';

/** Properties of a template that are attributes of the API, by the same name. */
const attributeProperties = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'VisibilityTimeout',
];
const inertAttributes: Readonly<Record<string, string>> = {
  FifoThroughputLimit: 'a laptop has no quota of requests',
  KmsDataKeyReusePeriodSeconds: 'nothing is encrypted at rest on a laptop',
  KmsMasterKeyId: 'nothing is encrypted at rest on a laptop',
  SqsManagedSseEnabled: 'nothing is encrypted at rest on a laptop',
};
const maximumName = 80;

/** `AWS::SQS::Queue` and the policies on queues. */
export function sqsProviders(registry: Registry): ResourceProvider[] {
  const attach = (queueUrl: string, document: object, logicalId: string) => {
    const queue = registry.all().find(({ url }) => url === queueUrl);
    if (!queue) throw new Error(`${logicalId}: there is no queue ${queueUrl}`);
    registry.configure(queue, { Policy: JSON.stringify(document) });
  };
  return [
    {
      type: 'AWS::SQS::Queue',
      honoured: [...attributeProperties, 'QueueName', 'Tags'],
      inert: inertAttributes,
      async create({ properties, generatedName, logicalId }) {
        const name = properties.QueueName ?? nameFrom(generatedName, isTrue(properties.FifoQueue));
        const tags = Object.fromEntries((properties.Tags ?? []).map(({ Key, Value }: any) => [Key, Value]));
        try {
          const queue = registry.create(name, { attributes: attributesOf(properties), tags, defined: true });
          return { ref: queue.url, attributes: { Arn: queue.arn, QueueName: name, QueueUrl: queue.url } };
        } catch (error) {
          throw new Error(`${logicalId}: ${(error as Error).message}`, { cause: error });
        }
      },
    },
    ...(['AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'] as const).map((type): ResourceProvider => ({
      type,
      honoured: [type === 'AWS::SQS::QueuePolicy' ? 'Queues' : 'Queue', 'PolicyDocument'],
      async create({ properties, generatedName, logicalId }) {
        for (const url of [properties.Queues ?? properties.Queue ?? []].flat()) {
          attach(url, properties.PolicyDocument, logicalId);
        }
        return { ref: generatedName, attributes: { Id: generatedName } };
      },
    })),
  ];
}

function attributesOf(properties: Record<string, any>): Record<string, string> {
  const names = [...attributeProperties, ...Object.keys(inertAttributes)];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = properties[name];
      if (value === undefined || (name === 'FifoQueue' && !isTrue(value))) return [];
      return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
    }),
  );
}

// The end, which tells names apart, is kept.
function nameFrom(generated: string, fifo: boolean): string {
  const suffix = fifo ? '.fifo' : '';
  const room = maximumName - suffix.length;
  const end = generated.slice(-13);
  return (generated.length <= room ? generated : generated.slice(0, room - end.length) + end) + suffix;
}

const isTrue = (value: unknown) => value === true || value === 'true';
