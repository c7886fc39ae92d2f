import { requireSame, stableId } from '../core/changes.ts';
import type { ResourceProvider, ResourceRequest } from '../core/resource.ts';
import type { Attributes, Subscription } from './model.ts';
import type { Registry } from './registry.ts';

const feedback = 'deliveries are told on the log';

/** `AWS::SNS::*` */
export function snsProviders(
  registry: Registry,
  deps: {
    /** Asks an HTTP endpoint to confirm. */
    readonly askToConfirm: (subscription: Subscription) => void;
    /** Everything stands: what an earlier run could not deliver goes out. */
    readonly resume: () => void;
  },
): ResourceProvider[] {
  /** Subscriptions of templates whose endpoints are to be asked when everything stands. */
  const unasked = new Set<Subscription>();
  const subscribe = (topicArn: string, given: Record<string, any>, id: string): Subscription => {
    const { Protocol: protocol, Endpoint: endpoint } = given;
    const attributes = subscriptionAttributes(given);
    const subscription = registry.subscribe({ topicArn, protocol, endpoint, attributes, id, defined: true });
    if (subscription.token !== undefined) unasked.add(subscription);
    return subscription;
  };
  const nameOf = ({ properties, generatedName }: ResourceRequest) =>
    properties.TopicName ?? `${generatedName.slice(0, 251)}${isTrue(properties.FifoTopic) ? '.fifo' : ''}`;
  const inTopic = ({ properties, generatedName }: ResourceRequest, arn: string) =>
    (properties.Subscription ?? []).map((one: Record<string, any>, index: number) =>
      subscribe(arn, one, uuidOf(`${generatedName}/${index}`)),
    );

  return [
    {
      type: 'AWS::SNS::Topic',
      honoured: [
        'ContentBasedDeduplication',
        'DisplayName',
        'FifoThroughputScope',
        'FifoTopic',
        'SignatureVersion',
        'Subscription.*.Endpoint',
        'Subscription.*.Protocol',
        'Tags',
        'TopicName',
      ],
      inert: {
        ArchivePolicy: 'messages are not archived on a laptop',
        DataProtectionPolicy: 'nothing looks for personal data on a laptop',
        DeliveryStatusLogging: feedback,
        KmsMasterKeyId: 'nothing is encrypted at rest on a laptop',
        TracingConfig: 'traces are not collected',
      },
      async create(request) {
        const topic = registry.createTopic(nameOf(request), {
          attributes: topicAttributes(request.properties),
          tags: tagsOf(request.properties),
          defined: true,
        });
        inTopic(request, topic.arn);
        return { ref: topic.arn, attributes: { TopicArn: topic.arn, TopicName: topic.name } };
      },
      async update(request) {
        requireSame(request, 'TopicName', 'FifoTopic');
        if (JSON.stringify(request.properties.Subscription) !== JSON.stringify(request.former.Subscription))
          requireSame(request, 'Subscription');
        const topic = registry.topic(request.created.ref);
        const former = topic.attributes;
        const { Policy } = former;
        registry.configureTopic(topic, {
          ...topicAttributes(request.properties),
          ...(Policy !== undefined && { Policy }),
        });
        return { created: request.created, undo: () => registry.configureTopic(topic, former) };
      },
      async remove(request, { ref }) {
        registry.deleteTopic(ref);
        return () => {
          registry.createTopic(nameOf(request), {
            attributes: topicAttributes(request.properties),
            tags: tagsOf(request.properties),
            defined: true,
          });
          inTopic(request, ref);
        };
      },
    },
    {
      type: 'AWS::SNS::Subscription',
      honoured: [
        'Endpoint',
        'FilterPolicy',
        'FilterPolicyScope',
        'Protocol',
        'RawMessageDelivery',
        'RedrivePolicy',
        'TopicArn',
      ],
      inert: {
        DeliveryPolicy: 'HTTP endpoints are tried again as AWS does where nothing else is said',
        Region: 'there is one region',
        ReplayPolicy: 'messages are not archived on a laptop',
        SubscriptionRoleArn: 'deliveries to Firehose are not served',
      },
      async create({ properties, generatedName }) {
        const { arn } = subscribe(properties.TopicArn, properties, uuidOf(generatedName));
        return { ref: arn, attributes: { Arn: arn } };
      },
      async update(request) {
        requireSame(request, 'TopicArn', 'Protocol', 'Endpoint');
        const subscription = registry.subscription(request.created.ref);
        const former = subscription.attributes;
        registry.configureSubscription(subscription, subscriptionAttributes(request.properties));
        return {
          created: request.created,
          undo: () => registry.configureSubscription(subscription, former),
        };
      },
      async remove({ properties, generatedName }, { ref }) {
        registry.unsubscribe(ref);
        return () => void subscribe(properties.TopicArn, properties, uuidOf(generatedName));
      },
      async settle() {
        for (const subscription of unasked) deps.askToConfirm(subscription);
        unasked.clear();
        deps.resume();
      },
    },
    ...(['AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'] as const).map((type) =>
      topicPolicy(registry, type),
    ),
  ];
}

