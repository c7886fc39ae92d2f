import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ShopFunction } from '../functions/shop-function.ts';
import type { Stage } from '../stage.ts';
import { StreamConsumer } from './stream-consumer.ts';

export interface EventsProps {
  readonly stage: Stage;
  readonly table: Table;
}

/** The characters in which an order's id can end (a ULID's), two for each message group. */
const endings = [
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

  constructor(scope: Construct, id: string, { stage, table }: EventsProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { eventBusName: `bodega-${stage.name}` });
    this.bus.archive('Archive', {
      description: 'What happened, to be replayed',
      eventPattern: { source: ['bodega.orders'] },
      retention: Duration.days(stage.development ? 7 : 365),
    });
    const publish = new ShopFunction(this, 'Publish', {
      stage,
      handler: 'publishEvents',
      description: 'Puts the events of orders from the stream of the table on the bus',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: { EVENT_BUS_NAME: this.bus.eventBusName },
    });
    publish.allow(['events:PutEvents'], [this.bus.eventBusArn]);
    new StreamConsumer(this, 'Outbox', {
      table,
      handler: publish,
      meaning: 'Events of orders are not on the bus',
      filters: [
        {
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { __edb_e__: { S: FilterRule.isEqual('order_event') } } },
        },
      ],
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
        },
      ],
    });
  }

  /** In one statement: a queue's policy may hold twenty. */
  private allow(queue: Queue, rules: readonly CfnRule[]): void {
    const arns = rules.map(({ attrArn }) => attrArn);
    queue.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        principals: [new ServicePrincipal('events.amazonaws.com')],
        resources: [queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': arns.length === 1 ? arns[0] : arns } },
      }),
    );
  }
}
