import { invalidParameter, notFound } from '../errors.ts';
import type { Subscription } from '../model.ts';
import { pageOf, type Input, type Operations, type Service } from './operation.ts';

/** Operations on subscriptions. */
export function subscriptionOperations({ registry, environment, askToConfirm }: Service): Operations {
  const onTopic = ({ TopicArn }: Input) => String(TopicArn);
  const anywhere = () => '*';

  const listed = ({ arn, token, protocol, endpoint, topicArn }: Subscription) => ({
    SubscriptionArn: token === undefined ? arn : 'PendingConfirmation',
    Owner: environment.accountId,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  });
  const list = (input: Input, topicArn?: string) => {
    const { page, next } = pageOf(registry.subscriptions(topicArn), input);
    return { Subscriptions: page.map(listed), NextToken: next };
  };

  return {
    Subscribe: {
      resource: onTopic,
      run({ TopicArn, Protocol, Endpoint, Attributes: attributes = {}, ReturnSubscriptionArn: returnArn }) {
        const { arn: topicArn } = registry.topic(TopicArn);
        const subscription = registry.subscribe({
          topicArn,
          protocol: String(Protocol),
          endpoint: Endpoint,
          attributes,
        });
        if (subscription.token === undefined) return { SubscriptionArn: subscription.arn };
        askToConfirm(subscription);
        const wanted = returnArn === true || returnArn === 'true';
        return { SubscriptionArn: wanted ? subscription.arn : 'pending confirmation' };
      },
    },
    ConfirmSubscription: {
      resource: onTopic,
      run({ TopicArn, Token: token }) {
        const { arn } = registry.topic(TopicArn);
        const found = registry
          .subscriptions(arn)
          .find((one) => one.token !== undefined && one.token === token);
        if (!found) throw invalidParameter('Token');
        delete found.token;
        registry.configureSubscription(found, found.attributes);
        return { SubscriptionArn: found.arn };
      },
    },
    Unsubscribe: {
      resource: anywhere,
      run({ SubscriptionArn: arn }) {
        if (typeof arn !== 'string' || !/^arn:[^:]+:sns:([^:]+:){3}[\w-]+$/.test(arn))
          throw invalidParameter('SubscriptionArn Reason: An ARN must have at least 6 elements');
        registry.unsubscribe(arn);
        return {};
      },
    },
    ListSubscriptions: { resource: anywhere, run: (input) => list(input) },
    ListSubscriptionsByTopic: {
      resource: onTopic,
      run: (input) => list(input, registry.topic(input.TopicArn).arn),
    },
    GetSubscriptionAttributes: {
      resource: anywhere,
      run({ SubscriptionArn }) {
        const one = registry.subscription(SubscriptionArn);
        const { FilterPolicy, FilterPolicyScope = 'MessageAttributes', ...attributes } = one.attributes;
        return {
          Attributes: {
            RawMessageDelivery: 'false',
            ...attributes,
            ...(FilterPolicy && { FilterPolicy, FilterPolicyScope }),
            SubscriptionArn: one.arn,
            TopicArn: one.topicArn,
            Protocol: one.protocol,
            Endpoint: one.endpoint,
            Owner: environment.accountId,
            SubscriptionPrincipal: `arn:${environment.partition}:iam::${environment.accountId}:root`,
            ConfirmationWasAuthenticated: String(one.token === undefined),
            PendingConfirmation: String(one.token !== undefined),
          },
        };
      },
    },
    SetSubscriptionAttributes: {
      resource: anywhere,
      run({ SubscriptionArn, AttributeName: name, AttributeValue: value = '' }) {
        const one = registry.findSubscription(String(SubscriptionArn));
        if (!one) throw notFound('Subscription does not exist');
        if (typeof name !== 'string') throw invalidParameter('AttributeName');
        const { [name]: _, ...others } = one.attributes;
        // An empty value takes an attribute away.
        registry.configureSubscription(one, value === '' ? others : { ...others, [name]: String(value) });
        return {};
      },
    },
  };
}
