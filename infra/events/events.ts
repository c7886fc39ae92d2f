import { Duration } from 'aws-cdk-lib';
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from '../operations/dead-letters.ts';
import type { Stage } from '../stage.ts';
import type { News } from './news.ts';

/** The characters in which an order's id can end (a ULID's), two for each message group. */
export const endings = [
  '01',
  '23',
  '45',
  '67',
  '89',
  'AB',
  'CD',
  'EF',
  'GH',
  'JK',
  'MN',
  'PQ',
  'RS',
  'TV',
  'WX',
  'YZ',
];

/** The shop's bus: what happened to orders, for whoever wants to know. The table's stream is its outbox. */
export class Events extends Construct {
  readonly bus: EventBus;
  private readonly undelivered: DeadLetters;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { eventBusName: `bodega-${stage.name}` });
    this.bus.archive('Archive', {
      description: 'What happened, to be replayed',
      eventPattern: { source: ['bodega.orders'] },
      retention: Duration.days(stage.development ? 7 : 365),
    });
    this.undelivered = new DeadLetters(this, 'DeadLetters', {
      meaning: 'Events did not come from the bus to those who wait for them',
    });
  }

  /**
   * Has the bus put the events of the given types into a queue: their detail alone, so that an event that is put twice
   * is twice the same message.
   *
   * @param types - what happened, e.g. `PLACED`; absent for all.
   */
  feed(id: string, queue: Queue, types?: readonly string[]): void {
    this.allow(queue, [this.rule(id, queue, types ? { type: types } : undefined)]);
  }

  /**
   * Does the same with a queue that keeps the order. The last character of an order's id chooses its message group, so
   * that its events stay in order, and what holds one order up holds up a few others and not the whole shop. A rule
   * gives all its messages the same group; hence a rule for each.
   */
  feedInGroups(id: string, queue: Queue, types: readonly string[]): void {
    const rules = endings.map((ending) => {
      const orderId = [...ending].map((suffix) => ({ suffix }));
      return this.rule(`${id}${ending}`, queue, { type: types, orderId }, ending);
    });
    this.allow(queue, rules);
  }

  /** Has the bus tell a topic of events, in words. Whoever hears of it may hear of it twice. */
  tell(id: string, topic: Topic, { pattern, paths, words }: News): void {
    const { attrArn } = new CfnRule(this, id, {
      eventBusName: this.bus.eventBusName,
      eventPattern: pattern,
      targets: [
        {
          id: 'topic',
          arn: topic.topicArn,
          inputTransformer: { inputPathsMap: paths, inputTemplate: JSON.stringify(words) },
          deadLetterConfig: { arn: this.undelivered.queue.queueArn },
        },
      ],
    });
    topic.addToResourcePolicy(mayBeReached('sns:Publish', topic.topicArn, [attrArn]));
    this.undelivered.queue.addToResourcePolicy(
      mayBeReached('sqs:SendMessage', this.undelivered.queue.queueArn, [attrArn]),
    );
  }

  private rule(id: string, queue: Queue, detail?: object, messageGroupId?: string): CfnRule {
    return new CfnRule(this, id, {
      eventBusName: this.bus.eventBusName,
      eventPattern: { source: ['bodega.orders'], ...(detail && { detail }) },
      targets: [
        {
          id: 'queue',
          arn: queue.queueArn,
          inputPath: '$.detail',
          ...(messageGroupId && { sqsParameters: { messageGroupId } }),
          deadLetterConfig: { arn: this.undelivered.queue.queueArn },
        },
      ],
    });
  }

  /** In one statement for each queue: a queue's policy may hold twenty. */
  private allow(queue: Queue, rules: readonly CfnRule[]): void {
    const arns = rules.map(({ attrArn }) => attrArn);
    for (const taker of [queue, this.undelivered.queue]) {
      taker.addToResourcePolicy(mayBeReached('sqs:SendMessage', taker.queueArn, arns));
    }
  }
}

function mayBeReached(action: string, arn: string, rules: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    actions: [action],
    principals: [new ServicePrincipal('events.amazonaws.com')],
    resources: [arn],
    conditions: { ArnEquals: { 'aws:SourceArn': rules.length === 1 ? rules[0] : rules } },
  });
}
