import { invalidParameter, notFound } from '../errors.ts';
import type { Topic } from '../model.ts';
import { pageOf, type Input, type Operations, type Service } from './operation.ts';

/** Operations that make, look at and change topics. */
export function topicOperations({ registry, environment }: Service): Operations {
  const byArn = ({ TopicArn, ResourceArn }: Input) => String(TopicArn ?? ResourceArn);
  const tagged = ({ ResourceArn }: Input): Topic => {
    const topic = registry.findTopic(String(ResourceArn));
    if (!topic) throw notFound('Resource does not exist');
    return topic;
  };
  return {
    CreateTopic: {
      resource: ({ Name }) => registry.arnOf(String(Name)),
      run({ Name: name, Attributes: attributes = {}, Tags: tags = [] }) {
        if (typeof name !== 'string') throw invalidParameter('Topic Name');
        const { arn } = registry.createTopic(name, {
          attributes,
          tags: Object.fromEntries(tags.map(({ Key, Value }: any) => [Key, Value ?? ''])),
        });
        return { TopicArn: arn };
      },
    },
    DeleteTopic: {
      resource: byArn,
      // One that is gone already counts as deleted.
      run: ({ TopicArn }) => (registry.deleteTopic(String(TopicArn)), {}),
    },
    ListTopics: {
      resource: () => '*',
      run(input) {
        const { page, next } = pageOf(registry.topics(), input);
        return { Topics: page.map(({ arn }) => ({ TopicArn: arn })), NextToken: next };
      },
    },
    GetTopicAttributes: {
      resource: byArn,
      run: ({ TopicArn }) => ({ Attributes: describe(registry.topic(TopicArn)) }),
    },
    SetTopicAttributes: {
      resource: byArn,
      run({ TopicArn, AttributeName: name, AttributeValue: value = '' }) {
        const topic = registry.topic(TopicArn);
        if (typeof name !== 'string' || name === 'FifoTopic') throw invalidParameter('AttributeName');
        registry.configureTopic(topic, { ...topic.attributes, [name]: String(value) });
        return {};
      },
    },
    TagResource: {
      resource: byArn,
      run(input) {
        for (const { Key, Value } of input.Tags ?? []) tagged(input).tags.set(Key, Value ?? '');
        return {};
      },
    },
    UntagResource: {
      resource: byArn,
      run(input) {
        for (const key of input.TagKeys ?? []) tagged(input).tags.delete(key);
        return {};
      },
    },
    ListTagsForResource: {
      resource: byArn,
      run: (input) => ({ Tags: [...tagged(input).tags].map(([Key, Value]) => ({ Key, Value })) }),
    },
  };

  function describe(topic: Topic): Record<string, string> {
    const all = registry.subscriptions(topic.arn);
    const pending = all.filter(({ token }) => token !== undefined).length;
    return {
      Policy: JSON.stringify(defaultPolicy(topic.arn)),
      DisplayName: '',
      ...topic.attributes,
      ...(topic.fifo && { ContentBasedDeduplication: topic.attributes.ContentBasedDeduplication ?? 'false' }),
      TopicArn: topic.arn,
      Owner: environment.accountId,
      SubscriptionsConfirmed: String(all.length - pending),
      SubscriptionsPending: String(pending),
      SubscriptionsDeleted: '0',
      EffectiveDeliveryPolicy: JSON.stringify(deliveryPolicy),
    };
  }

  /** The policy of a topic that has been given none: its account's identities, as their own policies say. */
  function defaultPolicy(arn: string): object {
    return {
      Version: '2008-10-17',
      Id: '__default_policy_ID',
      Statement: [
        {
          Sid: '__default_statement_ID',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: [
            'SNS:GetTopicAttributes',
            'SNS:SetTopicAttributes',
            'SNS:AddPermission',
            'SNS:RemovePermission',
            'SNS:DeleteTopic',
            'SNS:Subscribe',
            'SNS:ListSubscriptionsByTopic',
            'SNS:Publish',
          ],
          Resource: arn,
          Condition: { StringEquals: { 'AWS:SourceOwner': environment.accountId } },
        },
      ],
    };
  }
}

const deliveryPolicy = {
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
};