function topicPolicy(
  registry: Registry,
  type: 'AWS::SNS::TopicPolicy' | 'AWS::SNS::TopicInlinePolicy',
): ResourceProvider {
  const topics = ({ Topics, TopicArn }: Record<string, any>) => [Topics ?? TopicArn ?? []].flat() as string[];
  const attach = (arn: string, document: object | undefined) => {
    const topic = registry.findTopic(arn);
    if (!topic) return;
    const { Policy: _, ...others } = topic.attributes;
    registry.configureTopic(topic, document ? { ...others, Policy: JSON.stringify(document) } : others);
  };
  return {
    type,
    honoured: ['PolicyDocument', type === 'AWS::SNS::TopicPolicy' ? 'Topics' : 'TopicArn'],
    async create({ properties, generatedName, logicalId }) {
      for (const arn of topics(properties)) {
        if (!registry.findTopic(arn)) throw new Error(`${logicalId}: there is no topic ${arn}`);
        attach(arn, properties.PolicyDocument);
      }
      return { ref: generatedName, attributes: { Id: generatedName } };
    },
    async update({ properties, former, created }) {
      const change = (from: Record<string, any>, to: Record<string, any>) => {
        for (const arn of topics(from)) attach(arn, undefined);
        for (const arn of topics(to)) attach(arn, to.PolicyDocument);
      };
      change(former, properties);
      return { created, undo: () => change(properties, former) };
    },
    async remove({ properties }) {
      for (const arn of topics(properties)) attach(arn, undefined);
      return () => topics(properties).forEach((arn) => attach(arn, properties.PolicyDocument));
    },
  };
}

function topicAttributes(properties: Record<string, any>): Attributes {
  const names = [
    'ContentBasedDeduplication',
    'DisplayName',
    'FifoThroughputScope',
    'KmsMasterKeyId',
    'SignatureVersion',
    'TracingConfig',
  ];
  return {
    ...textOf(properties, names),
    ...(isTrue(properties.FifoTopic) && { FifoTopic: 'true' }),
  };
}

const subscriptionAttributes = (properties: Record<string, any>): Attributes =>
  textOf(properties, [
    'DeliveryPolicy',
    'FilterPolicy',
    'FilterPolicyScope',
    'RawMessageDelivery',
    'RedrivePolicy',
    'ReplayPolicy',
    'SubscriptionRoleArn',
  ]);

const textOf = (properties: Record<string, any>, names: readonly string[]): Attributes =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = properties[name];
      if (value === undefined) return [];
      return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
    }),
  );

const tagsOf = ({ Tags = [] }: Record<string, any>): Record<string, string> =>
  Object.fromEntries(Tags.map(({ Key, Value }: any) => [Key, Value]));

/** An id in the form of a UUID, the same in every run, so that what waits for a subscription finds it again. */
const uuidOf = (name: string): string =>
  stableId(name, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const isTrue = (value: unknown) => value === true || value === 'true';
