import { RestartNeededError, type ResourceProvider } from '../core/resource.ts';
import { defaultAttributes, type QueueAttributes } from './attributes.ts';
import type { Queue } from './queue.ts';
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
  const at = (queueUrl: string, logicalId: string): Queue => {
    const queue = registry.all().find(({ url }) => url === queueUrl);
    if (!queue) throw new Error(`${logicalId}: there is no queue ${queueUrl}`);
    return queue;
  };
  const attach = (properties: Record<string, any>, logicalId: string) => {
    for (const url of urlsOf(properties)) {
      registry.configure(at(url, logicalId), { Policy: JSON.stringify(properties.PolicyDocument) });
    }
  };
  const detach = (properties: Record<string, any>) => {
    for (const url of urlsOf(properties)) {
      // A queue that went with its policy needs none taken off.
      const queue = registry.all().find((each) => each.url === url);
      if (queue) registry.configure(queue, { Policy: '' });
    }
  };
  return [
    {
      type: 'AWS::SQS::Queue',
      honoured: [...attributeProperties, 'QueueName', 'Tags'],
      inert: inertAttributes,
      async create({ properties, generatedName, logicalId }) {
        const name = properties.QueueName ?? nameFrom(generatedName, isTrue(properties.FifoQueue));
        const tags = tagsOf(properties);
        try {
          const queue = registry.create(name, { attributes: attributesOf(properties), tags, defined: true });
          return { ref: queue.url, attributes: { Arn: queue.arn, QueueName: name, QueueUrl: queue.url } };
        } catch (error) {
          throw new Error(`${logicalId}: ${(error as Error).message}`, { cause: error });
        }
      },
      async update({ properties, former, created, logicalId }) {
        for (const property of ['QueueName', 'FifoQueue']) {
          if (String(properties[property]) !== String(former[property]))
            throw new RestartNeededError(`${logicalId}: a change of ${property} needs a restart`);
        }
        const queue = at(created.ref, logicalId);
        const change = (from: Record<string, any>, to: Record<string, any>) => {
          registry.configure(queue, { ...withdrawn(from, to), ...attributesOf(to) });
          for (const key of Object.keys(tagsOf(from))) queue.tag(key, undefined);
          for (const [key, value] of Object.entries(tagsOf(to))) queue.tag(key, value);
        };
        try {
          change(former, properties);
        } catch (error) {
          throw new Error(`${logicalId}: ${(error as Error).message}`, { cause: error });
        }
        return { created, undo: () => change(properties, former) };
      },
      remove: async ({ logicalId }, { ref }) => registry.withdraw(at(ref, logicalId)),
    },
    ...(['AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'] as const).map((type): ResourceProvider => ({
      type,
      honoured: [type === 'AWS::SQS::QueuePolicy' ? 'Queues' : 'Queue', 'PolicyDocument'],
      async create({ properties, generatedName, logicalId }) {
        attach(properties, logicalId);
        return { ref: generatedName, attributes: { Id: generatedName } };
      },
      async update({ properties, former, created, logicalId }) {
        const change = (from: Record<string, any>, to: Record<string, any>) => {
          detach(from);
          attach(to, logicalId);
        };
        change(former, properties);
        return { created, undo: () => change(properties, former) };
      },
      async remove({ properties, logicalId }) {
        detach(properties);
        return () => attach(properties, logicalId);
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

/** What was said of a queue and no longer is: the default again, or nothing. */
function withdrawn(from: Record<string, any>, to: Record<string, any>): QueueAttributes {
  const defaults = defaultAttributes(isTrue(to.FifoQueue));
  const said = attributesOf(to);
  return Object.fromEntries(
    Object.keys(attributesOf(from)).flatMap((name) => (name in said ? [] : [[name, defaults[name] ?? '']])),
  );
}

const tagsOf = ({ Tags = [] }: Record<string, any>): Record<string, string> =>
  Object.fromEntries(Tags.map(({ Key, Value }: any) => [Key, Value]));

const urlsOf = ({ Queues, Queue }: Record<string, any>): string[] => [Queues ?? Queue ?? []].flat();

// The end, which tells names apart, is kept.
function nameFrom(generated: string, fifo: boolean): string {
  const suffix = fifo ? '.fifo' : '';
  const room = maximumName - suffix.length;
  const end = generated.slice(-13);
  return (generated.length <= room ? generated : generated.slice(0, room - end.length) + end) + suffix;
}

const isTrue = (value: unknown) => value === true || value === 'true';
