import type { Environment } from '../core/environment.ts';
import { checkTopicAttributes, readSettings } from './attributes.ts';
import { invalidParameter, notFound } from './errors.ts';
import { protocols, type Attributes, type Protocol, type Subscription, type Topic } from './model.ts';

/** What of topics and subscriptions outlives the process: those that callers made. */
export interface KeptTopics {
  readonly topics: readonly { name: string; attributes: Attributes; tags: Record<string, string> }[];
  readonly subscriptions: readonly Pick<
    Subscription,
    'arn' | 'topicArn' | 'protocol' | 'endpoint' | 'attributes' | 'token'
  >[];
}

interface NewSubscription {
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Attributes;
  /** The end of its ARN. @defaultValue a new UUID */
  readonly id?: string;
  readonly defined?: boolean;
}

/** The topics of the account and who subscribes to them. */
export interface Registry {
  createTopic(
    name: string,
    creation: {
      readonly attributes?: Attributes;
      readonly tags?: Readonly<Record<string, string>>;
      readonly defined?: boolean;
    },
  ): Topic;
  configureTopic(topic: Topic, attributes: Attributes): void;
  /** Deletes a topic with its subscriptions. */
  deleteTopic(arn: string): void;
  topics(): Topic[];
  /** @throws AwsError NotFoundException, InvalidParameterException. */
  topic(arn: unknown): Topic;
  findTopic(arn: string): Topic | undefined;
  arnOf(name: string): string;
  /** The same subscription for the same topic, protocol and endpoint. */
  subscribe(subscription: NewSubscription): Subscription;
  configureSubscription(subscription: Subscription, attributes: Attributes): void;
  unsubscribe(arn: string): void;
  subscriptions(topicArn?: string): Subscription[];
  findSubscription(arn: string): Subscription | undefined;
  /** @throws AwsError NotFoundException. */
  subscription(arn: unknown): Subscription;
  contents(): KeptTopics;
}

/** @param changed - told of each change of what outlives the process */
export function createRegistry(
  environment: Environment,
  kept: KeptTopics | undefined,
  changed: () => void,
): Registry {
  const { partition, region, accountId, ids } = environment;
  const topics = new Map<string, Topic>();
  const subscriptions = new Map<string, Subscription>();
  // Made by callers of an earlier run; a template that defines one of them now takes it over.
  const restored = new Set<string>();
  const arnOf = (name: string) => `arn:${partition}:sns:${region}:${accountId}:${name}`;

  const createTopic: Registry['createTopic'] = (name, { attributes = {}, tags = {}, defined = false }) => {
    const fifo = attributes.FifoTopic === 'true';
    if (!/^[\w-]{1,256}$/.test(name.replace(/\.fifo$/, '')) || name.length > 256)
      throw invalidParameter('Topic Name');
    if (name.endsWith('.fifo') !== fifo) {
      throw invalidParameter(
        fifo
          ? 'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.'
          : 'Topic Name',
      );
    }
    const policy = checkTopicAttributes(attributes);
    const arn = arnOf(name);
    const there = topics.get(arn);
    if (there && !(defined && restored.delete(arn))) {
      const same = Object.entries(attributes).every(([key, value]) => there.attributes[key] === value);
      if (same && !defined) return there;
      throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
    }
    const topic: Topic = {
      arn,
      name,
      fifo,
      attributes,
      ...(policy && { policy }),
      tags: new Map(Object.entries(tags)),
      defined,
      published: 0,
    };
    topics.set(arn, topic);
    changed();
    return topic;
  };

  const subscribe = (wanted: NewSubscription): Subscription => {
    const { topicArn, protocol, endpoint, attributes, id = ids.uuid(), defined = false } = wanted;
    const topic = find(topicArn);
    checkEndpoint(topic, protocol, endpoint);
    const settings = readSettings(attributes, protocol);
    const there = [...subscriptions.values()].find(
      (one) => one.topicArn === topicArn && one.protocol === protocol && one.endpoint === endpoint,
    );
    if (there && !(defined && restored.delete(there.arn))) {
      const names = new Set([...Object.keys(attributes), ...Object.keys(there.attributes)]);
      if ([...names].every((name) => attributes[name] === there.attributes[name])) return there;
      throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
    }
    if (there) subscriptions.delete(there.arn);
    const isHttp = protocol === 'http' || protocol === 'https';
    const subscription: Subscription = {
      arn: `${topicArn}:${id}`,
      topicArn,
      protocol: protocol as Protocol,
      endpoint,
      attributes,
      settings,
      defined,
      // Whoever reads mails here is at hand, and is not asked.
      ...(isHttp && { token: ids.bytes(32).toString('hex') }),
      counts: { delivered: 0, filtered: 0, failed: 0 },
    };
    subscriptions.set(subscription.arn, subscription);
    changed();
    return subscription;
  };

  const find = (arn: unknown): Topic => {
    if (typeof arn !== 'string' || !/^arn:[^:]+:sns:[^:]*:\d{12}:[\w.-]+$/.test(arn))
      throw invalidParameter('TopicArn');
    const topic = topics.get(arn);
    if (!topic) throw notFound('Topic does not exist');
    return topic;
  };

  for (const topic of kept?.topics ?? []) restored.add(createTopic(topic.name, topic).arn);
  for (const { arn, token, ...wanted } of kept?.subscriptions ?? []) {
    // Of a topic that a template defines, which comes later: whoever subscribed is kept until then.
    const topic = topics.get(wanted.topicArn);
    const settings = readSettings(wanted.attributes, wanted.protocol);
    const counts = { delivered: 0, filtered: 0, failed: 0 };
    const restoredOne = { ...wanted, arn, settings, counts, defined: false };
    subscriptions.set(arn, token === undefined ? restoredOne : { ...restoredOne, token });
    if (topic) restored.add(arn);
  }

  return {
    createTopic,
    configureTopic(topic, attributes) {
      const policy = checkTopicAttributes(attributes);
      topic.attributes = attributes;
      if (policy) topic.policy = policy;
      else delete topic.policy;
      changed();
    },
    deleteTopic(arn) {
      topics.delete(arn);
      for (const one of [...subscriptions.values()]) if (one.topicArn === arn) subscriptions.delete(one.arn);
      changed();
    },
    topics: () => [...topics.values()],
    topic: find,
    findTopic: (arn) => topics.get(arn),
    arnOf,
    subscribe,
    configureSubscription(subscription, attributes) {
      subscription.settings = readSettings(attributes, subscription.protocol);
      subscription.attributes = attributes;
      changed();
    },
    unsubscribe(arn) {
      subscriptions.delete(arn);
      changed();
    },
    subscriptions: (topicArn) =>
      [...subscriptions.values()].filter((one) => topicArn === undefined || one.topicArn === topicArn),
    findSubscription: (arn) => subscriptions.get(arn),
    subscription(arn) {
      const found = subscriptions.get(String(arn));
      if (!found) throw notFound('Subscription does not exist');
      return found;
    },
    contents: () => ({
      topics: [...topics.values()]
        .filter(({ defined }) => !defined)
        .map(({ name, attributes, tags }) => ({ name, attributes, tags: Object.fromEntries(tags) })),
      subscriptions: [...subscriptions.values()]
        .filter(({ defined }) => !defined)
        .map(({ arn, topicArn, protocol, endpoint, attributes, token }) => ({
          arn,
          topicArn,
          protocol,
          endpoint,
          attributes,
          ...(token !== undefined && { token }),
        })),
    }),
  };
}

function checkEndpoint(topic: Topic, protocol: string, endpoint: unknown): void {
  if (!(protocols as readonly string[]).includes(protocol)) {
    const known = ['application', 'firehose'].includes(protocol);
    throw invalidParameter(
      known ? `The local cloud does not serve the protocol ${protocol}` : `Amazon SNS Protocol: ${protocol}`,
    );
  }
  if (typeof endpoint !== 'string' || endpoint === '') throw invalidParameter('Endpoint');
  const refuse = (reason: string) => invalidParameter(reason);
  if (topic.fifo && protocol !== 'sqs')
    throw refuse('Invalid parameter: Endpoint Reason: Please use FIFO SQS queue');
  switch (protocol) {
    case 'sqs':
      if (!/^arn:[^:]+:sqs:[^:]+:\d{12}:[\w.-]+$/.test(endpoint)) throw refuse('SQS endpoint ARN');
      if (endpoint.endsWith('.fifo') && !topic.fifo) {
        throw refuse(
          'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
        );
      }
      return;
    case 'lambda':
      if (!/^arn:[^:]+:lambda:[^:]+:\d{12}:function:.+$/.test(endpoint)) throw refuse('Lambda endpoint ARN');
      return;
    case 'http':
    case 'https':
      if (!endpoint.startsWith(`${protocol}://`)) throw refuse('Endpoint must match the specified protocol');
      return;
    case 'sms':
      if (!/^\+?[\d .()-]{5,20}$/.test(endpoint)) throw refuse(`Invalid SMS endpoint: ${endpoint}`);
      return;
    default:
      if (!/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw refuse('Email address');
  }
}
